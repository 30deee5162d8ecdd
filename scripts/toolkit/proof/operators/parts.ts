import { childKind, isReference, type Kind, lookUp } from "../../description/index.js";
import type { AnyJson, Part } from "./operator.js";

/** The direction of a body. */
export type Side = "request" | "response";

/** Request and response. */
export const SIDES = ["request", "response"] as const;

interface WalkedPart extends Part {
  kind: Kind;
  /** The owner of the part. */
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
// In all other keywords, a narrower schema may allow more values.
const NESTED = ["properties", "items", "additionalProperties", "allOf", "oneOf", "anyOf"];

/**
 * Finds the parts of a kind in the operations, such as `operation`, `mediaType` or `schema`, each before the parts
 * inside it. References on the way are temporarily replaced by copies, so that a change is made in one location only.
 * Callbacks are left out: their requests and responses have the opposite directions.
 *
 * @param owner - the owner of the parts; any owner if it is left out
 */
export const partsOf = (kind: Kind, owner?: WalkedPart["owner"]) => (document: AnyJson) =>
  find(document, kind, owner, true);

/** The same for parts written in the operations themselves: references are not followed. */
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
  // The name of a variant is its discriminator value: a copy would have none.
  return NESTED.includes(key) && !(value.discriminator && key.endsWith("Of") && key !== "allOf");
}

/** The schemas of all request bodies, then those of all responses. */
export function* bodySchemas(document: AnyJson): Generator<Part> {
  for (const side of SIDES) yield* partsOf("schema", side)(document);
}

/** Whether the document's schemas are JSON Schema 2020-12 rather than the dialect of OpenAPI 3.0. */
export const isModern = (document: AnyJson) => !String(document.openapi).startsWith("3.0");

/** Whether a status is a success. */
export const isSuccess = (status: string) => /^2\d\d$/.test(status);
/** Whether a status is an error. */
export const isError = (status: string) => /^[45]\d\d$/.test(status);

/** The parts that pass a test. */
export const only = (find: (document: AnyJson) => Iterable<Part>, fits: (part: Part) => unknown) =>
  function* (document: AnyJson): Generator<Part> {
    for (const part of find(document)) if (fits(part)) yield part;
  };

/** Follows a reference, if there is one. */
export const resolve = (document: AnyJson, node: AnyJson): AnyJson =>
  isReference(node) ? lookUp(document, node.$ref) : node;

/** The properties of an object of a document, as parts. */
export const partsIn = (document: AnyJson, holder: AnyJson): Part[] =>
  Object.entries<AnyJson>(holder ?? {}).map(([key, value]) => ({ document, holder, key, value }));

/** A whole document, as one part. */
export const wholeDocument = (document: AnyJson): Part[] => partsIn(document, { document });

/** All objects and lists of a document, each before the ones inside it. */
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

/** Removes a part, and returns true. */
export function remove({ holder, key }: Part): true {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return true;
}

/** Renames a part, and returns true. */
export function rename({ holder, key, value }: Part, name: string): true {
  holder[name] = value;
  if (name !== key) delete holder[key];
  return true;
}
