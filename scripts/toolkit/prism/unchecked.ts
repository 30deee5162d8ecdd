import { createRequire } from "node:module";
import type { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import validators from "@stoplight/prism-http/dist/validator/validators/index.js";
import { ValidationContext } from "@stoplight/prism-http/dist/validator/validators/types.js";
import type { AnySchema } from "ajv";

const { validateBody, validateHeaders, validatePath, validateQuery } = validators;

/** A part of an operation that the mock can't check or can't handle. */
export interface MockLimit {
  /** The part: `request`, then `body`, `query` and the like, then the parameter's name. */
  location: string[];
  reason: string;
}

/** An operation as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

// Prism's own Ajv instances can't be reached, and keep each compiled schema as long as the process lives.
const { default: Ajv } = createRequire(import.meta.url)("ajv/dist/core.js") as typeof import("ajv/dist/core.js");
type Scope = InstanceType<typeof Ajv>["scope"];
type ScopeClass = new (options: Scope["opts"]) => Scope;
const { compile } = Ajv.prototype;
// The reason why a schema can't be compiled, which Prism does not report.
let failures: Error[] = [];
Ajv.prototype.compile = function (this: InstanceType<typeof Ajv>, schema: AnySchema, meta?: boolean) {
  try {
    const validate = compile.call(this, schema, meta);
    if (typeof schema === "object" && !("$id" in schema)) this.removeSchema(schema);
    // Compiled code keeps its own references to these, and the next schema generates its own names.
    const { scope } = this;
    Object.assign(this, { scope: new (scope.constructor as ScopeClass)({ ...scope.opts, scope: {} }) });
    return validate;
  } catch (error) {
    failures.push(error as Error);
    throw error;
  }
} as typeof compile;

/**
 * The parts of a request that Prism does not check because it can't compile their schema: it then accepts every value,
 * without a message.
 */
export function uncheckedBy(operation: PrismOperation): MockLimit[] {
  const { request = {}, __bundled__: bundle } = operation as PrismOperation & { __bundled__?: unknown };
  const { body, path = [], query = [], headers = [] } = request;
  const { Input } = ValidationContext;
  const limit = (location: string, what: string, validate: () => unknown): MockLimit[] => {
    failures = [];
    validate();
    const [error] = failures;
    const problem = error instanceof RangeError ? "its schema contains itself without an end" : error?.message;
    const reason = `Prism checks nothing of the ${what}: ${problem}`;
    return problem === undefined ? [] : [{ location: ["request", location], reason }];
  };
  const { contents = [] } = (body ?? {}) as { contents?: Parameters<typeof validateBody>[1] };
  return [
    ...contents.flatMap((content) =>
      limit("body", "request body", () => validateBody({}, [content], Input, content.mediaType, undefined, bundle)),
    ),
    ...limit("path", "path parameters", () => validatePath({}, path, Input, bundle)),
    ...limit("query", "query parameters", () => validateQuery({}, query, Input, bundle)),
    ...limit("header", "header parameters", () => validateHeaders({}, headers, Input, bundle)),
  ];
}
