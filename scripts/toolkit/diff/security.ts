import { canonicalJson, type Direction, encodePointer, isObject, type JsonObject } from "../description/index.js";
import { type BundleLocation, follow, inside, objectAt, partsOf, rootOf } from "./bundle-location.js";
import { createNode, type Edge, lazily, type Node, type Value } from "./node.js";

// If a server's variables make more URLs than this, the URLs are not listed.
const MAX_URLS = 200;
const CASELESS = ["scheme", "name"];

/** Reads a list of security requirements; schemes have their common names. */
export function readSecurity(
  root: BundleLocation,
  list: BundleLocation | undefined,
  direction: Direction,
  rename: (name: string) => string,
  edges: Map<string, Edge>,
  schemes: Map<string, () => Node>,
): void {
  const requirements = partsOf(list);
  // Without a requirement, or with an empty one, no credentials are needed.
  const free = requirements.every(([, location]) => Object.keys(objectAt(location)).length === 0);
  for (const [, location] of free ? [] : requirements) {
    const values = new Map<string, Value>();
    for (const [name, scopes] of Object.entries(objectAt(location))) {
      values.set(rename(name), { value: [...new Set([scopes].flat().map(String))].sort(), location });
    }
    const key = [...values]
      .map(([name, { value }]) => `${name} ${value}`)
      .sort()
      .join(" + ");
    edges.set(`security${encodePointer([key])}`, {
      location,
      node: () => createNode({ location, direction, values }),
    });
  }
  for (const name of new Set(requirements.flatMap(([, location]) => Object.keys(objectAt(location))))) {
    const scheme = inside(root, "components", "securitySchemes", name);
    if (!scheme) continue;
    const node = schemes.get(name) ?? lazily(() => readScheme(follow(scheme), name));
    schemes.set(name, node);
    edges.set(`x-schemes${encodePointer([rename(name)])}`, { location: scheme, node });
  }
}

function readScheme(location: BundleLocation, name: string): Node {
  const values = new Map<string, Value>();
  const edges = new Map<string, Edge>();
  for (const [key, part] of partsOf(location)) {
    if (key === "description" || key.startsWith("x-")) continue;
    if (key === "scopes") {
      for (const [scope, at] of partsOf(part)) values.set(`x-scope ${scope}`, { value: true, location: at });
    } else if (isObject(part.value)) {
      const node = readScheme(part, name);
      edges.set(key, { location: part, node: () => node });
    } else {
      const isCaseless = CASELESS.includes(key) && (key === "scheme" || objectAt(location).in === "header");
      values.set(key, { value: isCaseless ? String(part.value).toLowerCase() : part.value, location: part });
    }
  }
  return createNode({ location, direction: "request", values, edges, part: `the security scheme \`${name}\`` });
}

/** Common names of security schemes: a new name with the content of a former scheme is only a renaming. */
export function alignSchemes(base: JsonObject, revision: JsonObject): (name: string) => string {
  const read = (document: JsonObject) =>
    new Map(
      partsOf(inside(rootOf(document), "components", "securitySchemes")).map(([name, location]) => {
        const { description: _words, ...scheme } = objectAt(follow(location));
        return [name, canonicalJson(scheme)];
      }),
    );
  const [before, after] = [read(base), read(revision)];
  const renamed = new Map<string, string>();
  for (const [name, scheme] of after) {
    const former = [...before].find(([old, text]) => text === scheme && !after.has(old));
    if (!before.has(name) && former) renamed.set(name, former[0]);
  }
  return (name) => renamed.get(name) ?? name;
}

/** Reads the URLs at which an operation can be called: every combination of servers and variables. */
export function readServers(
  owners: readonly BundleLocation[],
  edges: Map<string, Edge>,
  values: Map<string, Value>,
): void {
  const lists = owners.map((owner) => partsOf(inside(owner, "servers")).map(([, server]) => server));
  // Without servers, OpenAPI assumes one, which is read at the root.
  for (const server of lists.find(({ length }) => length > 0) ?? owners.slice(-1)) {
    for (const { url, isDefault, free } of expand(server)) {
      const location = inside(server, "url") ?? server;
      // The case of the scheme and the host has no meaning.
      const lower = url.replace(/^[a-z]+:\/\/[^/]*/i, (origin) => origin.toLowerCase());
      const key = url.length > 1 ? lower.replace(/\/$/, "") : lower;
      const node = () => createNode({ location, direction: "request", part: "the servers" });
      edges.set(`servers${encodePointer([key])}`, { location, node });
      values.set(`x-default-server ${key}`, { value: isDefault ? `default ${free}` : "", location });
    }
  }
}

/**
 * The URLs of one server. A variable without a list of values is free: the URL keeps a placeholder without its name.
 */
function expand(server: BundleLocation): { url: string; isDefault: boolean; free: string }[] {
  const template = String(objectAt(server).url ?? "/");
  let urls = [{ url: template, isDefault: true }];
  const defaults: string[] = [];
  // In the order of the URL: the order of declarations has no meaning.
  const positionOf = ([name]: readonly [string, unknown]) => template.indexOf(`{${name}}`);
  const variables = [...partsOf(inside(server, "variables"))].sort((a, b) => positionOf(a) - positionOf(b));
  for (const [name, variable] of variables) {
    const { enum: list, default: usual } = objectAt(variable);
    const free = !Array.isArray(list) || urls.length * list.length > MAX_URLS;
    if (free) defaults.push(String(usual));
    urls = urls.flatMap(({ url, isDefault }) =>
      (free ? ["{}"] : list.map(String)).map((value) => ({
        url: url.replaceAll(`{${name}}`, value),
        isDefault: isDefault && (free || value === usual),
      })),
    );
  }
  return urls.map((one) => ({ ...one, free: defaults.join(", ") }));
}
