import type { JsonObject } from "../description/index.js";

const JSON_V1 = "application/vnd.shop.2024-01-01+json";
const JSON_V2 = "application/vnd.shop.2025-01-01+json";

const error = {
  description: "An error.",
  headers: { "Retry-After": { required: true, schema: { type: "integer", minimum: 0 } } },
  content: {
    "application/json": { schema: { type: "object", required: ["code"], properties: { code: { type: "string" } } } },
  },
};

/** A description with one of everything that an exchange can get wrong, for tests. */
export const shopDescription: JsonObject = {
  openapi: "3.0.3",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "https://shop.example/api" }],
  security: [{ token: [] }],
  paths: {
    "/orders/{orderId}": {
      parameters: [
        { name: "orderId", in: "path", required: true, schema: { type: "string", pattern: "^[0-9]{4}$" } },
        { name: "X-Trace", in: "header", schema: { type: "string", format: "uuid" } },
      ],
      put: {
        operationId: "putOrder",
        parameters: [
          { name: "dryRun", in: "query", schema: { type: "boolean" } },
          { name: "limit", in: "query", required: true, schema: { type: "integer", maximum: 10 } },
          {
            name: "tags",
            in: "query",
            schema: { type: "array", maxItems: 2, items: { type: "string", enum: ["a", "b", "c"] } },
          },
          {
            name: "filter",
            in: "query",
            style: "deepObject",
            schema: { type: "object", properties: { size: { type: "integer" } } },
          },
        ],
        requestBody: { required: true, content: { [JSON_V1]: { schema: { $ref: "#/components/schemas/Order" } } } },
        responses: {
          "200": {
            description: "The order.",
            headers: {
              ETag: { required: true, schema: { type: "string", minLength: 3 } },
              "RateLimit-Remaining": { schema: { type: "integer" } },
            },
            content: { [JSON_V2]: { schema: { $ref: "#/components/schemas/Order" } } },
          },
          "204": { description: "Nothing changed." },
          "4XX": error,
        },
      },
    },
    "/orders/latest": { get: { operationId: "latest", security: [], responses: { default: error } } },
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      Order: {
        type: "object",
        required: ["id", "name", "payment", "secret"],
        properties: {
          id: { type: "string", readOnly: true },
          secret: { type: "string", writeOnly: true },
          name: { type: "string", minLength: 2, maxLength: 8, pattern: "^[a-z]+$" },
          note: { type: "string", nullable: true },
          state: { type: "string", enum: ["open", "done"] },
          created: { type: "string", format: "date-time" },
          count: { type: "integer", format: "int32", minimum: 0, exclusiveMinimum: true, maximum: 9, multipleOf: 2 },
          lines: {
            type: "array",
            minItems: 1,
            maxItems: 2,
            uniqueItems: true,
            items: { type: "object", additionalProperties: false, properties: { sku: { type: "string" } } },
          },
          parent: { $ref: "#/components/schemas/Order" },
          payment: {
            oneOf: [{ $ref: "#/components/schemas/Card" }, { $ref: "#/components/schemas/Cash" }],
            discriminator: { propertyName: "kind", mapping: { card: "#/components/schemas/Card", cash: "Cash" } },
          },
        },
      },
      Card: {
        type: "object",
        required: ["kind", "number"],
        properties: { kind: { type: "string", enum: ["card"] }, number: { type: "string", minLength: 4 } },
      },
      Cash: { type: "object", required: ["kind"], properties: { kind: { type: "string", enum: ["cash"] } } },
    },
  },
};

/** An order as it is sent. */
export const sentOrder = { name: "bread", secret: "s", payment: { kind: "card", number: "1234" } };

/** An order as the server returns it. */
export const returnedOrder = { id: "7", name: "bread", payment: { kind: "cash" } };

/** The media types of a request and a response of the shop. */
export const shopTypes = { request: JSON_V1, response: JSON_V2 };
