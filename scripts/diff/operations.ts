import type { Direction } from "./change.js";
import type { Collector, Context } from "./collector.js";
import { compareParameters } from "./parameters.js";
import { childOf, childrenOf, objectAt, type Place } from "./place.js";
import { compareRequestBodies } from "./request-bodies.js";
import { compareResponses } from "./responses.js";
import { compareDeprecated } from "./schema/compare-shapes.js";
import type { SchemaComparer, Side } from "./schema/comparer.js";
import { compareSecurity } from "./security.js";
import { compareServers } from "./servers.js";
import { compareSunsets, hasPassed } from "./sunset.js";

/** The methods that a path item can have. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** What comparing operations needs to know. */
export interface Comparison {
  collector: Collector;
  schemas: SchemaComparer;
  /** The clock, for sunsets, in milliseconds. */
  now: number;
}

/** An operation with what its path item adds. */
export interface Operation {
  template: string;
  place: Place;
  pathItem: Place;
}

/** The operations of a map of path items, by method and path with its variables unnamed. */
export function readOperations(side: Side, items: Place | undefined, { collector }: Comparison) {
  const description = collector[side];
  const operations = new Map<string, Operation>();
  for (const [template, item] of childrenOf(items)) {
    if (template.startsWith("x-")) continue;
    const pathItem = description.follow(item);
    // Of a path item with a reference, the members beside it count, too.
    for (const source of pathItem === item ? [item] : [pathItem, item]) {
      for (const method of METHODS) {
        const place = childOf(source, method);
        if (place) operations.set(`${method} ${unnamed(template)}`, { template, place, pathItem });
      }
    }
  }
  return operations;
}

const unnamed = (template: string) => template.replaceAll(/\{[^}]*\}/g, "{}");

/** Compares two maps of path items: the paths, the webhooks, or the URLs of a callback. */
export function comparePathItems(
  base: Place | undefined,
  revision: Place | undefined,
  kind: "operation" | "webhook" | "callback",
  direction: Direction,
  comparison: Comparison,
  prefix = "",
): void {
  const before = readOperations("base", base, comparison);
  const after = readOperations("revision", revision, comparison);
  const { collector } = comparison;
  for (const [key, operation] of new Map([...before, ...after])) {
    const [method = ""] = key.split(" ");
    const label = `${prefix}${kind === "operation" ? "" : `${kind} `}${method.toUpperCase()} ${operation.template}`;
    const context: Context = { operation: label, part: "", direction };
    const a = before.get(key);
    const b = after.get(key);
    if (a && b) compareOperations(a, b, { ...context, operation: label }, comparison);
    else if (a) {
      const sunset = hasPassed(a.place, comparison.now);
      collector.add(context, {
        rule: `${kind}-removed`,
        message: sunset ? `The deprecated ${kind} was removed after its sunset, ${sunset}` : `The ${kind} was removed`,
        place: a.place,
        source: "base",
        effect: sunset ? "compatible" : "breaking",
      });
    } else if (b) {
      const message = `The ${kind} was added`;
      collector.add(context, {
        rule: `${kind}-added`,
        message,
        place: b.place,
        source: "revision",
        effect: "compatible",
      });
    }
  }
}

function compareOperations(a: Operation, b: Operation, context: Context, comparison: Comparison): void {
  const { collector } = comparison;
  compareIds(a.place, b.place, context, collector);
  const deprecated = (place: Place) => (objectAt(place).deprecated === true ? childOf(place, "deprecated") : undefined);
  compareDeprecated(deprecated(a.place), deprecated(b.place), (finding) => collector.add(context, finding));
  compareSunsets(a.place, b.place, context, collector);
  compareParameters(a, b, context, comparison);
  compareRequestBodies(a.place, b.place, context, comparison);
  compareResponses(a.place, b.place, context, comparison);
  if (context.direction === "request") {
    compareSecurity(a.place, b.place, context, comparison);
    compareServers(a, b, context, comparison);
  }
  compareCallbacks(a.place, b.place, context, comparison);
}

// Generated clients make a method's name of it.
function compareIds(a: Place, b: Place, context: Context, collector: Collector): void {
  const before = childOf(a, "operationId");
  const after = childOf(b, "operationId");
  if (before?.value === after?.value) return;
  const place = after ?? before ?? b;
  const message = before
    ? `The operationId \`${before.value}\` ${after ? `became \`${after.value}\`` : "was removed"}`
    : `The operationId \`${after?.value}\` was added`;
  const source = after ? "revision" : "base";
  collector.add(context, {
    rule: "operation-id-changed",
    message,
    place,
    source,
    effect: before ? "breaking" : "compatible",
  });
}

// In a callback the API sends the request.
function compareCallbacks(a: Place, b: Place, context: Context, comparison: Comparison): void {
  const { base, revision } = comparison.collector;
  const before = new Map(childrenOf(childOf(a, "callbacks")).map(([name, place]) => [name, base.follow(place)]));
  const after = new Map(childrenOf(childOf(b, "callbacks")).map(([name, place]) => [name, revision.follow(place)]));
  const direction = context.direction === "request" ? "response" : "request";
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const prefix = `${context.operation}: ${name} `;
    comparePathItems(before.get(name), after.get(name), "callback", direction, comparison, prefix);
  }
}
