import type {
  MediaTypeObject,
  OpenAPI3,
  OperationObject,
  ParameterObject,
  PathItemObject,
  RequestBodyObject,
  ResponseObject,
} from "openapi-typescript";
import type { Contract, ContractOperation, ContractResponse, JsonSchema } from "../../src/testing/contract.js";
import { createResolver, type Resolve } from "../toolkit/description/index.js";
import { toLiteral } from "./literal.js";
import type { DescribedOperation } from "./read-operations.js";

// What is for people, and what checks nothing.
const WORDS = /^(?:title|description|example|examples|externalDocs|default|deprecated|x-.*)$/;
const SCHEMAS = "#/components/schemas/";
const RESPONSES = "#/components/responses/";

/** The source of `contract.ts`: of each operation all parameters, request schemas, and the examples of its responses. */
export function emitContract(description: OpenAPI3, operations: readonly DescribedOperation[]): string {
  const contract = readContract(description, operations);
  return [
    `import type { Contract } from "../src/testing/contract.js";`,
    "",
    "/** What requests must be, and what responses look like: the description without its words. */",
    `export const contract: Contract = ${toLiteral(contract)};`,
    "",
  ].join("\n");
}

function readContract(description: OpenAPI3, described: readonly DescribedOperation[]): Contract {
  const resolve = createResolver(description);
  const responses: Record<string, ContractResponse> = {};
  const operations: Record<string, ContractOperation> = {};
  for (const { descriptor } of described) {
    const { operationId, path, method } = descriptor;
    const item = resolve<PathItemObject>(description.paths?.[path] ?? {});
    const operation = resolve<OperationObject>(item[method.toLowerCase() as "get"] ?? {});
    const body = operation.requestBody && resolve<RequestBodyObject>(operation.requestBody);
    operations[operationId] = {
      parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
        readParameter(resolve<ParameterObject>(parameter)),
      ),
      ...(body && {
        requestBody: Object.fromEntries(
          Object.entries(body.content).map(([type, content]) => [
            type,
            withoutWords(resolve<MediaTypeObject>(content).schema ?? {}),
          ]),
        ),
      }),
      responses: Object.fromEntries(
        Object.entries<object>(operation.responses ?? {}).map(([status, response]) => {
          const $ref: unknown = Reflect.get(response, "$ref");
          const shared = typeof $ref === "string" && $ref.startsWith(RESPONSES);
          const name = shared ? $ref.slice(RESPONSES.length) : `${operationId} ${status}`;
          responses[name] ??= readResponse(resolve(response as ResponseObject), resolve);
          return [status, name];
        }),
      ),
    };
  }
  return { operations, responses, schemas: reachableSchemas(operations, description) };
}

function readParameter({ name, in: location, required = false, schema }: ParameterObject) {
  return { name, in: location, required, schema: withoutWords(schema ?? {}) };
}

function readResponse({ headers = {}, content = {} }: ResponseObject, resolve: Resolve): ContractResponse {
  return {
    headers: Object.keys(headers),
    content: Object.fromEntries(
      Object.entries(content).map(([type, media]) => {
        const examples = Object.entries(resolve(media).examples ?? {}) as [string, { value?: unknown }][];
        return [type, Object.fromEntries(examples.map(([name, example]) => [name, resolve(example).value]))];
      }),
    ),
  };
}

// By name and not in place, since a schema may contain itself.
function reachableSchemas(root: unknown, description: OpenAPI3): Record<string, JsonSchema> {
  const all = (description.components?.schemas ?? {}) as Record<string, object>;
  const found: Record<string, JsonSchema> = {};
  const visit = (value: unknown) => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(new RegExp(`"${SCHEMAS}([^"/]+)"`, "g"))) {
      if (name in found || !all[name]) continue;
      found[name] = withoutWords(all[name]);
      visit(found[name]);
    }
  };
  visit(root);
  return found;
}

function withoutWords(schema: object): JsonSchema {
  return strip(schema) as JsonSchema;
}

function strip(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strip);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(([keyword]) => !WORDS.test(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => {
      // What is under these are names, which may be those of keywords.
      const named = keyword === "properties" || keyword === "patternProperties";
      if (keyword === "enum" || keyword === "const" || keyword === "discriminator") return [keyword, value];
      if (!named) return [keyword, strip(value)];
      return [keyword, Object.fromEntries(Object.entries(value as object).map(([name, of]) => [name, strip(of)]))];
    }),
  );
}
