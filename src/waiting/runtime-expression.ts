import { isObject } from "../support/properties.js";
/** The request and the response that an OpenAPI runtime expression can refer to. */
export interface Exchange {
  readonly request: { readonly path?: Readonly<Record<string, unknown>>; readonly body?: unknown };
  readonly response?: { readonly body?: unknown };
}

/**
 * Evaluates an OpenAPI runtime expression: `$request.path.name`, `$request.body#/name` or `$response.body#/name`.
 *
 * @returns `undefined` for a missing value
 * @see https://spec.openapis.org/oas/v3.0.3#runtime-expressions
 */
export function evaluate(expression: string, { request, response }: Exchange): unknown {
  const [, property] = /^\$request\.path\.(.+)$/.exec(expression) ?? [];
  if (property !== undefined) return own(request.path, property);
  const [, holder, pointer] = /^\$(request|response)\.body#((?:\/[^/]+)+)$/.exec(expression) ?? [];
  if (pointer === undefined) return undefined;
  const keys = pointer.split("/").slice(1);
  return keys
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(own, holder === "request" ? request.body : response?.body);
}

function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
