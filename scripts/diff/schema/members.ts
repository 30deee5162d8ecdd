import { childOf, childrenOf, type Place } from "../place.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";
import type { Shape } from "./shape.js";

/** Which members an object has: closed and open schemas side by side each have their say on every member. */
export function readObject(leaves: readonly Place[]): Pick<Shape, "properties" | "patternProperties" | "additional"> {
  const parts = leaves.map((leaf) => ({
    properties: new Map(childrenOf(childOf(leaf, "properties"))),
    patterns: childrenOf(childOf(leaf, "patternProperties")),
    additional: childOf(leaf, "additionalProperties"),
  }));
  const names = new Set(parts.flatMap(({ properties }) => [...properties.keys()]));
  const patterns = new Set(parts.flatMap((part) => part.patterns.map(([pattern]) => pattern)));
  const sayOn = (part: (typeof parts)[number], own: (Place | undefined)[]) =>
    own.some((place) => place !== undefined) ? own : [part.additional];
  return {
    properties: new Map(
      [...names].map((name) => {
        const say = parts.flatMap((part) =>
          sayOn(part, [
            part.properties.get(name),
            ...part.patterns.filter(([p]) => matches(p, name)).map(([, s]) => s),
          ]),
        );
        return [name, conjunctionOf(say)];
      }),
    ),
    patternProperties: new Map(
      [...patterns].map((pattern) => {
        const say = parts.flatMap((part) =>
          sayOn(
            part,
            part.patterns.filter(([p]) => p === pattern).map(([, schema]) => schema),
          ),
        );
        return [pattern, conjunctionOf(say)];
      }),
    ),
    // The choices are made here, so that what is unevaluated is what no part declares.
    additional: conjunctionOf([
      ...parts.map(({ additional }) => additional),
      ...leaves.map((leaf) => childOf(leaf, "unevaluatedProperties")),
    ]),
  };
}

/** Whether a member's name fits a pattern; one that is no regular expression fits nothing. */
export function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}

/** The schema that a member of an object has to satisfy, declared or not. */
export function memberSchema(shape: Shape, name: string): Conjunction {
  const declared = shape.properties.get(name);
  if (declared) return declared;
  const fitting = [...shape.patternProperties].filter(([pattern]) => matches(pattern, name));
  if (fitting.length === 0) return shape.additional;
  return conjunctionOf(fitting.flatMap(([, { schemas }]) => schemas));
}
