import { expect, test } from "@jest/globals";
import createClient from "openapi-fetch";
import type { OperationDescriptor } from "../operation.js";
import { mediaTypeMiddleware } from "./media-types.js";

const VERSIONED = "application/vnd.atlas.2024-11-13+json";
const operation: OperationDescriptor = {
  operationId: "doIt",
  method: "POST",
  path: "/it",
  parameters: [],
  requestBody: { required: true, mediaTypes: [VERSIONED] },
  responses: { 200: [VERSIONED], 404: ["application/json"], 500: ["application/json"] },
  roles: [],
};

interface Paths {
  "/it": { post: { requestBody: { content: { "application/json": object } }; responses: Record<number, never> } };
}

async function headersOf(
  headers: Record<string, string>,
  called: OperationDescriptor = operation,
): Promise<[string | null, string | null]> {
  const sent: Request[] = [];
  const client = createClient<Paths>({
    baseUrl: "https://cloud.mongodb.com",
    fetch: async (request) => {
      sent.push(request);
      return Response.json({});
    },
  });
  client.use(mediaTypeMiddleware(called));
  await client.POST("/it", { body: {}, headers });
  return [sent[0]?.headers.get("Accept") ?? null, sent[0]?.headers.get("Content-Type") ?? null];
}

test("an operation's own media types are accepted and sent, each once", async () => {
  expect(await headersOf({})).toEqual([`${VERSIONED}, application/json`, VERSIONED]);
});

test("headers that the caller set are kept", async () => {
  const older = "application/vnd.atlas.2023-01-01+json";
  expect(await headersOf({ Accept: older, "Content-Type": older })).toEqual([older, older]);
});

const { requestBody: _, ...bodiless } = operation;
const both = { required: true, mediaTypes: [VERSIONED, "application/json"] };

test.each<[string, OperationDescriptor, string | null]>([
  ["an operation that describes no content", { ...bodiless, responses: { 204: [] } }, null],
  [
    "an operation that takes JSON as well",
    { ...operation, requestBody: both, responses: { 200: [VERSIONED] } },
    VERSIONED,
  ],
])("openapi-fetch's own content type is kept for %s", async (_title, called, accept) => {
  expect(await headersOf({}, called)).toEqual([accept, "application/json"]);
});
