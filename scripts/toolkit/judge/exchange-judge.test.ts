import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readBundle } from "../description/index.js";
import { projectRoot } from "../support/index.js";
import type { Exchange } from "./exchange.js";
import { createExchangeJudge } from "./exchange-judge.js";

const shopDescription = readBundle(join(projectRoot, "scripts", "toolkit", "judge", "shop.yaml"));
const shopTypes = {
  request: "application/vnd.shop.2024-01-01+json",
  response: "application/vnd.shop.2025-01-01+json",
};
const sentOrder = { name: "bread", secret: "s", payment: { kind: "card", number: "1234" } };
const returnedOrder = { id: "7", name: "bread", payment: { kind: "cash" } };

// The changes that a test makes to a valid exchange. `null` removes a header.
interface Changes {
  method?: string;
  url?: string;
  headers?: Record<string, string | null>;
  body?: unknown;
  status?: number;
  responseHeaders?: Record<string, string | null>;
  responseBody?: unknown;
}

const QUERY = "?limit=3&dryRun=true&tags=a&tags=b&filter[size]=2&color=red";
const URL_OF_ORDER = "https://shop.example/api/orders/0042";

function headersOf(base: Record<string, string>, changes: Record<string, string | null> = {}): Headers {
  return new Headers(
    Object.entries({ ...base, ...changes }).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as [string, string]],
    ),
  );
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

function exchange(changes: Changes): Exchange {
  const request = { Authorization: "Bearer t", Accept: shopTypes.response, "Content-Type": shopTypes.request };
  const defaults = { "Content-Type": shopTypes.response, ETag: '"1"', "RateLimit-Remaining": "7" };
  return {
    request: {
      method: changes.method ?? "PUT",
      url: changes.url ?? URL_OF_ORDER + QUERY,
      headers: headersOf(request, changes.headers),
      body: bytesOf("body" in changes ? changes.body : sentOrder),
    },
    response: {
      status: changes.status ?? 200,
      headers: headersOf(defaults, changes.responseHeaders),
      body: bytesOf("responseBody" in changes ? changes.responseBody : returnedOrder),
    },
  };
}

const rejecting = {
  status: 404,
  responseBody: { code: "X" },
  responseHeaders: { "Content-Type": "application/json", "Retry-After": "1" },
};

const clean: [string, Changes][] = [
  ["every property", {}],
  [
    "only the required properties",
    { url: `${URL_OF_ORDER}?limit=3`, responseHeaders: { "RateLimit-Remaining": null } },
  ],
  ["204 without a body", { status: 204, responseBody: "", responseHeaders: { "Content-Type": null } }],
  ["a class of statuses", rejecting],
  [
    "media types in another case, with the charset of JSON",
    { headers: { "Content-Type": `${shopTypes.request.toUpperCase()}; charset="UTF-8"` } },
  ],
  ["several types in Accept", { headers: { Accept: `text/plain;q=0.5, ${shopTypes.response};q=0.9` } }],
  [
    "the more precise of two paths",
    { method: "GET", url: "https://shop.example/api/orders/latest", body: "", ...rejecting },
  ],
];

const faulty: [title: string, changes: Changes, fault: string][] = [
  ["an unknown path", { url: "https://shop.example/api/nowhere" }, "request.path unknown"],
  ["a path outside the server's", { url: URL_OF_ORDER.replace("/api", "") + QUERY }, "request.path unknown"],
  ["a wrong method", { method: "DELETE" }, "request.method unknown"],
  [
    "a path parameter that breaks its pattern",
    { url: `https://shop.example/api/orders/42${QUERY}` },
    "request.path.orderId pattern",
  ],
  ["an unknown query parameter", { url: `${URL_OF_ORDER}${QUERY}&dryrun=true` }, "request.query.dryrun unknown"],
  [
    "a query parameter that is not a boolean",
    { url: `${URL_OF_ORDER}?limit=3&dryRun=yes` },
    "request.query.dryRun type",
  ],
  ["a query parameter out of bounds", { url: `${URL_OF_ORDER}?limit=11` }, "request.query.limit maximum"],
  ["a duplicate query parameter", { url: `${URL_OF_ORDER}?limit=1&limit=2` }, "request.query.limit repeated"],
  ["a missing required query parameter", { url: URL_OF_ORDER }, "request.query.limit required"],
  ["too many query items", { url: `${URL_OF_ORDER}?limit=1&tags=a&tags=b&tags=c` }, "request.query.tags maxItems"],
  ["a wrong query item", { url: `${URL_OF_ORDER}?limit=1&tags=z` }, "request.query.tags.0 enum"],
  [
    "a wrong property of a query object",
    { url: `${URL_OF_ORDER}?limit=1&filter[size]=big` },
    "request.query.filter.size type",
  ],
  [
    "a wrong property of an object whose properties are query parameters",
    { url: `${URL_OF_ORDER}?limit=1&color=blue` },
    "request.query.paint.color enum",
  ],
  ["a request header that breaks its format", { headers: { "X-Trace": "1" } }, "request.header.X-Trace format"],
  ["no credentials", { headers: { Authorization: null } }, "request.header.Authorization security"],
  [
    "credentials of another kind",
    { headers: { Authorization: "Basic dDp0" } },
    "request.header.Authorization security",
  ],
  ["Accept of another version", { headers: { Accept: shopTypes.request } }, "request.header.Accept media-type"],
  [
    "a body of another version",
    { headers: { "Content-Type": shopTypes.response } },
    "request.header.Content-Type media-type",
  ],
  [
    "a body of plain JSON",
    { headers: { "Content-Type": "application/json" } },
    "request.header.Content-Type media-type",
  ],
  [
    "a media type with an extra parameter",
    { headers: { "Content-Type": `${shopTypes.request}; v=2` } },
    "request.header.Content-Type media-type",
  ],
  ["a body without a type", { headers: { "Content-Type": null } }, "request.header.Content-Type required"],
  ["no body", { body: "" }, "request.body required"],
  ["a truncated body", { body: '{"name":' }, "request.body json"],
  ["a body that is not UTF-8", { body: new Uint8Array([0x22, 0xff, 0x22]) }, "request.body json"],
  ["a fault in the body", { body: { ...sentOrder, name: 7 } }, "request.body.name type"],
  ["an undeclared status", { status: 302 }, "response.status undeclared"],
  ["a missing required response header", { responseHeaders: { ETag: null } }, "response.header.ETag required"],
  ["a response header out of bounds", { responseHeaders: { ETag: "1" } }, "response.header.ETag minLength"],
  [
    "a response header of another type",
    { responseHeaders: { "RateLimit-Remaining": "many" } },
    "response.header.RateLimit-Remaining type",
  ],
  [
    "a missing header that a class of statuses requires",
    { ...rejecting, responseHeaders: { "Content-Type": "application/json" } },
    "response.header.Retry-After required",
  ],
  [
    "a response of another version",
    { responseHeaders: { "Content-Type": shopTypes.request } },
    "response.header.Content-Type media-type",
  ],
  ["a response without a type", { responseHeaders: { "Content-Type": null } }, "response.header.Content-Type required"],
  ["a response without its body", { responseBody: "" }, "response.body required"],
  ["a body where none is declared", { status: 204 }, "response.body undeclared"],
  ["HTML for JSON", { responseBody: "<html>" }, "response.body json"],
  ["a fault in a response's body", { responseBody: { ...returnedOrder, name: 7 } }, "response.body.name type"],
];

const { judge, undeclared, contract } = createExchangeJudge(shopDescription);

test.each(clean)("clean: %s", (_, changes) => {
  expect(judge(exchange(changes)).faults).toEqual([]);
});

test.each(faulty)("rejected: %s", (_, changes, fault) => {
  const { faults } = judge(exchange(changes));
  expect(faults.map(({ location, rule }) => `${location.join(".")} ${rule}`)).toEqual([fault]);
});

test("undeclared properties are reported, but are not faults", () => {
  const responseBody = { ...returnedOrder, more: 1, payment: { kind: "cash", coins: 3 }, lines: [{ sku: "1" }] };
  const more = exchange({ responseBody });
  expect(judge(more).faults).toEqual([]);
  const [putOrder] = contract.operations;
  const found = putOrder && undeclared(more.response, putOrder).map((location) => location.join("."));
  expect(found?.sort()).toEqual(["response.body.more", "response.body.payment.coins"]);
});

test("a union that contains itself can be searched for undeclared properties", () => {
  const Endless = { anyOf: [{ properties: { a: {} } }, { $ref: "#/components/schemas/Endless" }] };
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Endless" } } };
  const paths = { "/a": { get: { responses: { 200: { description: "", content } } } } };
  const { undeclared, contract } = createExchangeJudge({
    openapi: "3.1.0",
    paths,
    components: { schemas: { Endless } },
  });
  const headers = new Headers({ "Content-Type": "application/json" });
  const [getA] = contract.operations;
  expect(getA && undeclared({ status: 200, headers, body: bytesOf({ a: 1, b: 2 }) }, getA)).toEqual([
    ["response", "body", "b"],
  ]);
});

test("a template may have a parameter twice", () => {
  const id = { name: "id", in: "path", required: true, schema: { type: "integer" } };
  const paths = { "/a/{id}/b/{id}": { get: { parameters: [id], responses: { 200: { description: "" } } } } };
  const { judgeRequest } = createExchangeJudge({ openapi: "3.0.3", paths });
  const request = { method: "GET", headers: new Headers(), body: new Uint8Array() };
  expect(judgeRequest({ ...request, url: "https://a.example/a/1/b/1" }).faults).toEqual([]);
});

test("the paths of the servers can be overridden", () => {
  const { judge } = createExchangeJudge(shopDescription, { serverPaths: [""] });
  expect(judge(exchange({ url: `http://127.0.0.1:1/orders/0042${QUERY}` })).faults).toEqual([]);
});

test.each([
  [{ swagger: "2.0" }, "2.0"],
  [{ openapi: "4.0.0" }, "4.0.0"],
  [{}, "nothing"],
])("%j is rejected as a description", (description, found) => {
  expect(() => createExchangeJudge(description)).toThrow(found);
});
