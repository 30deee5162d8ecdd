import { decodePointer, encodePointer, isObject, type JsonObject } from "../description/index.js";
import type { Edge, Node, Value } from "./node.js";
import type { Pair } from "./pair.js";

/** What a location of the emitted documents stands for: a pair, or what one side has alone. */
export interface EmittedPart {
  /** Which of the compared pairs of descriptions it belongs to. */
  index: number;
  pair: Pair;
  alone?: { key: string; edge: Edge };
}

/** Two documents that differ as the pairs do, and in nothing else. */
export interface Emitted {
  base: JsonObject;
  revision: JsonObject;
  /** What a JSON pointer of one of them stands for. */
  parts: Record<Side, Map<string, EmittedPart>>;
}

type Side = "base" | "revision";
const SIDES = ["base", "revision"] as const;
const LISTS = ["parameters", "anyOf", "prefixItems", "servers"];
// Where the last segment of a path is this one, the value is added to a list.
const NEXT = "-";
// Names that mean something to Redocly's comparison; others are numbers, so that none means anything by chance.
const KEPT_NAMES = ["responses", "flows"];
// Redocly takes similar names or items for one that was changed: what only one side has gets a name unlike all others.
const UNLIKE = { base: "<".repeat(200), revision: ">".repeat(200) };

/** Writes what differs between pairs of descriptions as one pair of documents, so that one comparison judges all. */
export function emit(tops: readonly (Pair | undefined)[]): Emitted {
  const emitter = new Emitter();
  for (const [index, top] of tops.entries()) if (top) emitter.addDescription(top, index);
  return { ...emitter.documents, parts: emitter.parts };
}

class Emitter {
  readonly documents: Record<Side, JsonObject> = { base: createDocument(), revision: createDocument() };
  readonly parts = { base: new Map<string, EmittedPart>(), revision: new Map<string, EmittedPart>() };
  readonly #numbers = new Map<string, number>();
  /** The pairs that are written where they are: those around a difference. */
  readonly #written = new Set<Pair>();

  addDescription(top: Pair, index: number): void {
    const all = new Set([top]);
    for (const pair of all) for (const { pair: inner } of pair.inner.values()) all.add(inner);
    for (const pair of all) {
      if (pair.values.size + pair.alone.size === 0) continue;
      if (!isSchema(pair)) this.#written.add(pair);
      else {
        // Each schema in a body of its own: Redocly's stack would not hold a chain of thousands.
        const body = pair.base.direction === "request" ? ["requestBody"] : ["responses", "200"];
        this.#write(pair, ["paths", "/schemas", "post", ...body, "content", `${index}-${pair.id}`, "schema"], index);
      }
    }
    for (const pair of this.#written) for (const parent of pair.parents) this.#written.add(parent);
    if (this.#written.has(top)) this.#write(top, [], index);
  }

  #write(pair: Pair, path: readonly string[], index: number): void {
    for (const side of SIDES) {
      this.#at(side, path);
      this.parts[side].set(encodePointer(path), { index, pair });
    }
    for (const [key, [before, after]] of pair.values) {
      if (before) this.#put("base", [...path, key], scalar(before));
      if (after) this.#put("revision", [...path, key], scalar(after));
    }
    for (const [key, { pair: inner }] of isSchema(pair) ? [] : pair.inner) {
      if (!this.#written.has(inner)) continue;
      let target = this.#pathOf(index, path, key);
      if (target.at(-1) === NEXT) {
        // As a component, so that what is the same item in both can't be mistaken for another one.
        const component = ["components", "parameters", `${index}-${inner.id}`];
        for (const side of SIDES) this.#put(side, target, { $ref: `#${encodePointer(component)}` });
        target = component;
      }
      this.#write(inner, target, index);
    }
    for (const [key, { side, edge }] of pair.alone) {
      if (/^(security|x-schemes)\//.test(key)) continue;
      const target = this.#pathOf(index, path, key, side);
      // The container is there on both sides.
      for (const one of SIDES) this.#at(one, target.slice(0, -1), target.at(-1) === NEXT ? [] : {});
      const written = this.#put(side, target, createStub(edge.node(), key, side));
      this.parts[side].set(encodePointer(written), { index, pair, alone: { key, edge } });
    }
    if ([...pair.alone.keys()].some((key) => key.startsWith("security/"))) this.#writeSecurity(pair, path, index);
  }

  // Whether a requirement is enough depends on all the others.
  #writeSecurity(pair: Pair, path: readonly string[], index: number): void {
    for (const side of SIDES) {
      this.#put(side, [...path, "security"], []);
      for (const [key, edge] of pair[side].edges) {
        if (!key.startsWith("security/")) continue;
        const item = Object.fromEntries([...edge.node().values].map(([name, { value }]) => [name, value]));
        const written = this.#put(side, [...path, "security", NEXT], item);
        this.parts[side].set(encodePointer(written), { index, pair, alone: { key, edge } });
      }
    }
  }

  /** Where a part is written, by its path in the normal form. */
  #pathOf(index: number, path: readonly string[], key: string, side?: Side): string[] {
    const parts = decodePointer(`/${key}`);
    const [container = ""] = parts;
    if (container === "x-schemes") {
      return ["components", "securitySchemes", `s${this.#numberOf(`${index} ${encodePointer(parts)}`)}`];
    }
    if (LISTS.includes(container)) return [...path, container, NEXT];
    if (parts.length === 1 || KEPT_NAMES.includes(container)) return [...path, ...parts];
    const isOperation = ["paths", "webhooks", "callbacks"].includes(container);
    const names = parts.slice(1).map((part, position) => {
      // The method is kept. What is above it, a path or a callback, is on both sides.
      if (isOperation && position === parts.length - 2) return part;
      const number = this.#numberOf(`${index} ${encodePointer(path)} ${container} ${position} ${part}`);
      return `${side && !isOperation ? UNLIKE[side] : ""}${number}`;
    });
    if (container === "paths") names[0] = `/${names[0]}`;
    return [...path, container, ...names];
  }

  #numberOf(name: string): number {
    const number = this.#numbers.get(name) ?? this.#numbers.size;
    this.#numbers.set(name, number);
    return number;
  }

  /** The object or list at a path, which is made if it is not there. */
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

/** A value as one that Redocly compares: what is not a scalar is compared as a whole. */
function scalar({ value }: Value): unknown {
  const toScalar = (item: unknown) => (isObject(item) || Array.isArray(item) ? JSON.stringify(item) : item);
  return Array.isArray(value) ? value.map(toScalar) : toScalar(value);
}

/** As much of what was added or removed as its level depends on. */
function createStub({ values, location }: Node, key: string, side: Side): unknown {
  if (key.startsWith("anyOf/")) return { title: UNLIKE[side] };
  if (key.startsWith("servers/")) return { url: UNLIKE[side] + decodePointer(key)[0] };
  const required = values.has("required") ? { required: values.get("required")?.value } : {};
  if (!key.startsWith("parameters/")) return key === "requestBody" || key.startsWith("headers/") ? required : {};
  const { in: kind } = location.value as JsonObject;
  return { name: UNLIKE[side], in: kind, ...required };
}
