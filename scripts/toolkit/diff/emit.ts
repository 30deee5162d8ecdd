import { decodePointer, encodePointer, isObject, type JsonObject } from "../description/index.js";
import type { Edge, Node, Value } from "./node.js";
import type { Pair } from "./pair.js";

/** What stands at a location of the emitted documents: a pair, or what one side has alone. */
export interface Spot {
  /** Which of the compared pairs of descriptions it belongs to. */
  index: number;
  pair: Pair;
  alone?: { key: string; edge: Edge };
}

/** Two descriptions that differ as the pairs do, and are the same in nothing else. */
export interface Emitted {
  base: JsonObject;
  revision: JsonObject;
  /** What stands at a JSON pointer of one of them. */
  spots: Record<Side, Map<string, Spot>>;
}

type Side = "base" | "revision";
const SIDES = ["base", "revision"] as const;
// Names that mean something to Redocly's comparison; others are numbers, which nothing can mistake.
const KEPT_NAMES = ["responses", "flows", "x-schemes"];
// Redocly takes two names or items that are alike for one that was changed.
const UNLIKE = { base: "<".repeat(200), revision: ">".repeat(200) };

/** Writes what differs between pairs of descriptions as one pair of documents, so that one comparison judges all. */
export function emit(tops: readonly (Pair | undefined)[]): Emitted {
  const spots = { base: new Map<string, Spot>(), revision: new Map<string, Spot>() };
  const create = () => ({ openapi: "3.1.0", info: { title: "", version: "" }, paths: {}, components: {} });
  const documents: Record<Side, JsonObject> = { base: create(), revision: create() };

  const written = new Set<Pair>();

  const at = (side: Side, path: readonly string[]): JsonObject =>
    path.reduce<JsonObject>((object, key) => {
      if (!isObject(object[key])) object[key] = {};
      return object[key] as JsonObject;
    }, documents[side]);
  const push = (side: Side, path: readonly string[], item: unknown): string[] => {
    const owner = at(side, path.slice(0, -1));
    const name = path.at(-1) ?? "";
    const list = (Array.isArray(owner[name]) ? owner[name] : []) as unknown[];
    owner[name] = [...list, item];
    return [...path, String(list.length)];
  };
  const mark = (side: Side, path: readonly string[], spot: Spot) => spots[side].set(encodePointer(path), spot);

  const write = (pair: Pair, path: readonly string[], index: number): void => {
    for (const side of SIDES) {
      at(side, path);
      mark(side, path, { index, pair });
    }
    for (const [key, [before, after]] of pair.values) {
      if (before) at("base", path)[key] = scalar(before);
      if (after) at("revision", path)[key] = scalar(after);
    }
    for (const [key, { pair: inner }] of isSchema(pair) ? [] : pair.inner) {
      if (!written.has(inner)) continue;
      const target = locationOf(index, path, key);
      if (!target.isList) write(inner, target.path, index);
      else {
        // As a component, so that what is the same item in both can't be mistaken for another one.
        const where = ["components", "parameters", `${index}-${inner.id}`];
        for (const side of SIDES) push(side, target.path, { $ref: `#${encodePointer(where)}` });
        write(inner, where, index);
      }
    }
    for (const [key, { side, edge }] of pair.alone) {
      if (/^(security|x-schemes)\//.test(key)) continue;
      const target = locationOf(index, path, key, side);
      const spot = { index, pair, alone: { key, edge } };
      const stub = createStub(edge.node(), key, side);
      for (const one of SIDES) {
        if (!target.isList) at(one, target.path.slice(0, -1));
        else if (one !== side && at(one, target.path.slice(0, -1))[target.path.at(-1) ?? ""] === undefined) {
          at(one, target.path.slice(0, -1))[target.path.at(-1) ?? ""] = [];
        }
      }
      if (target.isList) mark(side, push(side, target.path, stub), spot);
      else {
        at(side, target.path.slice(0, -1))[target.path.at(-1) ?? ""] = stub;
        mark(side, target.path, spot);
      }
    }
    if ([...pair.alone.keys()].some((key) => key.startsWith("security/"))) writeSecurity(pair, path, index);
  };

  // Whether a requirement is enough depends on all the others.
  const writeSecurity = (pair: Pair, path: readonly string[], index: number) => {
    for (const side of SIDES) {
      const owner = at(side, path);
      owner.security = [];
      for (const [key, edge] of pair[side].edges) {
        if (!key.startsWith("security/")) continue;
        const item = Object.fromEntries([...edge.node().values].map(([name, { value }]) => [name, value]));
        mark(side, push(side, [...path, "security"], item), { index, pair, alone: { key, edge } });
      }
    }
  };

  const locationOf = (
    index: number,
    path: readonly string[],
    key: string,
    side?: Side,
  ): { path: string[]; isList: boolean } => {
    const parts = decodePointer(`/${key}`);
    const [container = ""] = parts;
    if (container === "x-schemes")
      return {
        path: ["components", "securitySchemes", `s${numberOf(`${index} ${encodePointer(parts)}`)}`],
        isList: false,
      };
    if (["parameters", "anyOf", "prefixItems", "servers"].includes(container)) {
      return { path: [...path, container], isList: true };
    }
    if (parts.length === 1 || KEPT_NAMES.includes(container)) return { path: [...path, ...parts], isList: false };
    // A path or a callback, above its methods, is on both sides.
    const isOperation = ["paths", "webhooks", "callbacks"].includes(container);
    const names = parts.slice(1).map((part, position) => {
      if (isOperation && position === parts.length - 2) return part;
      return `${isOperation ? "" : side ? UNLIKE[side] : ""}${numberOf(`${index} ${encodePointer(path)} ${container} ${position} ${part}`)}`;
    });
    if (container === "paths") names[0] = `/${names[0]}`;
    return { path: [...path, container, ...names], isList: false };
  };
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };

  // Each schema stands for itself, in a body of its own: a chain of thousands would fill Redocly's stack.
  const writeSchema = (pair: Pair, index: number) => {
    const body = pair.base.direction === "request" ? ["requestBody"] : ["responses", "200"];
    write(pair, ["paths", "/schemas", "post", ...body, "content", `${index}-${pair.id}`, "schema"], index);
  };
  for (const [index, top] of tops.entries()) {
    if (!top) continue;
    const all = new Set([top]);
    for (const pair of all) for (const { pair: inner } of pair.inner.values()) all.add(inner);
    const different = [...all].filter(({ values, alone }) => values.size + alone.size > 0);
    for (const pair of different) {
      if (isSchema(pair)) writeSchema(pair, index);
      else written.add(pair);
    }
    // With what is around it.
    for (const pair of written) for (const parent of pair.parents) written.add(parent);
    if (written.has(top)) write(top, [], index);
  }
  return { ...documents, spots };
}

const isSchema = ({ base }: Pair) => base.component === "schemas";

// What is not a scalar is compared as a whole.
function scalar({ value }: Value): unknown {
  if (!Array.isArray(value)) return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  return value.map((item) => (typeof item === "object" && item !== null ? JSON.stringify(item) : item));
}

/** As much of what was added or removed as its level depends on. */
function createStub({ values, location }: Node, key: string, side: Side): unknown {
  if (/^(anyOf)\//.test(key)) return { title: UNLIKE[side] };
  if (key.startsWith("servers/")) return { url: UNLIKE[side] + decodePointer(key)[0] };
  const required = values.has("required") ? { required: values.get("required")?.value } : {};
  if (!key.startsWith("parameters/")) return key === "requestBody" || key.startsWith("headers/") ? required : {};
  const { in: kind } = location.value as JsonObject;
  return { name: UNLIKE[side], in: kind, ...required };
}
