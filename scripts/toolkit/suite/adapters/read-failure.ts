import { isDeepStrictEqual } from "node:util";
import { isAtlasError } from "../../../../src/errors.js";
import { isAtlasApiError } from "../../../../src/response/api-error.js";
import { isObject } from "../../description/index.js";

/**
 * What kind of failure an error is: an error status; a response that is neither a success that can be read nor an error; a
 * request that was not sent, since it is not as described; or something else.
 */
type FailureKind = "error response" | "unusable response" | "invalid request" | "other";

const KINDS: Readonly<Record<string, FailureKind>> = {
  AtlasApiError: "error response",
  AtlasUnexpectedResponseError: "unusable response",
  AtlasInvalidRequestError: "invalid request",
};

/**
 * Reads what a client threw that is made of this package's parts. Its sentences speak of Atlas and of clusters, which
 * another API does not have: of its own errors the class and the fields are shown.
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
    /** What it is and says, in words that fit any API. */
    words: parts?.join(", ") ?? message,
    /** What the SDK got wrong when it read an error's body; nothing, if it read it right. */
    misread: (body: unknown) => (isAtlasApiError(error) ? misreadBody(body, error) : undefined),
  };
}

// Each property by itself and if it is what it is called, as the response of any server may be.
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
