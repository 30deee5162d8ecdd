import type { Middleware } from "openapi-fetch";
import { callDescriptors } from "../../generated/calls.js";
import { AtlasInvalidRequestError } from "../errors.js";
import type { CallDescriptor, ParameterDescriptor } from "../operation.js";
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
  operations?: readonly CallDescriptor[] | undefined;
}

/**
 * An openapi-fetch middleware that rejects path parameters that the description does not allow, before anything is
 * sent. Unchecked, `..` or an empty string would move the request, and its credentials, to another path.
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

// Segments other than "." and "..".
const TEMPLATE = /^(?:\/(?!(?:\.|%2e){1,2}(?:\/|$))[^/?#\\\s\p{Cc}]+)+\/?$/iu;

/**
 * Checks a path template: its literal parts must not lead to another path.
 *
 * @throws {@link AtlasInvalidRequestError} saying what is allowed
 */
export function checkTemplate(path: string): void {
  if (TEMPLATE.test(path)) return;
  throw new AtlasInvalidRequestError(
    "The path",
    "must be a path template: segments that each begin with one slash, without a query, a fragment or dot segments",
  );
}

/**
 * Checks the parameters of a path.
 *
 * @throws {@link AtlasInvalidRequestError} naming the parameter and what is allowed
 */
export function checkPath(
  path: string,
  parameters: Record<string, unknown> = {},
  operation: CallDescriptor | undefined,
): void {
  for (const variable of path.match(/\{[^{}]+\}/g) ?? []) {
    const name = variable.slice(1, -1);
    const parameter = operation?.parameters.find((one) => one.in === "path" && one.name === name) ?? {};
    const problem = pathProblem(parameters[name], parameter);
    if (problem) throw new AtlasInvalidRequestError(name, problem + allowed(parameter));
  }
}

// The message never contains the value: a credential passed as the wrong parameter must not end up in a log.
function pathProblem(
  value: unknown,
  { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Partial<ParameterDescriptor>,
): string | false {
  if (value === undefined || value === null) return "is missing";
  if (Array.isArray(value)) return "is an array";
  if (["object", "function", "symbol"].includes(typeof value)) return `is of type ${typeof value}`;
  const text = String(value);
  if (/\p{Surrogate}/u.test(text)) return "has an unpaired surrogate";
  if (text === "") return "is empty";
  if (text === "." || text === "..") return "is a dot segment, which would change the path";
  if (text.length < minLength || text.length > maxLength) return `has ${text.length} characters`;
  return pattern !== undefined && !toRegExp(pattern).test(text) && "has a form that is not allowed";
}

function allowed({ pattern, minLength, maxLength }: Partial<ParameterDescriptor>): string {
  const rules = [
    pattern !== undefined && `it must match ${pattern}`,
    minLength !== undefined && `have at least ${minLength} ${minLength === 1 ? "character" : "characters"}`,
    maxLength !== undefined && `have at most ${maxLength} characters`,
  ].filter(Boolean);
  return rules.length > 0 ? ` (${rules.join(", ")})` : "";
}
