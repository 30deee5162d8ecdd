import { invalidCases, sampleOf, type ValueCase, validCases } from "../cases/index.js";
import type { ExpectedFault } from "./context.js";
import { brokenBy, keptBy } from "./coverage.js";
import type { SuiteCase } from "./log.js";
import type { BodyCases } from "./operation-cases.js";

/** A value for a body, and the names that it exercises. */
export interface BodyValue extends SuiteCase {
  value: unknown;
  valid: boolean;
  /**
   * The fault that a judge must report; for a valid value at the edge of a constraint, the fault that it barely avoids.
   */
  fault?: ExpectedFault;
}

/** Valid bodies: with and without all optional properties, and at the edges of each constraint. */
export function* validBodies(body: BodyCases): Generator<BodyValue> {
  const { name, schema, options } = body;
  for (const properties of ["none", "all"] as const) {
    const value = sampleOf(schema, { ...options, properties });
    yield { title: `${properties} of the optional properties`, covers: [["media types", name]], valid: true, value };
  }
  for (const made of validCases(body)) yield { ...bodyValue(made, body), covers: keptBy(name, made), valid: true };
}

/** Bodies that break one constraint each. */
export function* invalidBodies(body: BodyCases) {
  for (const made of invalidCases(body)) {
    const { title, ...rest } = bodyValue(made, body);
    yield { ...rest, title: `broken ${title}`, covers: brokenBy(body.name, made), valid: false };
  }
}

/** Valid bodies, and then those that break one constraint. */
export function* bodyValues(body: BodyCases): Generator<BodyValue> {
  yield* validBodies(body);
  yield* invalidBodies(body);
}

function bodyValue({ keyword, rule, location, value, whole }: ValueCase, { options: { direction } }: BodyCases) {
  const title = `${rule} at ${location.label || "the body"}: ${JSON.stringify(value)?.slice(0, 60)}`;
  const unions = location.unions.map((union) => [direction, "body", ...union]);
  const fault = { location: [direction, "body", ...location.path], rule: keyword, unions };
  return { title, value: whole, fault };
}
