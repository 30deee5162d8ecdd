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
  const fields = { status, property };
  const shown = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const cause = error.cause === undefined ? [] : [readFailure(error.cause).words];
  return {
    kind: KINDS[error.name] ?? "other",
    ...(typeof status === "number" && { status }),
    ...(typeof property === "string" && { property }),
    rateLimit,
    deprecation,
    words: [error.name.replace("Atlas", ""), ...shown, ...cause].join(", "),
    misread: (body) => (isAtlasApiError(error) ? misreadBody(body, error) : undefined),
  };
}

// Each property by itself and if it is what it is called, as the response of any server may be.
function misreadBody(body: unknown, error: object): string | undefined {
  if (!isObject(body)) return undefined;
  const strings = ["errorCode", "reason", "detail"].filter((name) => typeof body[name] === "string");
  const lists = Array.isArray(body.parameters) ? ["parameters"] : [];
  const details = isObject(body.badRequestDetail) && isWellFormed(body.badRequestDetail.fields);
  for (const name of [...strings, ...lists, ...(details ? ["badRequestDetail"] : [])]) {
    const read: unknown = Reflect.get(error, name);
    const expected = name === "badRequestDetail" ? { fields: (body[name] as { fields: unknown }).fields } : body[name];
    const same = isDeepStrictEqual(
      name === "badRequestDetail" && isObject(read) ? { fields: read.fields } : read,
      expected,
    );
    if (!same) return `the error's ${name} is ${JSON.stringify(read)}`;
  }
  return undefined;
}

function isWellFormed(fields: unknown): boolean {
  return (
    Array.isArray(fields) &&
    fields.every((field) => isObject(field) && typeof field.field === "string" && typeof field.description === "string")
  );
}
