import type { Context } from "./collector.js";
import type { Comparison } from "./operations.js";
import { canonicalText, childOf, childrenOf, type Place } from "./place.js";

const TEXTS = new Set(["description", "example", "examples", "summary"]);

/** Compares the media types of two bodies, and the schema of each. */
export function compareMediaTypes(a: Place, b: Place, context: Context, comparison: Comparison): void {
  const { collector } = comparison;
  const before = readContent(a);
  const after = readContent(b);
  for (const [type, place] of before) {
    const partner = after.get(type) ?? covering(type, after);
    if (partner) compareMediaType(place, partner, context, comparison);
    else {
      const message = `The media type \`${type}\` was removed`;
      collector.add(context, { rule: "media-type-removed", message, place, source: "base", effect: "breaking" });
    }
  }
  for (const [type, place] of after) {
    if (before.has(type)) continue;
    const message = `The media type \`${type}\` was added`;
    collector.add(context, { rule: "media-type-added", message, place, source: "revision", effect: "compatible" });
    const range = covering(type, before);
    if (range) compareMediaType(range, place, context, comparison);
  }
}

function compareMediaType(a: Place, b: Place, context: Context, { collector, schemas }: Comparison): void {
  collector.add(context, ...schemas.findings(childOf(a, "schema"), childOf(b, "schema"), context.direction));
  const before = new Map(childrenOf(childOf(a, "encoding")));
  const after = new Map(childrenOf(childOf(b, "encoding")));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (canonicalText(old?.value ?? {}, TEXTS) === canonicalText(now?.value ?? {}, TEXTS)) continue;
    collector.add(context, {
      rule: "encoding-changed",
      message: `The encoding of \`${name}\` changed`,
      place: now ?? old ?? b,
      source: now ? "revision" : "base",
      effect: "both",
    });
  }
}

function readContent(place: Place): Map<string, Place> {
  return new Map(childrenOf(childOf(place, "content")).map(([type, media]) => [normal(type), media]));
}

// Case and blanks don't count in a media type, nor does the order of its parameters.
function normal(type: string): string {
  const [name = "", ...parameters] = type.toLowerCase().split(";");
  return [name.trim(), ...parameters.map((parameter) => parameter.trim()).sort()].join("; ");
}

/** The range that a media type falls into, such as `application/*`. */
function covering(type: string, content: Map<string, Place>): Place | undefined {
  const [name = ""] = type.split(";");
  return content.get(name) ?? content.get(`${name.split("/")[0]}/*`) ?? content.get("*/*");
}
