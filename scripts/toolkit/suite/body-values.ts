import { invalidCases, sampleOf, type ValueCase, validCases } from "../cases/index.js";
import { brokenBy, keptBy } from "./coverage.js";
import type { ExpectedFault } from "./expected-fault.js";
import type { SuiteCase } from "./log.js";
import type { BodyCases } from "./operation-cases.js";

/** A value for a body, and the names that it exercises. */
export interface BodyValue extends SuiteCase {
  value: unknown;
  /** The fault that a judge must report. @default the value is valid */
  fault?: ExpectedFault;
}

/** Valid bodies: with and without all optional properties, and at the edges of each constraint. */
export function* validBodies(body: BodyCases): Generator<BodyValue> {
  const { name, schema, options } = body;
  for (const properties of ["none", "all"] as const) {
    const value = sampleOf(schema, { ...options, properties });
    yield { title: `${properties} of the optional properties`, covers: [["media types", name]], value };
  }
  for (const made of validCases(body)) yield { title: titleOf(made), covers: keptBy(name, made), value: made.whole };
}

/** Bodies that break one constraint each. */
export function* invalidBodies(body: BodyCases) {
  const { direction } = body.options;
  for (const made of invalidCases(body)) {
    const { location, keyword, whole } = made;
    const unions = location.unions.map((union) => [direction, "body", ...union]);
    const fault: ExpectedFault = { location: [direction, "body", ...location.path], rule: keyword, unions };
    yield { title: `broken ${titleOf(made)}`, covers: brokenBy(body.name, made), value: whole, fault };
  }
}

/** Valid bodies, and then those that break one constraint. */
export function* bodyValues(body: BodyCases): Generator<BodyValue> {
  yield* validBodies(body);
  yield* invalidBodies(body);
}

function titleOf({ rule, location, value }: ValueCase): string {
  return `${rule} at ${location.label.trim() || "the body"}: ${JSON.stringify(value)?.slice(0, 60)}`;
}
