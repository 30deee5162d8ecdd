import type { Middleware } from "openapi-fetch";
import { callDescriptors } from "../../generated/calls.js";
import { AtlasInvalidRequestError } from "../errors.js";
import type { OperationDescriptor, ParameterDescriptor } from "../operation.js";
import { readOptions } from "../options/option-checks.js";
import { findOperation } from "./find-operation.js";
import { toRegExp } from "./pattern.js";

/**
 * Options of {@link pathCheckMiddleware}.
 *
 * @example
 * ```ts
 * client.use(pathCheckMiddleware({ operations: myOperations }));
 * ```
 */
export interface PathCheckOptions {
  /** @default the operations of this package's description */
  operations?: readonly OperationDescriptor[] | undefined;
}

/**
 * An openapi-fetch middleware that rejects path parameters which the description does not allow, before anything is sent.
 * Unchecked, `..` or an empty string would move the request, and its credentials, to another path.
 *
 * @throws {@link AtlasInvalidRequestError} from a call, naming the parameter and what is allowed
 * @example
 * ```ts
 * const client = createClient<paths>({ baseUrl: "https://cloud.mongodb.com" });
 * client.use(pathCheckMiddleware());
 * ```
 */
export function pathCheckMiddleware(options: PathCheckOptions = {}): Middleware {
  const { operations = Object.values(callDescriptors) } = readOptions(options, ["operations"], "pathCheckMiddleware");
  return {
    onRequest({ request, schemaPath, params }) {
      const operation = findOperation(operations, request.method, schemaPath);
      checkPath(schemaPath, params.path, operation);
    },
  };
}

/**
 * Checks a path template: what is around its variables must not lead to another path than it says.
 *
 * @throws {@link AtlasInvalidRequestError} saying what is allowed
 */
export function checkTemplate(path: string): void {
  const segments = /^(?:\/[^/?#\\\s\p{Cc}]+)+\/?$/u.test(path) ? path.split("/") : [".."];
  if (!segments.some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))) return;
  throw new AtlasInvalidRequestError(
    "The path",
    "must be a path template: segments that each begin with one slash, without a query, a fragment or dot segments",
  );
}

interface PathVariable {
  readonly name: string;
  readonly parameter: ParameterDescriptor | undefined;
}

// Of operations, which are few: a path of a caller's own may be another one with each call.
const known = new WeakMap<OperationDescriptor, readonly PathVariable[]>();

/**
 * Checks the parameters of a path, and its template with `template`.
 *
 * @throws {@link AtlasInvalidRequestError} naming the parameter and what is allowed
 */
export function checkPath(
  path: string,
  parameters: Record<string, unknown> = {},
  operation: OperationDescriptor | undefined,
  { template = false } = {},
): void {
  const whole = operation?.path === path ? operation : undefined;
  let variables = whole && known.get(whole);
  if (!variables) {
    if (template) checkTemplate(path);
    variables = variablesOf(path, operation);
    if (template && whole) known.set(whole, variables);
  }
  for (const { name, parameter } of variables) {
    const problem = pathProblem(parameters[name], parameter);
    if (problem) throw new AtlasInvalidRequestError(name, problem);
  }
}

function variablesOf(path: string, operation: OperationDescriptor | undefined): PathVariable[] {
  const parameters = operation?.parameters.filter((parameter) => parameter.in === "path") ?? [];
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => ({
    name,
    parameter: parameters.find((parameter) => parameter.name === name),
  }));
}

// The value itself stays out of the message: a credential in the wrong location must not end up in a log.
function pathProblem(value: unknown, parameter: ParameterDescriptor | undefined): string | undefined {
  if (value === undefined || value === null) return `is missing${allowed(parameter)}`;
  if (typeof value === "object" || typeof value === "function" || typeof value === "symbol") {
    return `is ${Array.isArray(value) ? "an array" : `of type ${typeof value}`}${allowed(parameter)}`;
  }
  const text = String(value);
  if (/\p{Surrogate}/u.test(text)) return `has an unpaired surrogate${allowed(parameter)}`;
  if (text === "") return `is empty${allowed(parameter)}`;
  if (text === "." || text === "..") return `is a dot segment, which would change the path${allowed(parameter)}`;
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = parameter ?? {};
  if (text.length < minLength || text.length > maxLength) return `has ${text.length} characters${allowed(parameter)}`;
  if (pattern !== undefined && !toRegExp(pattern).test(text))
    return `has a form that is not allowed${allowed(parameter)}`;
  return undefined;
}

function allowed(parameter: ParameterDescriptor | undefined): string {
  const { pattern, minLength, maxLength } = parameter ?? {};
  const rules = [
    pattern !== undefined && `it must match ${pattern}`,
    minLength !== undefined && `have at least ${minLength} characters`,
    maxLength !== undefined && `have at most ${maxLength} characters`,
  ].filter(Boolean);
  return rules.length > 0 ? ` (${rules.join(", ")})` : "";
}
