import type { Context } from "./collector.js";
import { compareMediaTypes } from "./media-types.js";
import type { Comparison } from "./operations.js";
import { compareRequired } from "./parameters.js";
import { objectAt, type Place } from "./place.js";

/** Compares the request bodies of an operation. */
export function compareRequestBodies(a: Place, b: Place, outer: Context, comparison: Comparison): void {
  const { collector } = comparison;
  const context: Context = { ...outer, part: "the request body" };
  const before = collector.base.get(a, "requestBody");
  const after = collector.revision.get(b, "requestBody");
  if (before && after) {
    compareRequired(before, after, (finding) => collector.add(context, finding));
    compareMediaTypes(before, after, context, comparison);
  } else if (before) {
    const message = "The request body was removed";
    collector.add(context, {
      rule: "request-body-removed",
      message,
      place: before,
      source: "base",
      effect: "breaking",
    });
  } else if (after) {
    const required = objectAt(after).required === true;
    collector.add(context, {
      rule: "request-body-added",
      message: `The ${required ? "required" : "optional"} request body was added`,
      place: after,
      source: "revision",
      effect: required ? "narrowed" : "compatible",
    });
  }
}
