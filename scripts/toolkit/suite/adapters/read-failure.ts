import { isDeepStrictEqual } from "node:util";
import { isAtlasError } from "../../../../src/errors.js";
import { isAtlasApiError } from "../../../../src/response/api-error.js";
import { isObject } from "../../description/index.js";
import type { SdkFailure } from "../sdk.js";

const KINDS: Readonly<Record<string, SdkFailure["kind"]>> = {
  AtlasApiError: "error response",
  AtlasUnexpectedResponseError: "unusable response",
  AtlasInvalidRequestError: "invalid request",
};

/**
 * Reads what a client threw that is made of this package's parts. Its sentences speak of Atlas and of clusters, which
 * another API does not have: of its own errors the class and the fields are shown.
 */
export function readFailure(error: unknown): SdkFailure {
  if (!isAtlasError(error)) {
    return { kind: "other", words: error instanceof Error ? error.message : String(error), misread: () => undefined };
  }
  const { status, property, rateLimit, deprecation } = error as unknown as Record<string, unknown>;
  const shown = Object.entries({ status, property }).filter(([, value]) => value !== undefined);
  const cause = error.cause === undefined ? [] : [readFailure(error.cause).words];
  return {
    kind: KINDS[error.name] ?? "other",
    ...(typeof status === "number" && { status }),
    ...(typeof property === "string" && { property }),
    ...{ rateLimit, deprecation },
    words: [error.name.replace("Atlas", ""), ...shown.map((field) => field.join(" ")), ...cause].join(", "),
    misread: (body) => (isAtlasApiError(error) ? misreadBody(body, error) : undefined),
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
