import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isObject, isReference, keysOf, listOf } from "./located.js";
import { patternProblem } from "./patterns.js";
import {
  alternatives,
  hasFlag,
  SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  SCHEMA_MAP_KEYWORDS,
  typesOf,
} from "./schemas.js";

/** @typedef {import("./located.js").Located} Located */

const COPIED = [
  "type", "enum", "const", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
  "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains", "required",
  "minProperties", "maxProperties", "dependentRequired",
]; // biome-ignore format: a list of words
const MISPLACED = {
  readOnly: "is read-only and is not allowed in a request",
  writeOnly: "is write-only and is not allowed in a response",
};

/**
 * Makes a function that checks values by schemas of the description, 3.0 or 3.1, with ajv. What a schema gets wrong
 * itself, such as a broken pattern, is left out of the check: other rules report it.
 *
 * @param {"readOnly" | "writeOnly"} [barred] the flag of properties that the direction does not have
 * @returns {(schema: Located, value: unknown) => { path: string[], message: string }[]} what is wrong, and where in the value
 */
export function createValueCheck(barred) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, inlineRefs: false, logger: false });
  addFormats.default(ajv);
  if (barred) {
    ajv.addKeyword({ keyword: "misplaced", validate: () => false, error: { message: MISPLACED[barred] } });
  }
  const ids = new Map();

  // Each schema is handed to ajv once, under a name of its own, so that cycles end and work is shared.
  function idOf(schema) {
    const known = ids.get(schema.identity);
    if (known) return known;
    const id = `schema-${ids.size}`;
    ids.set(schema.identity, id);
    ajv.addSchema(convert(schema), id);
    return id;
  }

  function convert(schema) {
    const { node } = schema;
    if (typeof node === "boolean") return node;
    if (!isObject(node)) return true;
    const own = convertKeywords(schema);
    if (!isReference(node)) return own;
    const target = schema.follow();
    if (!target) return own;
    return Object.keys(own).length > 0 ? { allOf: [{ $ref: idOf(target) }, own] } : { $ref: idOf(target) };
  }

  function convertKeywords(schema) {
    const { node } = schema;
    const converted = Object.fromEntries(
      COPIED.filter((keyword) => node[keyword] !== undefined).map((keyword) => [keyword, node[keyword]]),
    );
    if (converted.pattern !== undefined && patternProblem(converted.pattern)) delete converted.pattern;
    if (node.nullable === true && node.type !== undefined) converted.type = typesOf(node);
    for (const [exclusive, bound] of [
      ["exclusiveMinimum", "minimum"],
      ["exclusiveMaximum", "maximum"],
    ]) {
      if (typeof node[exclusive] !== "boolean") continue;
      delete converted[exclusive];
      if (!node[exclusive] || node[bound] === undefined) continue;
      converted[exclusive] = node[bound];
      delete converted[bound];
    }
    for (const keyword of SCHEMA_KEYWORDS)
      if (node[keyword] !== undefined) converted[keyword] = convert(schema.child(keyword));
    for (const keyword of SCHEMA_LIST_KEYWORDS) {
      const parts = schema.items(keyword);
      if (parts.length === 0) continue;
      converted[keyword] = parts.map((part) =>
        convert((keyword === "allOf" && withoutOwnAlternatives(schema, part)) || part),
      );
    }
    for (const keyword of SCHEMA_MAP_KEYWORDS) {
      if (!isObject(node[keyword])) continue;
      const usable = schema
        .entries(keyword)
        .filter(([name]) => keyword !== "patternProperties" || !patternProblem(name));
      converted[keyword] = Object.fromEntries(usable.map(([name, below]) => [name, convert(below)]));
    }
    if (barred) bar(schema, converted);
    if (isObject(node.discriminator)) choose(schema, converted);
    return converted;
  }

  // A parent that lists its children, which take it over, would never end: what a child takes is the rest of the parent.
  function withoutOwnAlternatives(schema, part) {
    const target = part.follow();
    if (!isObject(target?.node) || !contains(alternatives(target), schema)) return undefined;
    const { oneOf, anyOf, discriminator, ...rest } = target.node;
    return target.replaced(rest, "without alternatives");
  }

  function contains(candidates, wanted, seen = new Set()) {
    return candidates.some((located) => {
      const target = located.follow();
      if (!isObject(target?.node) || seen.has(target.identity)) return false;
      seen.add(target.identity);
      if (target.identity === wanted.identity) return true;
      return contains([...target.items("allOf"), ...alternatives(target)], wanted, seen);
    });
  }

  function bar(schema, converted) {
    for (const name of Object.keys(converted.properties ?? {})) {
      if (!hasFlag(schema.child("properties", name), barred)) continue;
      converted.properties[name] = { misplaced: true };
      if (converted.required) converted.required = listOf(converted.required).filter((required) => required !== name);
    }
  }

  // A discriminator picks the one alternative that counts, though others may fit as well.
  function choose(schema, converted) {
    const { propertyName, mapping } = schema.node.discriminator;
    if (!converted.oneOf || !isObject(mapping)) return;
    const choices = schema.entries("discriminator", "mapping").flatMap(([value, mapped]) => {
      const target = mapped.target();
      if (!target) return [];
      return [
        {
          if: { properties: { [propertyName]: { const: value } }, required: [propertyName] },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { $ref: idOf(target) },
        },
      ];
    });
    converted.anyOf = [...(converted.anyOf ? [{ anyOf: converted.anyOf }] : []), ...converted.oneOf];
    delete converted.oneOf;
    converted.allOf = [...(converted.allOf ?? []), ...choices];
  }

  return (schema, value) => {
    let validate;
    try {
      validate = ajv.getSchema(idOf(schema));
      if (validate(value)) return [];
    } catch (error) {
      const problem =
        error instanceof RangeError ? "contains itself without an end" : `is not usable: ${error.message}`;
      return [{ path: [], message: `can't be checked, because its schema ${problem}` }];
    }
    return readErrors(validate.errors);
  };
}

// Of an `anyOf` or `oneOf` that fails, every alternative complains; what stands deepest in the value says most.
function readErrors(errors) {
  const composed = ["oneOf", "anyOf", "allOf", "if"];
  const plain = errors.filter(({ keyword }) => !composed.includes(keyword));
  const deepest = new Map();
  for (const error of plain.length > 0 ? plain : errors) {
    if (!deepest.has(error.instancePath)) deepest.set(error.instancePath, error);
  }
  return [...deepest.values()].map(({ instancePath, message, keyword, params }) => ({
    path: keysOf(instancePath),
    message: keyword === "enum" ? `${message}: ${params.allowedValues.join(", ")}` : message,
  }));
}
