import { createRequire } from "node:module";
import type { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import type { MockLimit } from "./prism-description.js";

/** An operation as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

interface Holder {
  name?: string;
  schema?: object | undefined;
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
  const { request, __bundled__: bundle } = operation as PrismOperation & { __bundled__?: object };
  const judge = (schema: object | undefined, location: string[], what: string): MockLimit[] => {
    const problem = schema && compileProblem({ ...schema, ...(bundle && { __bundled__: bundle }) });
    return problem ? [{ location, reason: `Prism checks nothing of ${what}: ${problem}` }] : [];
  };
  const contents = (request?.body as { contents?: Holder[] } | undefined)?.contents ?? [];
  return [
    ...contents.flatMap(({ schema }) => judge(schema && withoutAllOf(schema), ["request", "body"], "the request body")),
    ...(["path", "query", "headers"] as const).flatMap((location) => {
      const holders = (request?.[location] ?? []) as Holder[];
      // All parameters of a location are one schema to Prism.
      const properties = Object.fromEntries(
        holders.flatMap(({ name = "", schema }) => (schema ? [[name, schema]] : [])),
      );
      const [draft] = holders.flatMap(({ schema }) => (schema && "$schema" in schema ? [schema.$schema] : []));
      const kind = location === "headers" ? "header" : location;
      return judge({ type: "object", properties, $schema: draft }, ["request", kind], `the ${kind} parameters`);
    }),
  ];
}

function withoutAllOf(schema: object): object {
  try {
    return mergeAllOf(schema, { deep: true, ignoreAdditionalProperties: true });
  } catch {
    return schema;
  }
}

function compileProblem(schema: object): string | undefined {
  const Dialect = /2020-12/.test(String((schema as { $schema?: unknown }).$schema)) ? Ajv2020 : Ajv;
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
