import { createRequire } from "node:module";
import type { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { Ajv, type AnySchemaObject } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import type { MockLimit } from "./served-part.js";

/** An operation as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

interface Holder {
  name?: string;
  schema?: AnySchemaObject;
}

// Prism's own way to take `allOf` apart, and its own dependency.
const mergeAllOf = createRequire(createRequire(import.meta.url).resolve("@stoplight/prism-http"))(
  "@stoplight/json-schema-merge-allof",
) as (schema: object, options: object) => object;

/**
 * What of a request Prism does not check, since the schema that it makes of the description's can't be compiled: it then
 * takes every value, and says nothing.
 */
export function uncheckedBy(operation: PrismOperation): MockLimit[] {
  const { request, __bundled__ } = operation as PrismOperation & { __bundled__?: object };
  const limit = (schema: Holder["schema"], location: string[], what: string): MockLimit[] => {
    const problem = schema && compileProblem({ ...schema, ...(__bundled__ && { __bundled__ }) });
    return problem ? [{ location, reason: `Prism checks nothing of ${what}: ${problem}` }] : [];
  };
  const { contents = [] } = (request?.body ?? {}) as { contents?: Holder[] };
  const ofBody = contents.flatMap(({ schema }) =>
    limit(schema && withoutAllOf(schema), ["request", "body"], "the request body"),
  );
  const ofParameters = (["path", "query", "headers"] as const).flatMap((group) => {
    const holders = ((request?.[group] ?? []) as Holder[]).filter(({ schema }) => schema);
    // All parameters of a location are one schema to Prism.
    const properties = Object.fromEntries(holders.map(({ name, schema }) => [name, schema]));
    const dialect = holders.find(({ schema }) => schema?.$schema)?.schema;
    const whole = { type: "object", properties, ...(dialect && { $schema: dialect.$schema }) };
    const location = group === "headers" ? "header" : group;
    return limit(whole, ["request", location], `the ${location} parameters`);
  });
  return [...ofBody, ...ofParameters];
}

function withoutAllOf(schema: object): object {
  try {
    return mergeAllOf(schema, { deep: true, ignoreAdditionalProperties: true });
  } catch {
    return schema;
  }
}

function compileProblem(schema: AnySchemaObject): string | undefined {
  const Dialect = /2020-12/.test(String(schema.$schema)) ? Ajv2020 : Ajv;
  const ajv = new Dialect({ strict: false, logger: false });
  ajvFormats.default(ajv);
  try {
    const validate = ajv.compile(schema);
    for (const value of [{}, [], "", 0]) validate(value);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return "its schema contains itself without an end";
    return (error as Error).message;
  }
}
