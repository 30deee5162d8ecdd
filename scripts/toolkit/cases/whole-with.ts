import type { Schema } from "../description/index.js";
import { type CaseOptions, sampleOf } from "./sample.js";
import type { SchemaLocation } from "./schema-locations.js";

/**
 * A whole value with the given value at one of its locations. Around it is only what is required; or, if the schema rejects
 * that, every property. Nothing, if the schema rejects both.
 */
export function wholeWith(
  location: SchemaLocation,
  value: unknown,
  schema: Schema,
  options: CaseOptions,
): { whole: unknown } | undefined {
  const accepted = (whole: unknown) => options.judgeSchema(schema, whole, options.direction).length === 0;
  const least = location.put(value);
  if (accepted(least)) return { whole: least };
  const most = replaceAt(sampleOf(schema, { ...options, properties: "all" }), location.path, value);
  return accepted(most) ? { whole: most } : undefined;
}

function replaceAt(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) return [replaceAt(whole[0], rest, value), ...whole.slice(1)];
  const properties = typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>) : {};
  return { ...properties, [key]: replaceAt(properties[key], rest, value) };
}
