import { resolve } from "./operations.js";

/** A body that breaks one constraint of its schema. */
export interface Mutant {
  /** The constraint and where it stands, such as `pattern at name`. */
  title: string;
  /** The keyword that is broken. */
  rule: string;
  /** The member's path in the body; for `required`, its parent's. */
  location: string[];
  body: unknown;
}

type Schema = Record<string, unknown>;
type Replace = (value: unknown) => unknown;

const ANNOTATIONS = new Set([
  "title",
  "description",
  "default",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
  "nullable",
]);
const WRONG_TYPES: Record<string, unknown> = {
  string: 42,
  boolean: "yes",
  integer: "1",
  number: "1",
  object: "{}",
  array: {},
};

/**
 * Derives a body for every constraint of a schema that breaks just that one.
 *
 * @param valid - a valid body that has every member a request may have
 * @throws Error if the body lacks a member, or the schema has a keyword that no mutant is known for: nothing may stay
 * uncovered unnoticed
 */
export function mutantsOf(schema: object, valid: unknown): Mutant[] {
  return [...mutate(resolve(schema) as Schema, valid, [], (value) => value)];
}

/** Merges objects deeply, the first ones winning: a body with every member that any example has. */
export function mergeExamples(values: readonly unknown[]): unknown {
  const objects = values.filter(isObject);
  if (objects.length === 0 || !isObject(values[0])) return values[0];
  const names = new Set(objects.flatMap((object) => Object.keys(object)));
  return Object.fromEntries(
    [...names].map((name) => [name, mergeExamples(objects.filter((object) => name in object).map((o) => o[name]))]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function* mutate(schema: Schema, valid: unknown, location: string[], put: Replace): Generator<Mutant> {
  const place = location.join(".") || "the body";
  const mutant = (rule: string, value: unknown, detail = ""): Mutant => ({
    title: `${rule} at ${place}${detail}`,
    rule,
    location,
    body: put(value),
  });

  for (const [keyword, limit] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword) || keyword === "format") continue;
    switch (keyword) {
      case "type":
        yield mutant("type", WRONG_TYPES[String(limit)]);
        // A body that is null as a whole counts as no body, which is another rule.
        if (!schema.nullable && location.length > 0) yield mutant("type", null, " (null)");
        break;
      case "enum":
        yield mutant("enum", "no such value");
        break;
      case "pattern":
        yield mutant("pattern", breaking(String(limit)));
        break;
      case "minLength":
        yield mutant("minLength", "x".repeat(Number(limit) - 1));
        break;
      case "maxLength":
        yield mutant("maxLength", "x".repeat(Number(limit) + 1));
        break;
      case "required":
        for (const name of limit as string[]) {
          const { [name]: removed, ...rest } = valid as Schema;
          if (removed !== undefined) yield mutant("required", rest, ` (${name})`);
        }
        break;
      case "properties":
        yield* mutateMembers(limit as Record<string, object>, valid as Schema, location, put);
        break;
      case "items":
        yield* mutate(resolve(limit as object) as Schema, (valid as unknown[])[0], [...location, "0"], (value) =>
          put([value]),
        );
        break;
      default:
        throw new Error(`No mutant is known for the keyword ${keyword} at ${place}`);
    }
  }
}

function* mutateMembers(
  properties: Record<string, object>,
  valid: Schema,
  location: string[],
  put: Replace,
): Generator<Mutant> {
  for (const [name, property] of Object.entries(properties)) {
    const schema = resolve(property) as Schema;
    // Requests don't carry these, and Prism does not look at them.
    if (schema.readOnly) continue;
    if (!(name in valid)) throw new Error(`The valid body lacks ${[...location, name].join(".")}`);
    yield* mutate(schema, valid[name], [...location, name], (value) => put({ ...valid, [name]: value }));
  }
}

function breaking(pattern: string): string {
  const text = ["", "-", "!", "..", " "].find((candidate) => !new RegExp(pattern).test(candidate));
  if (text === undefined) throw new Error(`No text is known that breaks ${pattern}`);
  return text;
}
