import { inspect } from "node:util";
import { createContext, runInContext } from "node:vm";
import { expect, test } from "@jest/globals";
import { AtlasConfigurationError, isAtlasError } from "../errors.js";
import { operationDescriptors } from "../index.js";
import { AtlasApiError, isAtlasApiError } from "./api-error.js";

const request = { method: "POST", url: "https://cloud.mongodb.com/x", attempts: 1 };
const about = { request, sent: 0, metadata: {} };

function errorOf(body: unknown, status = 400) {
  const response = new Response(null, { status, statusText: "Words" });
  return new AtlasApiError({ response, body, ...about });
}

test.each([
  [{ errorCode: "A", detail: "B", reason: "C" }, "400 A: B (POST https://cloud.mongodb.com/x)"],
  [{ reason: "C" }, "400 C: no further details (POST https://cloud.mongodb.com/x)"],
  ["<html>", "400 Words: no further details (POST https://cloud.mongodb.com/x)"],
])("the message for %j", (body, message) => {
  expect(errorOf(body).message).toBe(message);
});

test("the message for a response without a detail", () => {
  const error = new AtlasApiError({ response: new Response(null, { status: 502 }), body: "", ...about });
  expect(error.message).toBe("502: no further details (POST https://cloud.mongodb.com/x)");
});

test("has only the properties that the response has", () => {
  expect(Object.keys(errorOf({ errorCode: "A", detail: null, badRequestDetail: null })).sort()).toEqual([
    "errorCode",
    "maybeSent",
    "request",
    "status",
  ]);
});

test("has the field violations, if the response has them in the described form", () => {
  const good = { field: "name", description: "is taken" };
  const odd = [null, 7, "name", { field: "name" }, { description: "is taken" }, { field: 1, description: "x" }];
  const { badRequestDetail, parameters } = errorOf({
    parameters: ["shop-dev"],
    badRequestDetail: { fields: [...odd, good] },
  });
  expect({ badRequestDetail, parameters }).toEqual({ badRequestDetail: { fields: [good] }, parameters: ["shop-dev"] });
  for (const detail of [7, "fields", { fields: "name" }, {}])
    expect(errorOf({ badRequestDetail: detail, parameters: "shop-dev" })).not.toHaveProperty("badRequestDetail");
  expect(errorOf({ parameters: "shop-dev" })).not.toHaveProperty("parameters");
  expect(Object.keys(errorOf(null))).not.toContain("detail");
});

test("the hint for a retired operation says what to call, and how, if the request has what that needs", () => {
  const { deprecation } = operationDescriptors.upgradeSharedClusterToServerless;
  const hintAfter = (sentBody: unknown, status = 404) => {
    const response = new Response(null, { status });
    return new AtlasApiError({ response, body: "", ...about, deprecation, sentBody }).hint;
  };
  const needed = Object.fromEntries((deprecation?.migration?.needs ?? []).map((property) => [property, "x"]));
  const how = deprecation?.migration?.how ?? "";
  expect(how).not.toBe("");
  expect(hintAfter(needed)).toMatch(/^The operation is deprecated and probably retired\. \S.*\S \S/);
  expect(hintAfter(needed)?.endsWith(` ${how}`)).toBe(true);
  const [first = ""] = Object.keys(needed);
  const { [first]: _, ...lacking } = needed;
  for (const other of [lacking, { [first]: "x" }, {}, null, undefined, first]) {
    const isEnough = Object.keys(needed).every((property) => Object.keys(Object(other)).includes(property));
    expect(hintAfter(other)?.endsWith(how)).toBe(isEnough);
  }
  expect(hintAfter(needed, 409)).toBeUndefined();
});

test("takes the code from the header if the body has none", () => {
  const headers = { "X-Error-Code": "RATE_LIMITED" };
  const codeOf = (body: unknown) =>
    new AtlasApiError({ response: new Response(null, { status: 429, headers }), body, ...about }).errorCode;
  expect(codeOf("")).toBe("RATE_LIMITED");
  expect(codeOf({ errorCode: "RATE_LIMITED_TOKEN_BUCKET" })).toBe("RATE_LIMITED_TOKEN_BUCKET");
});

test("has the response, but logs don't show it", () => {
  const error = errorOf({});
  expect(error.response.status).toBe(400);
  expect(inspect(error)).not.toContain("Response");
});

test("has its class's name, also in the stack", () => {
  const error = errorOf({});
  expect(error.name).toBe("AtlasApiError");
  expect(error.stack).toMatch(/^AtlasApiError: 400/);
});

test("the guards accept errors of another copy of the package, and nothing else", () => {
  const kind = Symbol.for("atlas-tenant-upgrade.error");
  const foreign = runInContext("Object.assign(new Error('x'), { status: 409 })", createContext());
  expect(isAtlasApiError(foreign)).toBe(false);
  Object.defineProperty(foreign, "name", { value: "AtlasApiError" });
  Object.defineProperty(foreign, kind, { value: "AtlasApiError" });
  expect(isAtlasApiError(foreign)).toBe(true);
  expect(isAtlasApiError(foreign, 409)).toBe(true);
  expect(isAtlasApiError(foreign, 404)).toBe(false);
  expect(isAtlasApiError(new AtlasConfigurationError("x", "y"))).toBe(false);
  for (const other of [undefined, null, "AtlasApiError", new Error("x"), {}]) expect(isAtlasError(other)).toBe(false);
});
