import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Description, type DocumentLocation, locationPosition } from "./document.js";
import { DescriptionError } from "./error.js";
import { childKind } from "./grammar.js";
import { childOf, decodePercent, fragmentKeys, isObject, remember } from "./json.js";
import type { ParsedFile } from "./parse.js";

/** Follows the references of a description. */
export interface References {
  /**
   * The target of a reference, one step further; it may be a reference itself.
   *
   * @param from - the object that has the reference
   * @param keyword - the keyword that holds it, such as `$ref`
   * @throws DescriptionError at the reference, if it leads nowhere, to itself or to another machine
   */
  target(from: DocumentLocation, ref: string, keyword?: string): DocumentLocation;
  /** The only location that a `$dynamicRef` can refer to. */
  dynamicTarget(from: DocumentLocation, ref: string): DocumentLocation;
  /**
   * The target of a `$recursiveRef`, which is of an older JSON Schema: the nearest schema around it with
   * `$recursiveAnchor: true`.
   */
  recursiveTarget(from: DocumentLocation, ref: string): DocumentLocation;
}

// A whole file, or a part of a file with its own `$id`.
interface Resource {
  root: DocumentLocation;
  /** The base URI of its references. */
  uri: string;
}

interface Anchor {
  name: string;
  dynamic: boolean;
  location: DocumentLocation;
}

/** The targets in a file that are not JSON pointers. */
interface Identities {
  anchors: Anchor[];
  /** The whole file first, then the parts inside it. */
  resources: Resource[];
}

// `$recursiveAnchor` has no name: this is none that a reference can have.
const RECURSIVE = "#";
const URL_SCHEME = /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i;

/** Makes the resolver of a description's references, in all their forms. */
export function createReferences(
  description: Description,
  onReference: (from: DocumentLocation, keyword: string, target: DocumentLocation) => void = () => {},
): References {
  const identitiesOf = remember((file: ParsedFile) => readIdentities(file, description.jsonSchema));

  function resourceOf({ file, path }: DocumentLocation): Resource {
    return identitiesOf(file)
      .resources.filter(({ root }) => isPrefix(root.path, path))
      .at(-1) as Resource;
  }

  function resourceAt(from: DocumentLocation, uri: string, fail: (why: string) => never): Resource {
    const base = resourceOf(from);
    if (uri === "") return base;
    const full = URL.canParse(uri, base.uri) ? new URL(uri, base.uri).href : "";
    for (const file of description.files.values()) {
      const [, ...parts] = identitiesOf(file).resources;
      const resource = parts.find((one) => one.uri === full);
      if (resource) return resource;
    }
    const isFile = uri.startsWith("file:");
    if (URL_SCHEME.test(uri) ? !isFile : !base.uri.startsWith("file:")) {
      fail("can't be followed: only files on this machine are read");
    }
    // A percent sign may be literal.
    const absolute = (path: string) => resolve(dirname(fileURLToPath(base.uri)), path);
    const paths = isFile ? [fileURLToPath(uri)] : [decodePercent(uri), uri].map(absolute);
    return identitiesOf(description.open(paths, from)).resources[0] as Resource;
  }

  /** @param passed - the references that led to this one */
  function follow(
    from: DocumentLocation,
    ref: string,
    keyword: string,
    passed: readonly DocumentLocation[],
  ): DocumentLocation {
    const fail = (why: string) => failAt(from, ref, why, keyword);
    if (passed.some((location) => isSame(location, from))) fail("leads to itself");
    const hash = ref.indexOf("#");
    const [uri, fragment] = hash < 0 ? [ref, ""] : [ref.slice(0, hash), ref.slice(hash + 1)];
    const { root } = resourceAt(from, uri, fail);
    if (fragment !== "" && !fragment.startsWith("/")) return anchored(root, decodePercent(fragment), fail);
    // Strictly, "#/" is the property with the empty name; here it means the whole document.
    if (fragment === "/" && childOf(root.value, "") === undefined) return root;
    let location = root;
    for (const segment of fragment.split("/").slice(1)) {
      let next = step(location, segment);
      // A value along the pointer may be a reference itself.
      for (let via = [...passed, from]; !next && isReference(location.value); next = step(location, segment)) {
        const through = location;
        location = follow(location, location.value.$ref, "$ref", via);
        via = [...via, through];
      }
      location = next ?? fail("leads nowhere");
    }
    return location;
  }

  function anchored(root: DocumentLocation, name: string, fail: (why: string) => never): DocumentLocation {
    if (!description.jsonSchema) fail("can't be followed: OpenAPI 3.0 has no anchors, only JSON pointers");
    const found = identitiesOf(root.file).anchors.filter(
      (anchor) => anchor.name === name && isSame(resourceOf(anchor.location).root, root),
    );
    if (found.length > 1) fail(`can't be followed: there are ${found.length} anchors of that name`);
    return found[0]?.location ?? fail("leads nowhere: the anchor does not exist");
  }

  return {
    target: (from, ref, keyword = "$ref") => {
      const target = follow(from, ref, keyword, []);
      // References can form a circle.
      const passed = [from];
      for (let location = target; isReference(location.value); ) {
        const next = follow(location, location.value.$ref, "$ref", passed);
        passed.push(location);
        location = next;
      }
      onReference(from, keyword, target);
      return target;
    },
    dynamicTarget: (from, ref) => {
      const target = follow(from, ref, "$dynamicRef", []);
      const name = isObject(target.value) ? target.value.$dynamicAnchor : undefined;
      const rivals = [...description.files.values()].flatMap((file) =>
        identitiesOf(file).anchors.filter((anchor) => anchor.dynamic && anchor.name === name),
      );
      if (ref.endsWith(`#${name}`) && rivals.length > 1) {
        const why = `its meaning depends on the way to it: ${rivals.length} schemas have that $dynamicAnchor`;
        failAt(from, ref, `can't be followed: ${why}`, "$dynamicRef");
      }
      onReference(from, "$dynamicRef", target);
      return target;
    },
    recursiveTarget: (from, ref) => {
      const { anchors } = identitiesOf(from.file);
      const around = anchors.filter(({ name, location }) => name === RECURSIVE && isPrefix(location.path, from.path));
      const target = around.at(-1)?.location;
      if (ref !== "#" || !target) {
        const why = "can't be followed: no schema around it has `$recursiveAnchor: true`";
        return failAt(from, ref, why, "$recursiveRef");
      }
      onReference(from, "$recursiveRef", target);
      return target;
    },
  };
}

function failAt(from: DocumentLocation, ref: string, why: string, keyword: string): never {
  throw new DescriptionError(`The reference ${JSON.stringify(ref)} ${why}`, locationPosition(from, keyword));
}

/** Whether a value is an object with a `$ref`. */
export function isReference(value: unknown): value is { $ref: string } {
  return isObject(value) && typeof value.$ref === "string";
}

function isPrefix(outer: readonly string[], path: readonly string[]): boolean {
  return outer.every((key, index) => key === path[index]);
}

function isSame(a: DocumentLocation, b: DocumentLocation): boolean {
  return a.file === b.file && a.path.length === b.path.length && isPrefix(a.path, b.path);
}

function step(location: DocumentLocation, segment: string): DocumentLocation | undefined {
  for (const key of fragmentKeys(segment)) {
    const value = childOf(location.value, key);
    if (value !== undefined) return { file: location.file, path: [...location.path, key], value };
  }
  return undefined;
}

function readIdentities(file: ParsedFile, jsonSchema: boolean): Identities {
  const uri = pathToFileURL(file.path).href;
  const anchors: Anchor[] = [];
  const resources: Resource[] = [{ root: { file, path: [], value: file.value }, uri }];
  // OpenAPI 3.0 does not have these keywords, and few files use them.
  if (!jsonSchema || !/\$(id|anchor|dynamicAnchor|recursiveAnchor)\b/.test(file.text)) return { anchors, resources };
  const visit = (value: unknown, path: readonly string[], kind: string, outer: string): void => {
    if (typeof value !== "object" || value === null || kind === "data") return;
    let base = outer;
    if (isObject(value)) {
      const location = { file, path, value };
      if (typeof value.$id === "string" && URL.canParse(value.$id, outer)) {
        base = new URL(value.$id, outer).href;
        resources.push({ root: location, uri: base });
      }
      for (const keyword of ["$anchor", "$dynamicAnchor"] as const) {
        const name = value[keyword];
        if (typeof name === "string") anchors.push({ name, dynamic: keyword === "$dynamicAnchor", location });
      }
      if (value.$recursiveAnchor === true) anchors.push({ name: RECURSIVE, dynamic: false, location });
    }
    for (const [key, child] of Object.entries(value)) {
      visit(child, [...path, key], Array.isArray(value) ? kind : childKind(kind, key), base);
    }
  };
  // The kind of another file is known only from the references to it. Most files hold schemas.
  const isDocument = isObject(file.value) && typeof file.value.openapi === "string";
  visit(file.value, [], isDocument ? "document" : "schema", uri);
  return { anchors, resources };
}
