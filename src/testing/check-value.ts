import { toRegExp } from "../call/pattern.js";
import { isRecord } from "../support/properties.js";
import type { JsonSchema } from "./contract.js";
import { nearestName } from "./nearest-name.js";

/** A problem of a value, and its location. */
export interface Fault {
  /** Such as `request.body.name`. */
  readonly location: string;
  /** Such as `is missing`. */
  readonly problem: string;
}

/** The keywords that {@link findFaults} checks; it ignores others. */
export const CHECKED_KEYWORDS = [
  "$ref",
  "allOf",
  "oneOf",
  "anyOf",
  "discriminator",
  "type",
  "enum",
  "required",
  "properties",
  "additionalProperties",
  "items",
  "minItems",
  "readOnly",
  "writeOnly",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "format",
  "errorMessage",
] as const;

/**
 * Finds the faults of a value by its schema. In addition to JSON's types there is `function`. For a `writeOnly` value,
 * the message does not show the value. An `errorMessage` replaces the default message.
 *
 * @param location - the location of the value; empty if it has no name
 */
export function findFaults(
  value: unknown,
  schema: JsonSchema,
  location: string,
  schemas: Readonly<Record<string, JsonSchema>>,
): Fault[] {
  const named = (reference: unknown): JsonSchema => schemas[String(reference).split("/").at(-1) ?? ""] ?? {};
  const parts = (of: JsonSchema): JsonSchema[] => [
    of,
    ...(of.$ref === undefined ? [] : parts(named(of.$ref))),
    ...list(of.allOf).flatMap(parts),
  ];
  const isReadOnly = (of: JsonSchema | undefined) => of !== undefined && parts(of).some(({ readOnly }) => readOnly);

  const check = (value: unknown, schema: JsonSchema, location: string): Fault[] => {
    const all = parts(schema);
    const fault = (problem: string): Fault => ({ location, problem });
    if (all.some(({ readOnly }) => readOnly)) return [fault("is read-only")];
    const mistyped = all.find(({ type }) => type !== undefined && ![type].flat().some((one) => hasType(value, one)));
    if (mistyped) {
      const types = [mistyped.type].flat().join(" or ");
      return [fault(`${mistyped.errorMessage ?? `must be of type ${types}`}${found(value, mistyped)}`)];
    }
    const properties = Object.assign({}, ...all.map((part) => part.properties)) as Record<string, JsonSchema>;
    const required = all.flatMap((part) => list<string>(part.required)).filter((name) => !isReadOnly(properties[name]));
    const isClosed = all.some(({ additionalProperties }) => additionalProperties === false);
    return [
      ...all.flatMap((part) => checkPart(value, part, location)),
      ...(isRecord(value)
        ? [
            ...(isClosed ? unknownNames(value, Object.keys(properties), location) : []),
            ...required
              .filter((name) => own(value, name) === undefined)
              .map((name) => ({ location: join(location, name), problem: "is missing" })),
            ...Object.entries(properties)
              .filter(([name]) => own(value, name) !== undefined)
              .flatMap(([name, property]) => check(own(value, name), property, join(location, name))),
          ]
        : []),
    ];
  };

  const checkPart = (value: unknown, schema: JsonSchema, location: string): Fault[] => [
    ...checkBounds(value, schema).map((problem) => ({ location, problem })),
    ...(Array.isArray(value) && isRecord(schema.items)
      ? value.flatMap((item, index) => check(item, schema.items as JsonSchema, join(location, index)))
      : []),
    ...checkUnion(value, schema, location),
  ];

  function checkUnion(value: unknown, { oneOf, anyOf, discriminator }: JsonSchema, location: string): Fault[] {
    const branches = list<JsonSchema>(oneOf ?? anyOf);
    if (branches.length === 0) return [];
    const { propertyName, mapping } = (discriminator ?? {}) as { propertyName?: string; mapping?: object };
    if (propertyName === undefined || !isRecord(value)) {
      const tried = branches.map((branch) => check(value, branch, location));
      return tried.some((faults) => faults.length === 0) ? [] : (tried[0] ?? []);
    }
    const tags = Object.keys(mapping ?? {});
    const tag = own(value, propertyName);
    const at = join(location, propertyName);
    if (tag === undefined) return [{ location: at, problem: "is missing" }];
    if (!tags.includes(String(tag))) return [{ location: at, problem: oneOfThese(tag, tags, {}) }];
    return check(value, named(Reflect.get(mapping ?? {}, String(tag))), location);
  }

  return check(value, schema, location);
}

function unknownNames(value: object, known: readonly string[], location: string): Fault[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known);
      const meant = nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
      return { location: join(location, name), problem: `is not known${meant}; known properties: ${known.join(", ")}` };
    });
}

function checkBounds(value: unknown, schema: JsonSchema): string[] {
  const { enum: values, pattern, minItems = 0, minLength = 0, maxLength = Infinity, format, errorMessage } = schema;
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema;
  const problems: string[] = [];
  if (Array.isArray(values) && !values.includes(value)) problems.push(oneOfThese(value, values, schema));
  const say = (problem: string) => problems.push(`${problem}${found(value, schema)}`);
  if (typeof value === "string") {
    const length = [...value].length;
    if (typeof pattern === "string" && !toRegExp(pattern).test(value)) say(`must match ${pattern}`);
    if (length < Number(minLength)) say(`must have at least ${minLength} character${minLength === 1 ? "" : "s"}`);
    if (length > Number(maxLength)) say(`must have at most ${maxLength} characters`);
    if (format === "date-time" && !isDateTime(value)) say("must be a date and time, such as 2026-01-31T12:00:00Z");
  }
  if (Array.isArray(value) && value.length < Number(minItems)) problems.push(`must have at least ${minItems} items`);
  if (typeof value === "number") {
    if (value < Number(minimum)) say(`must be at least ${minimum}`);
    if (value <= Number(exclusiveMinimum)) say(`must be more than ${exclusiveMinimum}`);
    if (value > Number(maximum)) say(`must be at most ${maximum}`);
    if (format === "int32" && value !== (value | 0)) say("must be a whole number of 32 bits");
  }
  return problems.length > 0 && errorMessage !== undefined ? [`${errorMessage}${found(value, schema)}`] : problems;
}

function oneOfThese(value: unknown, values: readonly unknown[], schema: JsonSchema): string {
  const nearest = typeof value === "string" ? nearestName(value, values.map(String)) : undefined;
  const meant = nearest === undefined || schema.writeOnly ? "" : ` (did you mean ${nearest}?)`;
  return `must be one of ${values.join(", ")}${found(value, schema)}${meant}`;
}

// Describes the actual value, cut if it is long.
function found(value: unknown, { writeOnly }: JsonSchema): string {
  if (writeOnly) return "";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  const kind = Array.isArray(value) ? "an array" : typeof value === "object" && value ? "an object" : undefined;
  const shown = kind ?? (typeof value === "function" ? "a function" : text);
  return `, not ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}`;
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "object") return isRecord(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type && !Number.isNaN(value);
}

// JSON Schema's form, with a day that exists.
function isDateTime(text: string): boolean {
  const [, day = ""] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  return isDay(day) && !Number.isNaN(Date.parse(text));
}

/** Whether a day exists, written as `2026-01-31`. */
export function isDay(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function join(location: string, name: string | number): string {
  return location === "" ? String(name) : `${location}.${name}`;
}

function own(value: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function list<Item = JsonSchema>(value: unknown): Item[] {
  return Array.isArray(value) ? value : [];
}
