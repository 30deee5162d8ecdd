import { childKind, isReference, type Kind, lookUp } from "../../description/index.js";
import type { AnyJson, Part } from "./operator.js";

/** Which way a body travels. */
export type Side = "request" | "response";

/** Request and response. */
export const SIDES = ["request", "response"] as const;

interface WalkedPart extends Part {
  kind: Kind;
  /** What it belongs to. */
  owner?: Side | "parameter" | "header" | undefined;
  /** The references that lead to it. */
  refs: readonly string[];
}

const OWNERS: Record<Kind, WalkedPart["owner"]> = {
  parameter: "parameter",
  requestBody: "request",
  response: "response",
  header: "header",
};
// In all others, a narrower schema may mean that more values fit.
const NESTED = ["properties", "items", "additionalProperties", "allOf", "oneOf", "anyOf"];

/**
 * Finds the parts of the operations that are of a kind, such as `operation`, `mediaType` or `schema`, each before what is in
 * it. References on the way are replaced by copies while their parts are looked at, so that a change is made in one position
 * only. Callbacks are left out, where requests and responses change sides.
 *
 * @param owner - what the parts belong to; anything, if it is left out
 */
export const partsOf = (kind: Kind, owner?: WalkedPart["owner"]) => (document: AnyJson) =>
  find(document, kind, owner, true);

/** The same of what is written in the operations: references are not followed. */
export const writtenParts = (kind: Kind) => (document: AnyJson) => find(document, kind, undefined, false);

function* find(document: AnyJson, kind: Kind, owner: WalkedPart["owner"], follow: boolean): Generator<Part> {
  const paths = { document, holder: document, key: "paths", value: document.paths, kind: "paths", refs: [] };
  for (const part of walk(paths, follow)) {
    if (part.kind === kind && (owner === undefined || part.owner === owner)) yield part;
  }
}

function* walk(found: WalkedPart, follow: boolean): Generator<WalkedPart> {
  const { document, holder, key, kind, refs } = found;
  const owner = OWNERS[kind] ?? found.owner;
  const former = holder[key];
  if (isReference(former)) {
    if (!follow || refs.includes(former.$ref)) return;
    holder[key] = structuredClone(lookUp(document, former.$ref));
  }
  const value = holder[key];
  const part = { ...found, value, owner, refs: isReference(former) ? [...refs, former.$ref] : refs };
  if (typeof value === "object" && !travelsOtherWay(value, owner)) {
    yield part;
    for (const name of Object.keys(value).filter((one) => isFollowed(part, one))) {
      yield* walk(
        { ...part, holder: value, key: name, value: value[name], above: part, kind: childKind(kind, name) },
        follow,
      );
    }
  }
  holder[key] = former;
}

function travelsOtherWay(value: AnyJson, owner: WalkedPart["owner"]): boolean {
  return (owner === "request" && value.readOnly === true) || (owner === "response" && value.writeOnly === true);
}

function isFollowed({ kind, value }: WalkedPart, key: string): boolean {
  if (kind !== "schema") return key !== "callbacks" && !["data", "other"].includes(childKind(kind, key));
  // The name of a variant is its value in the discriminator: a copy would have none.
  return NESTED.includes(key) && !(value.discriminator && key.endsWith("Of") && key !== "allOf");
}

/** The schemas of all request bodies, and then those of all responses. */
export function* bodySchemas(document: AnyJson): Generator<Part> {
  for (const side of SIDES) yield* partsOf("schema", side)(document);
}

/** Whether the document's schemas are JSON Schema 2020-12, and not OpenAPI 3.0's own. */
export const isModern = (document: AnyJson) => !String(document.openapi).startsWith("3.0");

/** Whether a status says that it worked. */
export const isSuccess = (status: string) => /^2\d\d$/.test(status);
/** Whether a status says that something failed. */
export const isError = (status: string) => /^[45]\d\d$/.test(status);

/** Those of some parts that a test passes. */
export const only = (find: (document: AnyJson) => Iterable<Part>, fits: (part: Part) => unknown) =>
  function* (document: AnyJson): Generator<Part> {
    for (const part of find(document)) if (fits(part)) yield part;
  };

/** Follows a reference, where there is one. */
export const resolve = (document: AnyJson, node: AnyJson): AnyJson =>
  isReference(node) ? lookUp(document, node.$ref) : node;

/** What is in an object of a document, as parts. */
export const partsIn = (document: AnyJson, holder: AnyJson): Part[] =>
  Object.entries<AnyJson>(holder ?? {}).map(([key, value]) => ({ document, holder, key, value }));

/** All of a document, as one part. */
export const wholeDocument = (document: AnyJson): Part[] => partsIn(document, { document });

/** All objects and lists of a document, each before what is in it. */
export function* objects(document: AnyJson): Generator<Part> {
  const found = wholeDocument(document);
  for (const above of found) {
    yield above;
    const { value } = above;
    for (const key of Object.keys(value)) {
      if (typeof value[key] === "object" && value[key] !== null) {
        found.push({ document, holder: value, key, value: value[key], above });
      }
    }
  }
}

/** Takes a part away, and says that it has. */
export function remove({ holder, key }: Part): true {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return true;
}

/** Gives a part another name, and says that it has. */
export function rename({ holder, key, value }: Part, name: string): true {
  holder[name] = value;
  if (name !== key) delete holder[key];
  return true;
}
