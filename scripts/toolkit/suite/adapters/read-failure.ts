import { isDeepStrictEqual } from "node:util";
import { isAtlasError } from "../../../../src/errors.js";
import { isAtlasApiError } from "../../../../src/response/api-error.js";
import { isObject } from "../../description/index.js";

/**
 * The kind of a failure: an error status; a response that is neither a readable success nor an error; a request that
 * was not sent because it breaks the description; or something else.
 */
type FailureKind = "error response" | "unusable response" | "invalid request" | "other";

const KINDS: Readonly<Record<string, FailureKind>> = {
  AtlasApiError: "error response",
  AtlasUnexpectedResponseError: "unusable response",
  AtlasInvalidRequestError: "invalid request",
};

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
  const parts = own && [own.name.replace("Atlas", ""), ...fields.map((field) => field.join(" ")), ...cause];
  return {
    ...{ status, property, rateLimit, deprecation },
    kind: KINDS[own?.name ?? ""] ?? "other",
    /** The kind and the message, in words that fit any API. */
    words: parts?.join(", ") ?? message,
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
