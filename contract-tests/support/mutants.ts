import { type Schema, sampleOf, schemaAt } from "./sample.js";

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

/** Where the derivation stands: a valid value, its path, and how a changed one gets into the whole body. */
interface Place {
  valid: unknown;
  location: string[];
  put: (value: unknown) => unknown;
}

const ANNOTATIONS = new Set([
  "x-chosen-part",
  "title",
  "description",
  "default",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
  "nullable",
  // Prism takes any string for a date-time that it is given in a request, and tells branches of oneOf by their enums.
  "format",
  "discriminator",
]);
const WRONG_TYPES: Schema = { string: 42, boolean: "yes", integer: "1", number: "1", object: "{}", array: {} };

/**
 * Derives, for every constraint of a schema, a body that breaks just that one. Members that the valid body lacks are
 * filled in from their schema.
 *
 * @throws Error if the schema has a keyword that no mutant is known for: nothing may stay uncovered unnoticed
 */
export function mutantsOf(schema: object, valid: unknown): Mutant[] {
  const all = [...mutate(schemaAt(schema), { valid, location: [], put: (value) => value })];
  return [...new Map(all.map((mutant) => [mutant.title, mutant])).values()];
}

function* mutate(schema: Schema, place: Place): Generator<Mutant> {
  const mutant = (rule: string, value: unknown, detail = ""): Mutant => ({
    title: `${rule} at ${place.location.join(".") || "the body"}${detail}`,
    rule,
    location: place.location,
    body: place.put(value),
  });

  for (const [keyword, limit] of Object.entries(schema)) {
    if (ANNOTATIONS.has(keyword)) continue;
    switch (keyword) {
      case "type":
        yield mutant("type", WRONG_TYPES[String(limit)]);
        // A body that is null as a whole counts as no body, which is another rule.
        if (!schema.nullable && place.location.length > 0) yield mutant("type", null, " (null)");
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
      case "minimum":
        yield mutant("minimum", Number(limit) - 1);
        break;
      case "maximum":
        yield mutant("maximum", Number(limit) + 1);
        break;
      case "minItems":
        if (Number(limit) > 0) yield mutant("minItems", (place.valid as unknown[]).slice(0, Number(limit) - 1));
        break;
      case "maxItems":
        yield mutant("maxItems", Array(Number(limit) + 1).fill((place.valid as unknown[])[0]));
        break;
      case "required":
        for (const name of limit as string[]) {
          const { [name]: removed, ...rest } = place.valid as Schema;
          if (removed !== undefined) yield mutant("required", rest, ` (${name})`);
        }
        break;
      case "properties":
        yield* mutateMembers(limit as Record<string, object>, place);
        break;
      case "items":
        yield* mutateItem(schemaAt(limit), place);
        break;
      case "allOf":
        for (const part of limit as object[]) yield* mutate(schemaAt(part), place);
        break;
      case "oneOf":
        for (const branch of limit as object[]) yield* mutateBranch(schemaAt(branch), place);
        break;
      default:
        throw new Error(`No mutant is known for the keyword ${keyword} at ${place.location.join(".")}`);
    }
  }
}

function* mutateMembers(properties: Record<string, object>, { valid, location, put }: Place): Generator<Mutant> {
  for (const [name, property] of Object.entries(properties)) {
    const schema = schemaAt(property);
    // Requests don't carry these, and Prism does not look at them.
    if (schema.readOnly) continue;
    const members = valid as Schema;
    yield* mutate(schema, {
      valid: name in members ? members[name] : sampleOf(schema),
      location: [...location, name],
      put: (value) => put({ ...members, [name]: value }),
    });
  }
}

function mutateItem(schema: Schema, { valid, location, put }: Place): Generator<Mutant> {
  const [first = sampleOf(schema)] = valid as unknown[];
  return mutate(schema, { valid: first, location: [...location, "0"], put: (value) => put([value]) });
}

// Only what is inside a branch: a value that is in none of them breaks each in a way of its own.
function* mutateBranch(branch: Schema, { valid, location, put }: Place): Generator<Mutant> {
  const sample = sampleOf(branch) as Schema;
  const [discriminator = ""] = branch.required as string[];
  const own = (valid as Schema)[discriminator] === sample[discriminator] ? valid : sample;
  const { [discriminator]: _, ...rest } = branch.properties as Record<string, object>;
  for (const mutant of mutateMembers(rest, { valid: own, location, put })) {
    yield { ...mutant, title: `${mutant.title} of ${discriminator} ${sample[discriminator]}` };
  }
}

function breaking(pattern: string): string {
  const text = ["", "-", "!", "..", " "].find((candidate) => !new RegExp(pattern).test(candidate));
  if (text === undefined) throw new Error(`No text is known that breaks ${pattern}`);
  return text;
}
