import { isDeepStrictEqual } from "node:util";
import { isAtlasError } from "../../../../src/errors.js";
import { isAtlasApiError } from "../../../../src/response/api-error.js";
import { isObject } from "../../description/index.js";

/**
 * Reads an error thrown by a client that is made of this package's parts. The messages of its own errors are about
 * Atlas and clusters, which another API does not have, so their class and fields are shown instead.
 */
export function readFailure(error: unknown) {
  const own = isAtlasError(error) ? error : undefined;
  const { status, property, rateLimit, deprecation } = (own ?? {}) as Record<string, unknown>;
  const fields = Object.entries({ status, property }).filter(([, value]) => value !== undefined);
  const cause: string[] = own?.cause === undefined ? [] : [readFailure(own.cause).words];
  const message = error instanceof Error ? error.message : String(error);
  const kind = own?.name.replace(/^Atlas|Error$/g, "");
  return {
    ...{ status, property, rateLimit, deprecation },
    /** Such as `Api`, `UnexpectedResponse` or `InvalidRequest`; undefined for an error of another origin. */
    kind,
    /** The kind and the message, in words that fit any API. */
    words: own ? [`${kind}Error`, ...fields.map((field) => field.join(" ")), ...cause].join(", ") : message,
    /** The mistake that the SDK made in reading an error's body; undefined if there is none. */
    misread: (body: unknown) => (isAtlasApiError(error) ? misreadBody(body, error) : undefined),
  };
}

// Each property on its own, and only if it has the expected type: any server may have sent the response.
function misreadBody(body: unknown, error: object): string | undefined {
  if (!isObject(body)) return undefined;
  const differing = ["errorCode", "reason", "detail", "parameters"].find((name) => {
    const isExpected = name === "parameters" ? Array.isArray(body[name]) : typeof body[name] === "string";
    return isExpected && !isDeepStrictEqual(Reflect.get(error, name), body[name]);
  });
  if (differing) return `the error's ${differing} is ${JSON.stringify(Reflect.get(error, differing))}`;
  const fields = fieldsOf(body);
  const isField = (field: unknown) =>
    isObject(field) && typeof field.field === "string" && typeof field.description === "string";
  if (!Array.isArray(fields) || !fields.every(isField) || isDeepStrictEqual(fieldsOf(error), fields)) return undefined;
  return `the error's badRequestDetail is ${JSON.stringify(Reflect.get(error, "badRequestDetail"))}`;
}

function fieldsOf(holder: object): unknown {
  const detail: unknown = Reflect.get(holder, "badRequestDetail");
  return isObject(detail) ? detail.fields : undefined;
}
