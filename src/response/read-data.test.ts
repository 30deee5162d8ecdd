import { expect, test } from "@jest/globals";
import type { OperationDescriptor } from "../operation.js";
import { makeCall } from "../test-support/call.js";
import { readData } from "./read-data.js";

const operation = { responses: { 200: ["application/json"], 204: [], 205: [] } } as unknown as OperationDescriptor;
const read = async (body: BodyInit | null, init: ResponseInit = {}, described = operation) => {
  const response = new Response(body, init);
  return readData(described, response, new Uint8Array(await response.arrayBuffer()), makeCall());
};

test.each([
  ['{"a":1}', { a: 1 }],
  ["[]", []],
])("%s is data", async (body, data) => {
  expect(await read(body)).toEqual(data);
});

test("a response that is described as empty has no data", async () => {
  expect(await read(null, { status: 204 })).toBeUndefined();
});

test.each([
  [{ "2XX": [] }, 202, true],
  // A status that is described takes precedence over its range.
  [{ "2XX": [], 200: ["application/json"] }, 200, false],
  [{ "2XX": ["application/json"] }, 202, false],
  [{ "4XX": [] }, 202, false],
])("of the responses %j, a %i without a body is a success: %s", async (responses, status, success) => {
  const ranges = { responses } as unknown as OperationDescriptor;
  const data = read(null, { status }, ranges);
  await (success ? expect(data).resolves.toBeUndefined() : expect(data).rejects.toThrow("the body is empty"));
});

test.each<[string, BodyInit | null, ResponseInit, string]>([
  ["a redirect", null, { status: 302 }, "neither a success nor an error; redirects are not followed"],
  ["an empty body", null, {}, "the body is empty"],
  ["an empty body of a status that is not described", null, { status: 206 }, "the body is empty"],
  ["no JSON", "<html>", { headers: { "Content-Type": "text/html" } }, "the body is not JSON (text/html, 6 bytes)"],
  ["bytes that are no text", new Uint8Array([0x22, 0xff, 0x22]), {}, "the body is not JSON (no content type, 3 bytes)"],
  ["a number", "7", {}, "the body is not a JSON object or array"],
  ["null", "null", {}, "the body is not a JSON object or array"],
])("%s is rejected", async (_, body, init, problem) => {
  await expect(read(body, init)).rejects.toThrow(problem);
});
