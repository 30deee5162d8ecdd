import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createClientParts } from "../client.js";
import type { OperationDescriptor, ParameterDescriptor } from "../operation.js";
import { checkOptions } from "../options/client-options.js";

// A named operation makes a Request only if there is a middleware. Both ways must send the same.

const parameter = (name: string, location: ParameterDescriptor["in"]) =>
  ({ name, in: location, required: location === "path" }) as const;
const operation = (method: "GET" | "POST"): OperationDescriptor => ({
  operationId: "doIt",
  method,
  path: "/api/{id}/things/{name}",
  parameters: [
    parameter("id", "path"),
    parameter("name", "path"),
    parameter("q", "query"),
    parameter("list", "query"),
    parameter("X-One", "header"),
    parameter("Accept", "header"),
  ],
  ...(method === "POST" && { requestBody: { required: false, mediaTypes: ["application/vnd.atlas.2024-11-13+json"] } }),
  responses: { 200: ["application/vnd.atlas.2024-11-13+json"], 404: ["application/json"] },
  roles: [],
});

interface Sent {
  url: string;
  method: string | undefined;
  headers: [string, string][];
  body: unknown;
}

function clientOf(called: OperationDescriptor) {
  const sent: Sent[] = [];
  const { baseUrl, ...options } = checkOptions({
    auth: { authorize: () => "Bearer token" },
    baseUrl: "https://cloud.mongodb.com/proxy",
    fetch: async (url, { method, headers, body }) => {
      sent.push({ url, method, headers: [...new Headers(headers)], body });
      return new Response('{"a":1}', { headers: { "X-Request-Id": "r" } });
    },
  });
  const { call, http } = createClientParts({ ...options, baseUrl, userAgent: "test", operations: [called] });
  return { sent, call, http };
}

// Any code point except for surrogates. fast-check would build a table of its own unit "binary" first.
const unit = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }));
const text = fc
  .string({ unit: unit.map((code) => String.fromCodePoint(code)), minLength: 1, maxLength: 4 })
  .filter((value) => !/^\.{1,2}$/.test(value));
const printable = fc.constantFrom("a", "a b", "x'y", "=&?#%", "é", "(*)!~", "[1]");
const request = fc.record(
  {
    id: fc.oneof(text, fc.integer()),
    name: fc.oneof(text, printable),
    q: fc.oneof(text, printable, fc.dictionary(printable, printable, { maxKeys: 2 }), fc.constant(null)),
    list: fc.array(fc.oneof(printable, fc.integer()), { maxLength: 3 }),
    "X-One": fc.oneof(fc.constantFrom("a", "é"), fc.boolean(), fc.array(fc.constantFrom("a", "b"), { maxLength: 2 })),
    Accept: fc.constant("application/json"),
    body: fc.dictionary(printable, fc.jsonValue(), { maxKeys: 2 }),
  },
  { requiredKeys: ["id", "name"] },
);

test("the request and the result are the same with and without a middleware", async () => {
  const urls = new Set<string>();
  await fc.assert(
    fc.asyncProperty(request, fc.constantFrom("GET" as const, "POST" as const), async (given, method) => {
      const { body, ...parameters } = given;
      const called = operation(method);
      const plain = clientOf(called);
      const through = clientOf(called);
      const seen: string[] = [];
      through.http.use({ onRequest: ({ request: { url } }) => void seen.push(url) });
      const outcomes = [];
      for (const { call } of [plain, through]) {
        const outcome = await call(called, method === "POST" && body ? given : parameters).then(
          ({ response, ...result }) => ({ ...result, url: response.url, used: response.bodyUsed }),
          ({ name, message, cause }: Error) => ({ name, message, cause: String(cause) }),
        );
        outcomes.push(outcome);
      }
      for (const { url } of plain.sent) urls.add(url);
      expect(plain.sent).toEqual(through.sent);
      expect(outcomes[0]).toEqual(outcomes[1]);
      expect(seen).toEqual(through.sent.map(({ url }) => url));
    }),
    { numRuns: 150, seed: 20_261_126 },
  );
  expect(urls.size).toBeGreaterThan(100);
});
