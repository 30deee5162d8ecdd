import type { Schema } from "../description/index.js";
import type { Place } from "./places.js";
import { type CaseOptions, sampleOf } from "./sample.js";

/**
 * A whole value with a value at one of its places, around which is only what is required, or all that is described: what
 * is good for the place may need more around it. Nothing, if the schema of the whole accepts neither.
 */
export function wholeWith(
  place: Place,
  value: unknown,
  schema: Schema,
  options: CaseOptions,
): { whole: unknown } | undefined {
  const accepted = (whole: unknown) => options.judgeSchema(schema, whole, options.direction).length === 0;
  const least = place.put(value);
  if (accepted(least)) return { whole: least };
  const most = replaceAt(sampleOf(schema, { ...options, members: "all" }), place.location, value);
  return accepted(most) ? { whole: most } : undefined;
}

function replaceAt(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) return [replaceAt(whole[0], rest, value), ...whole.slice(1)];
  const properties = typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>) : {};
  return { ...properties, [key]: replaceAt(properties[key], rest, value) };
}
