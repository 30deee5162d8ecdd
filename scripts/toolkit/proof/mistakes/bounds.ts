import { at, type WrongOperator, wrong } from "./operator.js";
import { isNewer, schemaOfType } from "./places.js";

const RULE = "atlas/coherent-bounds";
const set = (name: string, type: string, members: object): WrongOperator =>
  wrong(name, RULE, (document) => at(schemaOfType(document, type), (schema) => Object.assign(schema, members)));

/** Bounds that leave no room. */
export const bounds: WrongOperator[] = [
  set("minimum over maximum", "integer", { minimum: 5, maximum: 4 }),
  set("minLength over maxLength", "string", { minLength: 5, maxLength: 4 }),
  set("minItems over maxItems", "array", { minItems: 5, maxItems: 4 }),
  set("minProperties over maxProperties", "object", { minProperties: 5, maxProperties: 4 }),
  set("no whole number in the range", "integer", { minimum: 1.2, maximum: 1.8 }),
  set("a negative length", "string", { minLength: -1 }),
  set("multipleOf zero", "integer", { multipleOf: 0 }),
  wrong("an exclusive bound that meets the other", RULE, (document) =>
    at(schemaOfType(document, "integer"), (schema) =>
      Object.assign(
        schema,
        isNewer(document) ? { exclusiveMinimum: 4, maximum: 4 } : { minimum: 4, exclusiveMinimum: true, maximum: 4 },
      ),
    ),
  ),
  wrong("bounds that conflict across allOf", RULE, (document) =>
    at(schemaOfType(document, "string"), (schema) =>
      Object.assign(schema, { minLength: 9, allOf: [{ type: "string", maxLength: 3 }] }),
    ),
  ),
];
