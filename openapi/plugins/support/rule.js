import { Ajv2020 } from "ajv/dist/2020.js";

/** Options of a rule that are a string, or a list of strings. */
export const STRING = { type: "string" };
export const STRINGS = { type: "array", items: STRING };

/**
 * A rule as the files of `rules/` have it.
 *
 * @typedef {object} Rule
 * @property {string} description one sentence: what it requires
 * @property {Record<string, object>} [options] a JSON Schema for each of its options; one without a `default` is required
 * @property {(options: any) => Record<string, any>} create makes the visitor of one document
 */

const REDOCLYS_OWN = ["severity", "message"];
const ajv = new Ajv2020();

/**
 * Turns a rule into the function that Redocly calls: with checked options, and so that a shape the rule did not expect is a finding
 * there, and does not end the run.
 *
 * @param {string} id the whole name, for messages
 * @param {Rule} rule
 * @throws {Error} from the made rule, naming an option that does not exist, is missing, or has a wrong type
 */
export function defineRule(id, { options = {}, create }) {
  return (given = {}) => {
    const known = Object.keys(options);
    const unknown = Object.keys(given).find((name) => !known.includes(name) && !REDOCLYS_OWN.includes(name));
    if (unknown) throw new Error(`${id} has no option "${unknown}"; it has ${known.join(", ") || "none"}.`);
    const chosen = Object.entries(options).map(([name, schema]) => {
      const value = given[name] ?? schema.default;
      if (value === undefined) throw new Error(`${id} needs the option "${name}".`);
      if (ajv.validate(schema, value)) return [name, value];
      const [{ instancePath, message }] = ajv.errors;
      throw new Error(`The option "${name}${instancePath}" of ${id} ${message}.`);
    });
    return guard(withSiblings(create(Object.fromEntries(chosen))));
  };
}

// OpenAPI 3.1 allows keywords beside a schema's `$ref`, but Redocly's walk shows only what the reference leads to.
function withSiblings(visitor) {
  const { Schema: visit, ref } = visitor;
  if (!visit || ref) return visitor;
  return {
    ...visitor,
    ref(node, context) {
      if (context.type.name === "Schema" && Object.keys(node).length > 1) visit(node, context);
    },
  };
}

function guard(visitor) {
  if (typeof visitor === "function") {
    return (node, context, ...rest) => {
      try {
        visitor(node, context, ...rest);
      } catch (error) {
        context.report({ message: `The rule can't read this: ${error.message}`, location: context.location });
      }
    };
  }
  return Object.fromEntries(Object.entries(visitor).map(([name, inner]) => [name, guard(inner)]));
}
