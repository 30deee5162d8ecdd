import type { Context } from "./collector.js";
import { compareMediaTypes } from "./media-types.js";
import type { Comparison } from "./operations.js";
import { comparePayload, compareRequired } from "./parameters.js";
import { childOf, childrenOf, objectAt, type Place } from "./place.js";
import { compareDeprecated } from "./schema/compare-shapes.js";

/** Compares the answers of an operation, status by status. */
export function compareResponses(a: Place, b: Place, outer: Context, comparison: Comparison): void {
  const { base, revision } = comparison.collector;
  const read = (place: Place, description: typeof base) =>
    new Map(
      childrenOf(childOf(place, "responses"))
        .filter(([status]) => !status.startsWith("x-"))
        .map(([status, response]) => [status.toUpperCase(), description.follow(response)]),
    );
  const before = read(a, base);
  const after = read(b, revision);
  const direction = outer.direction === "request" ? "response" : "request";
  const inside = (status: string): Context => ({
    ...outer,
    direction,
    part: `the ${status === "DEFAULT" ? "default" : status} response`,
  });
  for (const [status, response] of before) {
    const context = inside(status);
    const partner = after.get(status);
    if (partner) compareResponse(response, partner, context, comparison);
    else removeResponse(status, response, after, context, comparison);
  }
  for (const [status, response] of after) {
    if (!before.has(status)) addResponse(status, response, before, inside(status), comparison);
  }
}

/** The response that stands for a status which is not listed itself. */
function covering(status: string, responses: Map<string, Place>): Place | undefined {
  if (status === "DEFAULT") return undefined;
  const range = responses.get(`${status[0]}XX`);
  return /^\d\d\d$/.test(status) && range ? range : responses.get("DEFAULT");
}

function removeResponse(
  status: string,
  response: Place,
  after: Map<string, Place>,
  context: Context,
  comparison: Comparison,
): void {
  const range = covering(status, after);
  if (range) {
    compareResponse(response, range, context, comparison);
    return;
  }
  const message = "The response was removed";
  comparison.collector.add(context, {
    rule: "response-removed",
    message,
    place: response,
    source: "base",
    effect: "breaking",
  });
}

function addResponse(
  status: string,
  response: Place,
  before: Map<string, Place>,
  context: Context,
  comparison: Comparison,
): void {
  const range = covering(status, before);
  // A status in a range that was described is held to that; one with less to say is a note in the margin.
  if (range && "content" in objectAt(response)) compareResponse(range, response, context, comparison);
  const isError = /^[45]|^DEFAULT/.test(status);
  comparison.collector.add(context, {
    rule: "response-added",
    message: "The response was added",
    place: response,
    source: "revision",
    // Code that asks for one success gets another.
    effect: range || isError ? "compatible" : "dangerous",
  });
}

function compareResponse(a: Place, b: Place, context: Context, comparison: Comparison): void {
  compareMediaTypes(a, b, context, comparison);
  compareHeaders(a, b, context, comparison);
  compareLinks(a, b, context, comparison);
}

function compareHeaders(a: Place, b: Place, outer: Context, comparison: Comparison): void {
  const { collector } = comparison;
  const { base, revision } = collector;
  const read = (place: Place, description: typeof base) =>
    new Map(
      childrenOf(childOf(place, "headers"))
        .map(([name, header]) => [name.toLowerCase(), description.follow(header)] as const)
        // OpenAPI says that this one is described by the media types.
        .filter(([name]) => name !== "content-type"),
    );
  const before = read(a, base);
  const after = read(b, revision);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    const context: Context = { ...outer, part: `header \`${name}\` in ${outer.part}` };
    if (old && now) {
      compareRequired(old, now, (finding) => collector.add(context, finding));
      const deprecated = (place: Place) =>
        objectAt(place).deprecated === true ? childOf(place, "deprecated") : undefined;
      compareDeprecated(deprecated(old), deprecated(now), (finding) => collector.add(context, finding));
      comparePayload(old, now, context, comparison);
    } else {
      collector.add(context, {
        rule: old ? "header-removed" : "header-added",
        message: `The header was ${old ? "removed" : "added"}`,
        place: now ?? old ?? b,
        source: old ? "base" : "revision",
        effect: old ? "breaking" : "compatible",
      });
    }
  }
}

function compareLinks(a: Place, b: Place, context: Context, { collector }: Comparison): void {
  const before = new Map(childrenOf(childOf(a, "links")));
  const after = new Map(childrenOf(childOf(b, "links")));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old && now) continue;
    collector.add(context, {
      rule: old ? "link-removed" : "link-added",
      message: `The link \`${name}\` was ${old ? "removed" : "added"}`,
      place: now ?? old ?? b,
      source: old ? "base" : "revision",
      effect: old ? "dangerous" : "compatible",
    });
  }
}
