import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Description, type DocumentLocation, locationPosition } from "./document.js";
import { DescriptionError } from "./error.js";
import { childKind } from "./grammar.js";
import { childOf, decodePercent, fragmentKeys, isObject } from "./json.js";
import type { ParsedFile } from "./parse.js";

/** Follows the references of a description. */
export interface References {
  /**
   * What a reference leads to, one step; that may be a reference itself.
   *
   * @param from - the object that has the reference
   * @param keyword - where it is written, such as `$ref`
   * @throws DescriptionError at the reference, if it leads nowhere, to itself or to another machine
   */
  target(from: DocumentLocation, ref: string, keyword?: string): DocumentLocation;
  /** The only location that a `$dynamicRef` can mean. */
  dynamicTarget(from: DocumentLocation, ref: string): DocumentLocation;
}

// A part of a file that has an identity of its own, by `$id`, or a whole file.
interface Resource {
  root: DocumentLocation;
  /** What references in it are relative to; nothing: the file itself. */
  uri?: string;
}

interface Anchor {
  name: string;
  dynamic: boolean;
  location: DocumentLocation;
}

interface Identities {
  anchors: Anchor[];
  ids: Map<string, DocumentLocation>;
}

const URL_SCHEME = /^(?:[a-z][a-z0-9+.-]+:|\/\/)/i;

/** Makes the resolver of a description's references, in all their forms. */
export function createReferences(
  description: Description,
  onReference: (from: DocumentLocation, keyword: string, target: DocumentLocation) => void = () => {},
): References {
  const named = new Map<ParsedFile, Identities>();

  // Only JSON Schema 2020-12 has these keywords. Few files use them.
  function namesOf(file: ParsedFile): Identities {
    let names = named.get(file);
    if (!names) {
      names = { anchors: [], ids: new Map() };
      if (description.jsonSchema && /\$(id|anchor|dynamicAnchor)\b/.test(file.text)) collectNames(file, names);
      named.set(file, names);
    }
    return names;
  }

  function resourceOf({ file, path }: DocumentLocation): Resource {
    let resource: Resource = { root: { file, path: [], value: file.value } };
    if (namesOf(file).ids.size === 0) return resource;
    let value: unknown = file.value;
    for (const [index, key] of ["", ...path].entries()) {
      if (index > 0) value = childOf(value, key);
      if (!isObject(value) || typeof value.$id !== "string") continue;
      const root = { file, path: path.slice(0, index), value };
      resource = { root, uri: new URL(value.$id, resource.uri ?? pathToFileURL(file.path)).href };
    }
    return resource;
  }

  function resourceAt(from: DocumentLocation, uri: string, fail: (why: string) => never): Resource {
    const base = resourceOf(from);
    if (uri === "") return base;
    const file = pathToFileURL(from.file.path).href;
    const full = URL.canParse(uri, base.uri ?? file) ? new URL(uri, base.uri ?? file).href : "";
    for (const known of description.files.values()) {
      const root = namesOf(known).ids.get(full);
      if (root) return { root, uri: full };
    }
    const isFile = uri.startsWith("file:");
    if (URL_SCHEME.test(uri) ? !isFile : !(base.uri ?? file).startsWith("file:")) {
      fail("can't be followed: only files on this machine are read");
    }
    const folder = dirname(base.uri === undefined ? from.file.path : fileURLToPath(base.uri));
    // A percent sign may be meant as it is.
    const paths = isFile ? [fileURLToPath(uri)] : [decodePercent(uri), uri].map((path) => resolve(folder, path));
    const opened = description.open(paths, from);
    return { root: { file: opened, path: [], value: opened.value } };
  }

  function target(
    from: DocumentLocation,
    ref: string,
    keyword = "$ref",
    seen: readonly DocumentLocation[] = [],
  ): DocumentLocation {
    const fail = (why: string): never => {
      throw new DescriptionError(`The reference ${JSON.stringify(ref)} ${why}`, locationPosition(from, keyword));
    };
    if (seen.some((location) => isSame(location, from))) fail("leads to itself");
    const hash = ref.indexOf("#");
    const [uri, fragment] = hash < 0 ? [ref, ""] : [ref.slice(0, hash), ref.slice(hash + 1)];
    const { root } = resourceAt(from, uri, fail);
    if (fragment !== "" && !fragment.startsWith("/")) return anchored(root, decodePercent(fragment), fail);
    // Strictly, "#/" is a property without a name; it is meant as the whole document.
    if (fragment === "/" && childOf(root.value, "") === undefined) return root;
    let location = root;
    for (const segment of fragment.split("/").slice(1)) {
      let next = step(location, segment);
      // A value on the way of a pointer may be a reference itself.
      for (let passed = [...seen, from]; !next && isReference(location.value); next = step(location, segment)) {
        const through = location;
        location = target(location, location.value.$ref, "$ref", passed);
        passed = [...passed, through];
      }
      location = next ?? fail("leads nowhere");
    }
    return location;
  }

  function anchored(root: DocumentLocation, name: string, fail: (why: string) => never): DocumentLocation {
    if (!description.jsonSchema) fail("can't be followed: OpenAPI 3.0 has no anchors, only JSON pointers");
    const found = namesOf(root.file).anchors.filter(
      (anchor) => anchor.name === name && isSame(resourceOf(anchor.location).root, root),
    );
    if (found.length > 1) fail(`can't be followed: there are ${found.length} anchors of that name`);
    return found[0]?.location ?? fail("leads nowhere: there is no such anchor");
  }

  return {
    target: (from, ref, keyword = "$ref") => {
      const first = target(from, ref, keyword);
      // A chain of references has to end somewhere.
      const passed = [from];
      for (let location = first; isReference(location.value); location = target(location, location.value.$ref)) {
        if (passed.some((one) => isSame(one, location))) {
          throw new DescriptionError(
            `The reference ${JSON.stringify(ref)} leads to itself`,
            locationPosition(from, keyword),
          );
        }
        passed.push(location);
      }
      onReference(from, keyword, first);
      return first;
    },
    dynamicTarget: (from, ref) => {
      const location = target(from, ref, "$dynamicRef");
      const name = isObject(location.value) ? location.value.$dynamicAnchor : undefined;
      const rivals = [...description.files.values()].flatMap((file) =>
        namesOf(file).anchors.filter((anchor) => anchor.dynamic && anchor.name === name),
      );
      if (ref.endsWith(`#${name}`) && rivals.length > 1) {
        const why = `its meaning depends on the way to it: ${rivals.length} schemas have that $dynamicAnchor`;
        throw new DescriptionError(
          `The reference ${JSON.stringify(ref)} can't be followed: ${why}`,
          locationPosition(from, "$dynamicRef"),
        );
      }
      onReference(from, "$dynamicRef", location);
      return location;
    },
  };
}

/** Whether a value is an object with a `$ref`. */
export function isReference(value: unknown): value is { $ref: string } {
  return isObject(value) && typeof value.$ref === "string";
}

function isSame(a: DocumentLocation, b: DocumentLocation): boolean {
  return a.file === b.file && a.path.length === b.path.length && a.path.every((key, index) => key === b.path[index]);
}

function step(location: DocumentLocation, segment: string): DocumentLocation | undefined {
  for (const key of fragmentKeys(segment)) {
    const value = childOf(location.value, key);
    if (value !== undefined) return { file: location.file, path: [...location.path, key], value };
  }
  return undefined;
}

function collectNames(file: ParsedFile, { anchors, ids }: Identities): void {
  const visit = (value: unknown, path: readonly string[], kind: string, uri: string): void => {
    if (typeof value !== "object" || value === null || kind === "data") return;
    let base = uri;
    if (isObject(value)) {
      const location = { file, path, value };
      if (typeof value.$id === "string" && URL.canParse(value.$id, uri)) {
        base = new URL(value.$id, uri).href;
        ids.set(base, location);
      }
      for (const keyword of ["$anchor", "$dynamicAnchor"] as const) {
        const name = value[keyword];
        if (typeof name === "string") anchors.push({ name, dynamic: keyword === "$dynamicAnchor", location });
      }
    }
    for (const [key, child] of Object.entries(value)) {
      visit(child, [...path, key], Array.isArray(value) ? kind : childKind(kind, key), base);
    }
  };
  // The kind of another file is known only from the references to it. Most files have schemas.
  const isDocument = isObject(file.value) && typeof file.value.openapi === "string";
  visit(file.value, [], isDocument ? "document" : "schema", pathToFileURL(file.path).href);
}
