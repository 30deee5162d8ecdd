import { type Description, type DocumentLocation, locationPosition, openDescription } from "./document.js";
import { DescriptionError } from "./error.js";
import { childKind, type Kind, SCHEMA_LIST_KEYWORDS, SECTIONS } from "./grammar.js";
import { childOf, isObject, type JsonObject } from "./json.js";
import { freeName, isInPlace, keyOf, toRef } from "./names.js";
import { setOrigin } from "./origins.js";
import { createReferences, isReference } from "./references.js";

type LocatedObject = DocumentLocation & { value: object };

const IDENTITIES = ["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"];

/**
 * Makes one document of a description: a new object with the same meaning and one form of reference.
 *
 * - `$ref` is there only where OpenAPI has it, and leads to a JSON pointer of the document, of an object of its kind. Path
 *   items, and what stands elsewhere (an operation, a list of parameters, `properties`), replace their reference.
 * - What other files have, or parts that OpenAPI does not know, is in `components`.
 * - A discriminator's mapping has references alone, no names.
 * - `$dynamicRef` and `$recursiveRef` are a `$ref`; `$anchor`, `$dynamicAnchor` and `$id` are gone.
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
  const own = isObject(root.value.components) ? root.value.components : {};
  /** The components that the root document does not have, by section and name. */
  const added: Record<string, JsonObject> = {};
  /** The names of components that are written elsewhere, by kind and location. */
  const names = new Map<string, string>();
  const taken = new Set<string>();
  /** The components that are only a reference to another file, by kind and location. */
  const aliases = new Set<string>();
  /** What is being copied in place of a reference. */
  let inlined: readonly string[] = [];
  /** What can only be done when all files are read. */
  const remaining: ((document: JsonObject) => void)[] = [];

  function walk(location: DocumentLocation, kind: Kind): unknown {
    const { value } = location;
    if (typeof value !== "object" || value === null || kind === "data") return value;
    if (isReference(value)) return refer({ ...location, value }, kind);
    if (isObject(value) && "$ref" in value && SECTIONS[kind]) throw errorAt(location, "`$ref` is not a string");
    return copy({ ...location, value }, kind);
  }

  function copy(location: LocatedObject, kind: Kind): object {
    const { file, path, value } = location;
    const inner = (key: string, child: unknown, childOfKind: Kind) =>
      typeof child === "object" ? walk({ file, path: [...path, key], value: child }, childOfKind) : child;
    if (Array.isArray(value)) {
      const items = value.map((item, index) => inner(String(index), item, kind.replace(/^list:/, "")));
      return setOrigin(items, location);
    }
    const isSchema = kind === "schema" && jsonSchema;
    const entries: [string, unknown][] = [];
    for (const [key, child] of Object.entries(value)) {
      if (isSchema && IDENTITIES.includes(key) && typeof child !== "object") continue;
      if (kind === "schema" && lacksList(key, child)) throw errorAt(location, `\`${key}\` is not a list`, key);
      entries.push([key, isSchema && key === "$dynamicRef" ? child : inner(key, child, childKind(kind, key))]);
    }
    const made: JsonObject = Object.fromEntries(entries);
    if (isSchema) followDynamic(location, made);
    if (kind === "discriminator" && isObject(made.mapping)) made.mapping = mapTargets(location, made.mapping);
    return setOrigin(made, location);
  }

  function followDynamic(location: DocumentLocation, made: JsonObject): void {
    const { $dynamicRef, $recursiveRef } = made;
    if (typeof $recursiveRef === "string") {
      setReference(made, references.recursiveTarget(location, $recursiveRef), "$recursiveRef");
    }
    if (typeof $dynamicRef !== "string") return;
    const follow = () => references.dynamicTarget(location, $dynamicRef);
    setReference(made, follow(), "$dynamicRef");
    // Once more when all files are read: the last one may define the same anchor.
    remaining.push(follow);
  }

  function setReference(made: JsonObject, target: DocumentLocation, keyword: string): void {
    const $ref = pointTo(target, "schema");
    delete made[keyword];
    if ("$ref" in made) made.allOf = [...(Array.isArray(made.allOf) ? made.allOf : []), { $ref }];
    else made.$ref = $ref;
  }

  // The values of a mapping are references, or names of components.
  function mapTargets(location: DocumentLocation, mapping: JsonObject): JsonObject {
    const from = { ...location, path: [...location.path, "mapping"], value: mapping };
    const made = { ...mapping };
    for (const [value, ref] of Object.entries(mapping)) {
      if (typeof ref === "string" && /[#/]|\.(ya?ml|json)$/i.test(ref)) {
        made[value] = pointTo(follow(from, ref, "schema", value), "schema");
        continue;
      }
      remaining.push((document) => {
        const path = ["components", "schemas", String(ref)];
        if (path.reduce(childOf, document as unknown) === undefined) {
          throw errorAt(from, `The value \`${value}\` is mapped to \`${ref}\`, a schema that does not exist`, value);
        }
        made[value] = toRef(path);
      });
    }
    return made;
  }

  /** The target of a reference, which must have a kind. */
  function follow(from: DocumentLocation, ref: string, kind: Kind, keyword = "$ref"): DocumentLocation {
    const target = references.target(from, ref, keyword);
    const reject = (why: string) => errorAt(from, `The reference ${JSON.stringify(ref)} leads to ${why}`, keyword);
    if (target.file === root && target.path.length === 0) throw reject("the whole description");
    const { value } = target;
    if (SECTIONS[kind] && !isObject(value) && !(kind === "schema" && typeof value === "boolean")) {
      throw reject(`a ${Array.isArray(value) ? "list" : typeof value}, and not to a ${kind}`);
    }
    return target;
  }

  function refer(location: DocumentLocation & { value: { $ref: string } }, kind: Kind): unknown {
    const { $ref, ...beside } = location.value as { $ref: string } & JsonObject;
    const target = follow(location, $ref, kind);
    if (aliases.has(keyOf(location, kind))) return walk(target, kind);
    if (!SECTIONS[kind]) {
      const outer = inlined;
      const key = keyOf(target, kind);
      if (outer.includes(key)) throw errorAt(location, `The reference ${JSON.stringify($ref)} leads to itself`);
      inlined = [...outer, key];
      const value = walk(target, kind);
      inlined = outer;
      return Object.keys(beside).length === 0 ? value : join({ ...location, value: beside }, kind, value);
    }
    const made: JsonObject = { $ref: pointTo(target, kind) };
    // In JSON Schema the keywords beside a reference apply too.
    if (jsonSchema && kind === "schema") Object.assign(made, copy({ ...location, value: beside }, kind));
    else if (jsonSchema) {
      for (const [name, value] of Object.entries(beside)) if (/^(summary|description)$/.test(name)) made[name] = value;
    }
    return setOrigin(made, location);
  }

  // OpenAPI allows properties beside the reference of a path item if its target does not have them.
  function join(beside: LocatedObject, kind: Kind, target: unknown): unknown {
    const names = Object.keys(beside.value);
    const unclear = names.find((name) =>
      kind === "pathItem" ? childOf(target, name) !== undefined : !/^(summary|description|x-.*)$/.test(name),
    );
    if (unclear !== undefined || !isObject(target)) {
      const sentence = `OpenAPI does not say what \`${unclear ?? names[0]}\` means beside this \`$ref\``;
      throw new DescriptionError(sentence, locationPosition(beside, unclear));
    }
    return setOrigin({ ...target, ...copy(beside, kind) }, beside);
  }

  /** The reference to a target, which becomes a component if it has to. */
  function pointTo(target: DocumentLocation, kind: Kind): string {
    const key = keyOf(target, kind);
    const name = names.get(key);
    if (name === undefined && isInPlace(description, target, kind)) return toRef(target.path);
    return toRef(["components", SECTIONS[kind] ?? "", name ?? addComponent(target, kind)]);
  }

  function addComponent(target: DocumentLocation, kind: Kind): string {
    const section = SECTIONS[kind] ?? "";
    const name = freeName(target, (one) => childOf(own[section], one) !== undefined || taken.has(`${section}/${one}`));
    taken.add(`${section}/${name}`);
    names.set(keyOf(target, kind), name);
    const outer = inlined;
    inlined = [];
    const component = walk(target, kind);
    inlined = outer;
    added[section] = { ...added[section], [name]: component };
    return name;
  }

  // A component that is only a reference to another file gives its name to the target.
  for (const [kind, section] of Object.entries(SECTIONS)) {
    const components = own[section];
    for (const [name, value] of Object.entries(isObject(components) ? components : {})) {
      if (!isReference(value) || Object.keys(value).length > 1) continue;
      const location = { file: root, path: ["components", section, name], value };
      const target = references.target(location, value.$ref);
      if (isInPlace(description, target, kind) || names.has(keyOf(target, kind))) continue;
      names.set(keyOf(target, kind), name);
      aliases.add(keyOf(location, kind));
    }
  }

  const document = walk({ file: root, path: [], value: root.value }, "document") as JsonObject;
  const components = isObject(document.components) ? document.components : {};
  for (const [section, more] of Object.entries(added)) {
    components[section] = { ...(isObject(components[section]) && components[section]), ...more };
    document.components = components;
  }
  for (const finish of remaining) finish(document);
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

/** Whether a keyword has another value than the list that it needs. */
function lacksList(keyword: string, value: unknown): boolean {
  if (SCHEMA_LIST_KEYWORDS.includes(keyword)) return !Array.isArray(value) && !isReference(value);
  if (keyword === "enum") return !Array.isArray(value);
  // Many descriptions have `required: true` on a property, as in JSON Schema 3. It no longer has a meaning.
  return keyword === "required" && isObject(value);
}

function errorAt(location: DocumentLocation, sentence: string, property = "$ref"): DescriptionError {
  return new DescriptionError(sentence, locationPosition(location, property));
}
