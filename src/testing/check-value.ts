import { toRegExp } from "../call/pattern.js";
import type { JsonSchema } from "./contract.js";

/** What {@link findFaults} checks; of other keywords it knows nothing. */
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
  "items",
  "readOnly",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "format",
] as const;

/** What is wrong with a value of a request, each with its location: `request.body.name is missing`. */
export function findFaults(
  value: unknown,
  schema: JsonSchema,
  location: string,
  schemas: Readonly<Record<string, JsonSchema>>,
): string[] {
  const named = (reference: unknown): JsonSchema => schemas[String(reference).split("/").at(-1) ?? ""] ?? {};
  const parts = (of: JsonSchema): JsonSchema[] => [
    of,
    ...(of.$ref === undefined ? [] : parts(named(of.$ref))),
    ...list(of.allOf).flatMap(parts),
  ];
  const isReadOnly = (of: JsonSchema | undefined) => of !== undefined && parts(of).some(({ readOnly }) => readOnly);

  const check = (value: unknown, schema: JsonSchema, at: string): string[] => {
    const all = parts(schema);
    if (all.some(({ readOnly }) => readOnly)) return [`${at} is read-only`];
    const mistyped = all.find(({ type }) => type !== undefined && ![type].flat().some((one) => hasType(value, one)));
    if (mistyped) return [`${at} must be of type ${[mistyped.type].flat().join(" or ")}`];
    const properties = Object.assign({}, ...all.map((part) => part.properties)) as Record<string, JsonSchema>;
    const required = all.flatMap((part) => list<string>(part.required)).filter((name) => !isReadOnly(properties[name]));
    return [
      ...all.flatMap((part) => checkPart(value, part, at)),
      ...(isObject(value)
        ? [
            ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name} is missing`),
            ...Object.entries(properties)
              .filter(([name]) => Object.hasOwn(value, name))
              .flatMap(([name, property]) => check(value[name], property, `${at}.${name}`)),
          ]
        : []),
    ];
  };

  const checkPart = (value: unknown, schema: JsonSchema, at: string): string[] => [
    ...checkBounds(value, schema).map((words) => `${at} ${words}`),
    ...(Array.isArray(value) && isObject(schema.items)
      ? value.flatMap((item, index) => check(item, schema.items as JsonSchema, `${at}.${index}`))
      : []),
    ...checkUnion(value, schema, at),
  ];

  function checkUnion(value: unknown, { oneOf, anyOf, discriminator }: JsonSchema, at: string): string[] {
    const branches = list<JsonSchema>(oneOf ?? anyOf);
    if (branches.length === 0) return [];
    const { propertyName, mapping } = (discriminator ?? {}) as { propertyName?: string; mapping?: object };
    if (propertyName === undefined || !isObject(value)) {
      const found = branches.map((branch) => check(value, branch, at));
      return found.some((faults) => faults.length === 0) ? [] : (found[0] ?? []);
    }
    const tags = Object.keys(mapping ?? {});
    const tag = Object.hasOwn(value, propertyName) ? value[propertyName] : undefined;
    if (tag === undefined) return [`${at}.${propertyName} is missing`];
    if (!tags.includes(String(tag))) return [`${at}.${propertyName} must be one of ${tags.join(", ")}`];
    return check(value, named(Reflect.get(mapping ?? {}, String(tag))), at);
  }

  return check(value, schema, location);
}

function checkBounds(value: unknown, schema: JsonSchema): string[] {
  const {
    enum: values,
    pattern,
    minLength = 0,
    maxLength = Infinity,
    minimum = -Infinity,
    maximum = Infinity,
  } = schema;
  const faults: string[] = [];
  if (Array.isArray(values) && !values.includes(value)) faults.push(`must be one of ${values.join(", ")}`);
  if (typeof value === "string") {
    const length = [...value].length;
    if (typeof pattern === "string" && !toRegExp(pattern).test(value)) faults.push(`must match ${pattern}`);
    if (length < Number(minLength)) faults.push(`must have at least ${minLength} characters`);
    if (length > Number(maxLength)) faults.push(`must have at most ${maxLength} characters`);
  }
  if (typeof value === "number") {
    if (value < Number(minimum)) faults.push(`must be at least ${minimum}`);
    if (value > Number(maximum)) faults.push(`must be at most ${maximum}`);
    if (schema.format === "int32" && value !== (value | 0)) faults.push("must be a whole number of 32 bits");
  }
  return faults;
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "object") return isObject(value);
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list<Item = JsonSchema>(value: unknown): Item[] {
  return Array.isArray(value) ? value : [];
}
