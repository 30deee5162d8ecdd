import { decodePointer, encodePointer, isObject, type JsonObject } from "../description/index.js";
import type { Edge, Node, Value } from "./node.js";
import type { Pair } from "./pair.js";

/** The part that a location of the emitted documents stands for: a pair, or a node that only one side has. */
export interface EmittedPart {
  /** The index of the pair of descriptions that it belongs to. */
  index: number;
  pair: Pair;
  alone?: { key: string; edge: Edge };
  /** The modified keywords that Redocly lists, or "" for the part itself. */
  listed: Set<string>;
}

/** Two documents that differ exactly as the pairs do. */
export interface Emitted {
  base: JsonObject;
  revision: JsonObject;
  /** The part that a JSON pointer into one of them stands for. */
  parts: Record<Side, Map<string, EmittedPart>>;
}

type Side = "base" | "revision";
const SIDES = ["base", "revision"] as const;
const LISTS = ["parameters", "anyOf", "prefixItems", "servers"];
// If a path ends in this segment, the value is appended to a list.
const NEXT = "-";
// Names that have a meaning for Redocly's comparison. Others are disguised, so that none has a meaning by accident.
const KEPT_NAMES = ["responses", "flows"];
// Redocly pairs similar names or items as one changed part. A part that only one side has gets a name unlike all
// others.
const UNLIKE = { base: "<".repeat(200), revision: ">".repeat(200) };

/**
 * Writes the differences between pairs of descriptions as one pair of documents, so that one comparison judges them
 * all.
 */
export function emit(tops: readonly (Pair | undefined)[]): Emitted {
  const documents = { base: createDocument(), revision: createDocument() };
  const parts = { base: new Map<string, EmittedPart>(), revision: new Map<string, EmittedPart>() };
  for (const [index, top] of tops.entries()) if (top) new Emitter(index, documents, parts).add(top);
  return { ...documents, parts };
}

/** Writes the differences of one pair of descriptions. */
class Emitter {
  constructor(
    readonly index: number,
    readonly documents: Record<Side, JsonObject>,
    readonly parts: Emitted["parts"],
  ) {}

  add(top: Pair): void {
    // Each pair is written once, at the first path that leads to it.
    const paths = new Map<Pair, readonly string[]>([[top, []]]);
    for (const [pair, path] of paths) {
      for (const [key, { pair: inner }] of pair.inner) {
        if (!paths.has(inner)) paths.set(inner, this.#pathOfPair(inner, path, key));
      }
      if (pair.values.size + pair.alone.size > 0) this.#write(pair, path);
    }
  }

  #pathOfPair(pair: Pair, around: readonly string[], key: string): string[] {
    if (isSchema(pair)) {
      // Each schema goes into a body of its own: a chain of thousands would overflow Redocly's stack.
      const body = pair.base.direction === "request" ? ["requestBody"] : ["responses", "200"];
      return ["paths", "/schemas", "post", ...body, "content", `${this.index}-${pair.id}`, "schema"];
    }
    const path = this.#pathOf(around, key);
    if (path.at(-1) !== NEXT) return path;
    // As a component, so that the item that both sides share can't be mistaken for another one.
    const component = ["components", "parameters", `${this.index}-${pair.id}`];
    for (const side of SIDES) this.#put(side, path, { $ref: `#${encodePointer(component)}` });
    return component;
  }

  #write(pair: Pair, path: readonly string[]): void {
    const { index, parts } = this;
    const part: EmittedPart = { index, pair, listed: new Set() };
    for (const side of SIDES) {
      this.#at(side, path);
      parts[side].set(encodePointer(path), part);
    }
    for (const [key, [before, after]] of pair.values) {
      if (before) this.#put("base", [...path, key], scalar(before));
      if (after) this.#put("revision", [...path, key], scalar(after));
    }
    for (const [key, { side, edge }] of pair.alone) {
      if (/^(security|x-schemes)\//.test(key)) continue;
      const target = this.#pathOf(path, key, side);
      // The container exists on both sides.
      for (const one of SIDES) this.#at(one, target.slice(0, -1), target.at(-1) === NEXT ? [] : {});
      const written = this.#put(side, target, createStub(edge.node(), key, side));
      parts[side].set(encodePointer(written), { index, pair, alone: { key, edge }, listed: new Set() });
    }
    if ([...pair.alone.keys()].some((key) => key.startsWith("security/"))) this.#writeSecurity(pair, path);
  }

  // Whether a requirement is satisfied depends on all the others.
  #writeSecurity(pair: Pair, path: readonly string[]): void {
    const { index, parts } = this;
    for (const side of SIDES) {
      this.#put(side, [...path, "security"], []);
      for (const [key, edge] of pair[side].edges) {
        if (!key.startsWith("security/")) continue;
        const item = Object.fromEntries([...edge.node().values].map(([name, { value }]) => [name, value]));
        const written = this.#put(side, [...path, "security", NEXT], item);
        parts[side].set(encodePointer(written), { index, pair, alone: { key, edge }, listed: new Set() });
      }
    }
  }

  /** The path at which a part is emitted, by its path in the normal form. */
  #pathOf(path: readonly string[], key: string, side?: Side): string[] {
    const parts = decodePointer(`/${key}`);
    const [container = ""] = parts;
    if (container === "x-schemes") return ["components", "securitySchemes", this.#disguise(key)];
    if (LISTS.includes(container)) return [...path, container, NEXT];
    if (parts.length === 1 || KEPT_NAMES.includes(container)) return [...path, ...parts];
    const isOperation = ["paths", "webhooks", "callbacks"].includes(container);
    const names = parts.slice(1).map((part, position) => {
      // The method is kept. Its parent, a path or a callback, exists on both sides.
      if (isOperation && position === parts.length - 2) return part;
      return `${side && !isOperation ? UNLIKE[side] : ""}${this.#disguise(part)}`;
    });
    if (container === "paths") names[0] = `/${names[0]}`;
    return [...path, container, ...names];
  }

  /** A name without a meaning, which no other description has. */
  #disguise(name: string): string {
    return `${this.index}-${Buffer.from(name).toString("hex")}`;
  }

  /** The object or list at a path; it is created if it does not exist. */
  #at(side: Side, path: readonly string[], made: object = {}): JsonObject {
    return path.reduce<JsonObject>((owner, key, position) => {
      if (typeof owner[key] !== "object") owner[key] = position === path.length - 1 ? made : {};
      return owner[key] as JsonObject;
    }, this.documents[side]);
  }

  /** Writes a value, and returns its path. */
  #put(side: Side, path: readonly string[], value: unknown): string[] {
    const [container, last = ""] = [path.slice(0, -1), path.at(-1)];
    const owner = this.#at(side, container, last === NEXT ? [] : {});
    const key = last === NEXT ? String(Object.keys(owner).length) : last;
    owner[key] = value;
    return [...container, key];
  }
}

const createDocument = () => ({ openapi: "3.1.0", info: { title: "", version: "" }, paths: {}, components: {} });

const isSchema = ({ base }: Pair) => base.isSchema === true;

/** A value as Redocly compares it: a value that is not a scalar is compared as a whole. */
function scalar({ value }: Value): unknown {
  const toScalar = (item: unknown) => (isObject(item) || Array.isArray(item) ? JSON.stringify(item) : item);
  return Array.isArray(value) ? value.map(toScalar) : toScalar(value);
}

/** The parts of an added or removed node that its level depends on. */
function createStub({ values, location }: Node, key: string, side: Side): unknown {
  if (key.startsWith("anyOf/")) return { title: UNLIKE[side] };
  if (key.startsWith("servers/")) return { url: UNLIKE[side] + decodePointer(key)[0] };
  const required = values.has("required") ? { required: values.get("required")?.value } : {};
  if (!key.startsWith("parameters/")) return key === "requestBody" || key.startsWith("headers/") ? required : {};
  const { in: kind } = location.value as JsonObject;
  return { name: UNLIKE[side], in: kind, ...required };
}
