import { type Description, type DocumentLocation, locationPosition, openDescription } from "./document.js";
import { DescriptionError } from "./error.js";
import { childKind, type Kind, SCHEMA_LIST_KEYWORDS, SECTIONS } from "./grammar.js";
import { childOf, encodePointer, isObject, type JsonObject } from "./json.js";
import { setOrigin } from "./origins.js";
import { createReferences, isReference } from "./references.js";

/**
 * Makes one document of a description: a new object with the same meaning and one form of reference.
 *
 * - `$ref` is there only where OpenAPI has it, and leads to a JSON pointer of the document, of an object of its kind. Path
 *   items, and what stands elsewhere (an operation, a list of parameters, `properties`), are in place of their reference.
 * - What other files have, or parts that OpenAPI does not know, is in `components`.
 * - A discriminator's mapping has references alone, no names of schemas that are there.
 * - `$dynamicRef` is a `$ref`; `$anchor`, `$dynamicAnchor` and `$id` are gone.
 * - What OpenAPI ignores beside a reference is gone.
 *
 * Examples, defaults and extensions are left as they are. `locate` returns the source location of a part of the
 * document.
 *
 * @param onReference - called for each reference that is followed, with the object that has it, the keyword, and its
 * target
 * @throws DescriptionError at the first reference that can't be followed
 */
export function bundle(
  description: Description,
  onReference?: (from: DocumentLocation, keyword: string, target: DocumentLocation) => void,
): JsonObject {
  const { root, jsonSchema } = description;
  const references = createReferences(description, onReference);
  const names = new Map<string, string>();
  const added = new Map<string, [name: string, component: unknown][]>();
  const reserved = new Set<string>();
  const mappings: JsonObject[] = [];
  const dynamic: { from: DocumentLocation; ref: string }[] = [];
  const own = isObject(root.value.components) ? root.value.components : {};

  function walk(location: DocumentLocation, kind: Kind, inlined: readonly string[]): unknown {
    const { value } = location;
    if (typeof value !== "object" || value === null || kind === "data") return value;
    if (isReference(value)) return refer({ ...location, value }, kind, inlined);
    if (isObject(value) && "$ref" in value && SECTIONS[kind]) throw errorAt(location, "`$ref` is not a string");
    return copy({ ...location, value }, kind, inlined);
  }

  function copy(
    location: DocumentLocation & { value: object },
    kind: Kind,
    inlined: readonly string[],
    except?: string,
  ): object {
    const { file, path, value } = location;
    const inner = (key: string, child: unknown, childOfKind: Kind) =>
      typeof child === "object" ? walk({ file, path: [...path, key], value: child }, childOfKind, inlined) : child;
    if (Array.isArray(value)) {
      const items = value.map((item, index) => inner(String(index), item, kind.replace(/^list:/, "")));
      setOrigin(items, location);
      return items;
    }
    const isSchema = kind === "schema" && jsonSchema;
    const entries: [string, unknown][] = [];
    for (const [key, child] of Object.entries(value)) {
      if (key === except || (isSchema && IDENTITIES.includes(key) && typeof child === "string")) continue;
      if (kind === "schema" && !isListWhereOneIsDue(key, child))
        throw errorAt(location, `\`${key}\` is not a list`, key);
      entries.push([key, isSchema && key === "$dynamicRef" ? child : inner(key, child, childKind(kind, key))]);
    }
    const made: JsonObject = Object.fromEntries(entries);
    if (isSchema) followDynamic(location, made);
    if (kind === "discriminator" && isObject(made.mapping)) made.mapping = mapTargets(location, made.mapping);
    setOrigin(made, location);
    return made;
  }

  function followDynamic(location: DocumentLocation, made: JsonObject): void {
    if (typeof made.$recursiveRef === "string") {
      const why = "is of an older JSON Schema and can't be followed: OpenAPI 3.1 has `$dynamicRef`";
      throw errorAt(location, `\`$recursiveRef\` ${why}`, "$recursiveRef");
    }
    const { $dynamicRef } = made;
    if (typeof $dynamicRef !== "string") return;
    dynamic.push({ from: location, ref: $dynamicRef });
    const $ref = pointTo(references.dynamicTarget(location, $dynamicRef), "schema");
    delete made.$dynamicRef;
    if ("$ref" in made) made.allOf = [...(Array.isArray(made.allOf) ? made.allOf : []), { $ref }];
    else made.$ref = $ref;
  }

  // The values of a mapping are references, or names of components.
  function mapTargets(location: DocumentLocation, mapping: JsonObject): JsonObject {
    const from = { ...location, path: [...location.path, "mapping"], value: mapping };
    const entries = Object.entries(mapping).map(([value, ref]) => {
      const isReferring = typeof ref === "string" && /[#/]|\.(ya?ml|json)$/i.test(ref);
      return [value, isReferring ? pointTo(references.target(from, ref, value), "schema") : ref];
    });
    const made: JsonObject = Object.fromEntries(entries);
    mappings.push(made);
    return made;
  }

  function refer(
    location: DocumentLocation & { value: { $ref: string } },
    kind: Kind,
    inlined: readonly string[],
  ): unknown {
    const { $ref, ...beside } = location.value as { $ref: string } & JsonObject;
    const target = references.target(location, $ref);
    const reject = (why: string) => errorAt(location, `The reference ${JSON.stringify($ref)} leads to ${why}`);
    if (target.file === root && target.path.length === 0) throw reject("the whole description");
    const key = keyOf(target, kind);
    const isAlone = Object.keys(beside).length === 0;
    if (!SECTIONS[kind]) {
      if (inlined.includes(key)) throw reject("itself");
      const value = walk(target, kind, [...inlined, key]);
      return isAlone ? value : joined(location, kind, Object.keys(beside), value, inlined);
    }
    if (!isObject(target.value) && !(kind === "schema" && typeof target.value === "boolean")) {
      throw reject(`${Array.isArray(target.value) ? "a list" : `a ${typeof target.value}`}, and not to a ${kind}`);
    }
    const alias = aliasName(location, kind);
    if (alias !== undefined && isAlone && names.get(key) === alias) return walk(target, kind, inlined);
    const made: JsonObject = { $ref: pointTo(target, kind) };
    // In JSON Schema the keywords beside a reference apply too.
    if (jsonSchema && kind === "schema") Object.assign(made, copy(location, kind, inlined, "$ref"));
    else if (jsonSchema) {
      for (const [name, value] of Object.entries(beside)) if (/^(summary|description)$/.test(name)) made[name] = value;
    }
    setOrigin(made, location);
    return made;
  }

  // OpenAPI allows properties beside the reference of a path item if its target does not have them.
  function joined(
    location: DocumentLocation & { value: object },
    kind: Kind,
    beside: readonly string[],
    value: unknown,
    inlined: readonly string[],
  ): unknown {
    const unclear = beside.find((name) =>
      kind === "pathItem" ? childOf(value, name) !== undefined : !/^(summary|description|x-.*)$/.test(name),
    );
    if (unclear !== undefined || !isObject(value)) {
      const sentence = `OpenAPI does not say what \`${unclear ?? beside[0]}\` means beside this \`$ref\``;
      throw new DescriptionError(sentence, locationPosition(location, unclear));
    }
    const made = { ...value, ...copy(location, kind, inlined, "$ref") };
    setOrigin(made, location);
    return made;
  }

  function pointTo(target: DocumentLocation, kind: Kind): string {
    if (names.get(keyOf(target, kind)) === undefined && isInPlace(target, kind))
      return `#${encodePointer(target.path).replaceAll("%", "%25")}`;
    return `#/components/${SECTIONS[kind]}/${nameOf(target, kind)}`;
  }

  // The root document keeps its structure: a target in it stays in its location if the grammar knows its kind there.
  function isInPlace({ file, path }: DocumentLocation, kind: Kind): boolean {
    if (file !== root) return false;
    let found: Kind = "document";
    let value: unknown = root.value;
    for (const key of path) {
      if (isReference(value) && (!SECTIONS[found] || !jsonSchema)) return false;
      found = Array.isArray(value) ? found.replace(/^list:/, "") : childKind(found, key);
      value = childOf(value, key);
    }
    return found === kind;
  }

  function nameOf(target: DocumentLocation, kind: Kind): string {
    const key = keyOf(target, kind);
    const known = names.get(key);
    if (known !== undefined) return known;
    const section = SECTIONS[kind] ?? "";
    const taken = (candidate: string) =>
      childOf(own[section], candidate) !== undefined || reserved.has(`${section}/${candidate}`);
    const file = target.file.path.replace(/^.*[/\\]/, "").replace(/\.[^.]+$/, "");
    const parts = (target.path.length > 0 ? target.path : [file]).map((part) => part.replaceAll(/[^\w.-]+/g, "-"));
    let name = "";
    for (const part of parts.reverse()) {
      name = name === "" ? part : `${part}-${name}`;
      if (!taken(name)) break;
    }
    for (let count = 2, base = name; taken(name); count += 1) name = `${base}-${count}`;
    names.set(key, name);
    reserved.add(`${section}/${name}`);
    const component = walk(target, kind, []);
    added.set(section, [...(added.get(section) ?? []), [name, component]]);
    return name;
  }

  // A component that is only a reference to another file gives its name to the target.
  for (const [kind, section] of Object.entries(SECTIONS)) {
    const components = own[section];
    for (const [name, value] of Object.entries(isObject(components) ? components : {})) {
      if (!isReference(value) || Object.keys(value).length > 1) continue;
      const location = { file: root, path: ["components", section, name], value };
      const target = references.target(location, value.$ref);
      if (!isInPlace(target, kind) && !names.has(keyOf(target, kind))) names.set(keyOf(target, kind), name);
    }
  }

  const document = walk({ file: root, path: [], value: root.value }, "document", []) as JsonObject;
  // Once more, now that all files are read: the last one may define the same anchor.
  for (const { from, ref } of dynamic) references.dynamicTarget(from, ref);
  const components = isObject(document.components) ? document.components : {};
  for (const [section, more] of added) {
    components[section] = {
      ...(isObject(components[section]) ? components[section] : {}),
      ...Object.fromEntries(more),
    };
  }
  if (added.size > 0) document.components = components;
  for (const mapping of mappings) {
    for (const [value, name] of Object.entries(mapping)) {
      const isName = childOf(components.schemas, String(name)) !== undefined;
      if (isName) mapping[value] = `#/components/schemas/${name}`;
    }
  }
  return document;
}

/**
 * Reads a description of one or more files, and makes one document of it as {@link bundle} does.
 *
 * @throws DescriptionError if a file can't be read, or a reference can't be followed
 */
export function readBundle(file: string, options?: Parameters<typeof openDescription>[1]): JsonObject {
  return bundle(openDescription(file, options));
}

function isListWhereOneIsDue(keyword: string, value: unknown): boolean {
  if (SCHEMA_LIST_KEYWORDS.includes(keyword)) return Array.isArray(value) || isReference(value);
  if (keyword === "enum") return Array.isArray(value);
  // Many descriptions have `required: true` on a property, as in JSON Schema 3. It no longer has a meaning.
  return keyword !== "required" || !isObject(value);
}

const IDENTITIES = ["$id", "$anchor", "$dynamicAnchor"];

function aliasName({ path }: DocumentLocation, kind: Kind): string | undefined {
  return path.length === 3 && path[0] === "components" && path[1] === SECTIONS[kind] ? path[2] : undefined;
}

function keyOf({ file, path }: DocumentLocation, kind: Kind): string {
  return `${kind} ${file.path}#${encodePointer(path)}`;
}

function errorAt(location: DocumentLocation, sentence: string, property = "$ref"): DescriptionError {
  return new DescriptionError(sentence, locationPosition(location, property));
}
