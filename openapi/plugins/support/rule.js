import { Ajv2020 } from "ajv/dist/2020.js";
import { Located } from "./located.js";

/** Options of a rule that are a string, or a list of strings. */
export const STRING = { type: "string" };
export const STRINGS = { type: "array", items: STRING };

/**
 * What a module in `rules/` exports, beside a function for each of Redocly's types that the rule reads:
 * `Schema(schema, { report })`.
 *
 * @typedef {object} Rule
 * @property {string} description one sentence: what it requires
 * @property {Record<string, object>} [options] a JSON Schema for each of its options; one without a `default` is required
 */

/**
 * What such a function gets, after the value.
 *
 * @typedef {object} Context
 * @property {(located: Located, message: string) => void} report reports a problem once, though several operations lead to it: with
 * a mapping or a list at its key, since its content is far from what is wrong with the whole
 * @property {(located: Located, message: string) => void} reportKey does the same at the key of any value
 * @property {Record<string, any>} options those of the configuration
 * @property {Record<string, any>} state for what the rule keeps while it reads one document
 * @property {string | number} key of the value
 * @property {{ name: string }} type Redocly's, of the value
 * @property {string} specVersion such as `oas3_0`
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
export function defineRule(id, { description: _, options = {}, ...visitor }) {
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
    return forRedocly(withSiblings(visitor), Object.fromEntries(chosen));
  };
}

// OpenAPI 3.1 allows keywords beside a schema's `$ref`, but Redocly's walk shows only what the reference leads to.
function withSiblings(visitor) {
  const { Schema: visit, ref } = visitor;
  if (!visit || ref) return visitor;
  return {
    ...visitor,
    ref(located, context) {
      if (context.type.name === "Schema" && Object.keys(located.node).length > 1) visit(located, context);
    },
  };
}

function forRedocly(visitor, options) {
  const state = {};
  const reported = new Set();
  const adapt = (visit) => (node, context) => {
    const { location, resolve, key, type, specVersion } = context;
    const reportAt = (location, message) => {
      const problem = [location.source.absoluteRef, location.pointer, message].join(" ");
      if (!reported.has(problem)) context.report({ message, location });
      reported.add(problem);
    };
    const reportKey = (located, message) => reportAt(located.location.key(), message);
    const report = (located, message) =>
      typeof located.node === "object" && located.node !== null
        ? reportKey(located, message)
        : reportAt(located.location, message);
    const located = new Located(node, location, resolve);
    try {
      visit(located, { report, reportKey, options, state, key, type, specVersion });
    } catch (error) {
      report(located, `The rule can't read this: ${error.message}`);
    }
  };
  return Object.fromEntries(Object.entries(visitor).map(([name, visit]) => [name, adapt(visit)]));
}
