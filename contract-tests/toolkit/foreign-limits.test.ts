import { expect, test } from "@jest/globals";
import { body, list, OK, object, runSample, type Sample, withBody, withParameter } from "../support/sample.js";

const limit = 2 ** 63;
const sized = object({ size: { type: "integer" }, color: { type: "string" } }, { required: ["size"] });

// Each of these once stopped the run, made it endless, or was reported as a fault of the description.
const rows: [title: string, sample: Sample, skipped?: RegExp][] = [
  [
    "a maximum beyond 2^53",
    withBody(object({ n: { type: "integer", minimum: 0, maximum: limit } }, { required: ["n"] })),
  ],
  [
    "a minimum beyond -2^53",
    withBody(object({ n: { type: "integer", minimum: -limit, maximum: 0 } }, { required: ["n"] })),
  ],
  [
    "limits beyond both",
    withBody(object({ n: { type: "integer", minimum: 2 ** 60, maximum: limit } }, { required: ["n"] })),
  ],
  ["a nullable enum with null", withBody(object({ sort: { type: "string", nullable: true, enum: ["asc", null] } }))],
  [
    "an enum for unique items",
    withBody({ type: "array", minItems: 2, uniqueItems: true, items: { enum: ["a", "b", "c"] } }),
  ],
  [
    "a property that requires another one",
    {
      ...withBody(
        object(
          { kind: { enum: ["a", "b"] }, n: { type: "integer" } },
          {
            required: ["kind"],
            if: { properties: { kind: { const: "a" } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { required: ["n"] },
          },
        ),
      ),
      more: { openapi: "3.1.0" },
    },
  ],
  [
    "a pattern that Unicode mode rejects",
    withBody(object({ p: { type: "string", pattern: "^\\w+\\@x$" } })),
    /Prism checks nothing .*\\@x/,
  ],
  [
    "objects in the headers of a response: in both styles, and as JSON",
    {
      operation: {
        responses: {
          200: {
            ...OK,
            headers: {
              "X-Pairs": { required: true, explode: true, schema: sized },
              "X-List": { required: true, schema: sized },
              "X-Json": { required: true, content: { "application/json": { schema: sized } } },
            },
          },
        },
      },
    },
  ],
  ["a required list that may be empty", withParameter("query", list, { required: true })],
  [
    "a body that is not JSON beside one that is",
    { method: "post", operation: { requestBody: { content: { ...OK.content, "text/*": {}, "image/*": {} } } } },
    /only JSON requests have cases/,
  ],
  [
    "properties without a type",
    {
      method: "post",
      operation: {
        requestBody: {
          content: { "application/json": { schema: { properties: { n: {} } }, example: "not an object" } },
        },
      },
    },
    /its body may be a bare value/,
  ],
  [
    "values without a type, which Prism reads as strings",
    {
      path: "/a/{0}",
      operation: {
        parameters: [
          { enum: [1, "a", true] },
          { const: 5 },
          { oneOf: [{ const: 1 }, { const: 2 }] },
          { type: "array", items: { enum: [3] } },
          { items: { type: "integer" } },
          { properties: { a: { const: 4 } } },
        ].map((schema, index) => ({ name: `${index}`, in: index ? "query" : "path", required: true, schema })),
      },
      more: { openapi: "3.1.0" },
    },
  ],
  [
    "lists and objects that are listed",
    {
      operation: {
        parameters: [
          { name: "list", in: "query", schema: { const: [1, "a"] } },
          { name: "lists", in: "query", explode: false, schema: { type: "array", enum: [[1, 2], [3]] } },
          { name: "object", in: "query", style: "deepObject", schema: { const: { a: 1 } } },
          { name: "X-List", in: "header", schema: { const: [true] } },
        ],
      },
      more: { openapi: "3.1.0" },
    },
    /in a header that is absent/,
  ],
  ["a value that may be null", withParameter("query", { type: "number", nullable: true }, { required: true })],
  [
    "a discriminator whose values no branch lists: Prism has its rules too",
    {
      method: "post",
      operation: { requestBody: { $ref: "#/components/requestBodies/Pet" } },
      more: {
        components: {
          requestBodies: {
            Pet: body({
              anyOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
              discriminator: { propertyName: "kind", mapping: { dog: "#/components/schemas/Dog" } },
            }),
          },
          schemas: {
            Cat: object({ kind: { type: "string" }, climbs: { type: "boolean" } }),
            Dog: object({ kind: { type: "string" }, barks: { type: "boolean" } }),
          },
        },
      },
    },
  ],
  ["a list in a header", withParameter("header", list), /Prism does not check header x: it fails on a list/],
  [
    "an object in a header",
    withParameter("header", object({ a: { type: "integer" } })),
    /the client does not write objects in headers/,
  ],
  ["a cookie", withParameter("cookie", { type: "string" }), /the client sends no cookies/],
  ["a list or one value in a query", withParameter("query", { oneOf: [{ type: "string" }, list] }), /several types/],
  [
    "a list behind a reference",
    { ...withParameter("query", { $ref: "#/components/schemas/L" }), more: { components: { schemas: { L: list } } } },
  ],
  [
    "null in a deep object",
    withParameter("query", object({ a: { type: "string", nullable: true } }), { style: "deepObject" }),
    /can't have null/,
  ],
  [
    "an object nested in a deep object",
    withParameter("query", object({ a: object({ b: list }) }), { style: "deepObject" }),
    /can't have null/,
  ],
  [
    "a list style for a single value",
    withParameter("query", { type: "string" }, { style: "pipeDelimited" }),
    /the style pipeDelimited/,
  ],
  [
    "JSON in a query",
    { operation: { parameters: [{ name: "x", in: "query", ...body(object({ a: { type: "integer" } }), false) }] } },
    /does not read parameters with `content`/,
  ],
  [
    "a query with arbitrary names",
    withParameter("query", { type: "object", additionalProperties: { type: "string" } }),
  ],
  [
    "a body of a GET",
    { operation: { requestBody: body(object({}), false) } },
    /the platform's fetch sends no body with GET/,
  ],
  [
    "a list in a response's header",
    { operation: { responses: { 200: { ...OK, headers: { "X-List": { required: true, schema: list } } } } } },
  ],
  [
    "an image",
    { operation: { responses: { 200: { description: "", content: { "image/png": {} } } } } },
    /something else than JSON/,
  ],
  [
    "a plain text error",
    { operation: { responses: { 200: OK, 500: { description: "", content: { "text/plain": {} } } } } },
  ],
  [
    "an informational status",
    { operation: { responses: { 100: { description: "" }, 200: OK } } },
    /status 100: .* informational/,
  ],
  ["a status range without a body", { method: "delete", operation: { responses: { "2XX": { description: "" } } } }],
  ["errors alone", { operation: { responses: { 401: OK } } }, /it declares no success/],
  ["only a range of errors", { operation: { responses: { "5XX": { description: "" } } } }, /it declares no success/],
  [
    "two JSON bodies",
    {
      method: "post",
      operation: {
        requestBody: {
          content: {
            "application/merge-patch+json": { schema: object({ a: { type: "string" } }) },
            "application/json": { schema: object({ x: { type: "string" } }, { additionalProperties: false }) },
          },
        },
        responses: { 201: { description: "" } },
      },
    },
  ],
  ["a deep object", withParameter("query", object({ a: { type: "integer" } }), { style: "deepObject" })],
  [
    "Digest",
    { more: { security: [{ key: [] }], components: { securitySchemes: { key: { type: "http", scheme: "digest" } } } } },
    /Prism does not check credentials: it does not know digest/,
  ],
  ["a falsy body", withBody({ type: "object", nullable: true }), /may be a bare value/],
  [
    "a union with its own type",
    withBody({ type: "object", anyOf: [{ required: ["a"] }, { required: ["b"] }], properties: { a: {}, b: {} } }),
  ],
  [
    "properties that no branch evaluates",
    {
      ...withBody({
        oneOf: [
          object({ n: { type: "integer" } }, { required: ["n"] }),
          object({ s: { type: "string" } }, { required: ["s"] }),
        ],
        unevaluatedProperties: false,
      }),
      more: { openapi: "3.1.0" },
    },
  ],
  [
    "an example of a schema in 3.1",
    { ...withBody(object({ n: { type: "integer", example: 1 } })), more: { openapi: "3.1.0" } },
  ],
  [
    "one example of a response",
    {
      operation: {
        responses: { 200: { description: "", content: { "application/json": { schema: {}, example: {} } } } },
      },
    },
    /of any type/,
  ],
  ["a response to HEAD", { method: "head" }, /a response to HEAD has no body/],
  [
    "optional credentials",
    {
      operation: { security: [{}] },
      more: {
        components: { securitySchemes: { oidc: { type: "openIdConnect", openIdConnectUrl: "https://a.test" } } },
      },
    },
  ],
  [
    "an HTTP scheme in capitals",
    { more: { security: [{ key: [] }], components: { securitySchemes: { key: { type: "http", scheme: "Bearer" } } } } },
  ],
  [
    "a client certificate",
    { more: { security: [{ tls: [] }], components: { securitySchemes: { tls: { type: "mutualTLS" } } } } },
    /Prism does not check credentials: it does not know mutualTLS/,
  ],
  [
    "branches that share most values: a few fit one alone",
    withBody({
      oneOf: [
        object({ a: { type: "string" }, c: { type: "array", items: { type: "integer", minimum: 2 } } }),
        object({ a: { type: "integer" }, b: { type: "integer" } }),
        { type: "object", additionalProperties: { type: "string" } },
      ],
    }),
    /another allows as well/,
  ],
  [
    "Digest or a key",
    {
      more: {
        security: [{ digest: [] }, { key: [] }],
        components: {
          securitySchemes: {
            digest: { type: "http", scheme: "digest" },
            key: { type: "apiKey", in: "header", name: "X-Key" },
          },
        },
      },
    },
  ],
  [
    "credentials of which two are one header, or a key",
    {
      more: {
        security: [{ basic: [], login: [] }, { key: [] }],
        components: {
          securitySchemes: {
            basic: { type: "http", scheme: "basic" },
            login: { type: "openIdConnect", openIdConnectUrl: "https://a.test" },
            key: { type: "apiKey", in: "header", name: "X-Key" },
          },
        },
      },
    },
  ],
  [
    "a discriminator whose values each branch lists",
    {
      ...withBody({
        oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
        discriminator: { propertyName: "kind" },
      }),
      more: {
        components: {
          schemas: {
            Cat: object({ kind: { enum: ["Cat", "Dog"] }, climbs: { type: "boolean" } }, { required: ["kind"] }),
            Dog: object({ kind: { enum: ["Cat", "Dog"] }, barks: { type: "boolean" } }, { required: ["kind"] }),
          },
        },
      },
    },
  ],
  [
    "optional objects in a query that can't be empty",
    {
      operation: {
        parameters: [
          { required: ["a"] },
          { minProperties: 1, maxProperties: 1, additionalProperties: false },
          { anyOf: [{ required: ["a"] }] },
        ].map((more, index) => ({
          ...{ name: `${index}`, in: "query", style: "deepObject" },
          schema: object({ a: { type: "integer" } }, more),
        })),
      },
    },
  ],
  [
    "a header of a response that may be null",
    {
      operation: {
        responses: { 200: { ...OK, headers: { "X-Rate": { schema: { type: "integer", nullable: true } } } } },
      },
    },
  ],
  [
    "a required read-only property in a schema that contains itself",
    {
      ...withBody({ $ref: "#/components/schemas/Node" }),
      more: {
        components: {
          schemas: {
            Node: object(
              { id: { type: "string", readOnly: true }, parent: { $ref: "#/components/schemas/Node" } },
              { required: ["id"] },
            ),
          },
        },
      },
    },
  ],
  [
    "a security scheme that is not declared",
    { more: { security: [{ key: [] }] } },
    /the scheme, which is not declared/,
  ],
  [
    "a union that contains itself",
    {
      ...withParameter("query", { $ref: "#/components/schemas/Endless" }),
      more: {
        components: { schemas: { Endless: { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/Endless" }] } } },
      },
    },
    /contains itself without an end/,
  ],
  [
    "a schema outside the components that refers to itself",
    withBody(object({ child: { $ref: "#/paths/~1a/post/requestBody/content/application~1json/schema" } })),
  ],
];

// Not the rows themselves: Jest would treat a parameter without a value as a callback, and wait for it.
test.each(rows.map(([title, sample, skipped]) => ({ title, sample, skipped })))(
  "$title is exercised, or left out with a reason",
  async ({ sample, skipped }) => {
    const report = await runSample(sample);
    const { disagreements, coverage, skips } = report;
    expect(disagreements).toEqual([]);
    expect(
      coverage.filter(({ kind }) => kind === "statuses" || kind === "operations").flatMap(({ missing }) => missing),
    ).toEqual([]);
    const reasons = skips.map(({ operation, what, reason }) => `${operation}, ${what}: ${reason}`);
    expect(reasons).toEqual(skipped ? expect.arrayContaining([expect.stringMatching(skipped)]) : []);
  },
);
