import type { Contract, ContractOperation, ContractResponse, JsonSchema } from "../../../src/testing/contract.js";
import {
  type ContractResponse as DescribedResponse,
  isObject,
  type JsonObject,
  mapSubschemas,
  readContract,
  toSchema,
} from "../description/index.js";
import { toLiteral } from "./literal.js";
import type { DescribedOperation } from "./read-operations.js";

// What is for people, and what checks nothing.
const WORDS = /^(?:title|description|examples?|externalDocs|default|deprecated|x-.*)$/;
// As the generated file names it.
const TYPES = "../src/testing/contract.js";
const SCHEMAS = "#/components/schemas/";

/** The source of `contract.ts`: of each operation all parameters, request schemas, and the examples of its responses. */
export function emitContract(description: Readonly<JsonObject>, operations: readonly DescribedOperation[]): string {
  return [
    `import type { Contract } from ${JSON.stringify(TYPES)};`,
    "",
    "/** What requests must be, and what responses look like: the description without its words. */",
    `export const contract: Contract = ${toLiteral(toContract(description, operations))};`,
    "",
  ].join("\n");
}

function toContract(description: Readonly<JsonObject>, described: readonly DescribedOperation[]): Contract {
  const { document, operations } = readContract(description);
  const responses = new Map<string, string>();
  const entries = described.flatMap(({ descriptor }): [string, ContractOperation][] => {
    const { operationId, method, path } = descriptor;
    const found = operations.find((operation) => operation.key === `${method} ${path}`);
    if (!found) return [];
    // Most responses are those of other operations too, and stand there once.
    const nameOf = (response: DescribedResponse) => {
      const text = JSON.stringify(toResponse(response));
      const { status } = response;
      const isTaken = [...responses.values()].includes(status);
      const name = responses.get(text) ?? (isTaken ? `${status} of ${operationId}` : status);
      responses.set(text, name);
      return name;
    };
    const operation: ContractOperation = {
      parameters: found.parameters.map(({ name, in: location, required, schema }) => ({
        ...{ name, in: location, required, schema: withoutWords(schema) },
      })),
      ...(found.requestBody && {
        requestBody: Object.fromEntries(
          found.requestBody.content.map(({ mediaType, schema }) => [mediaType, withoutWords(schema)]),
        ),
      }),
      responses: Object.fromEntries(found.responses.map((response) => [response.status, nameOf(response)])),
    };
    return [[operationId, operation]];
  });
  const named = [...responses].map(([text, name]): [string, ContractResponse] => [name, JSON.parse(text)]);
  const schemas = toSchema(toSchema(document.components).schemas);
  return {
    operations: Object.fromEntries(entries),
    responses: Object.fromEntries(named),
    schemas: reachableSchemas(entries, schemas),
  };
}

function toResponse({ headers, content }: DescribedResponse): ContractResponse {
  return {
    headers: headers.map(({ name }) => name),
    content: Object.fromEntries(
      content.map(({ mediaType, examples }) => [
        mediaType,
        Object.fromEntries(examples.map(({ name, value }) => [name, value])),
      ]),
    ),
  };
}

// By name and not in place, since a schema may contain itself.
function reachableSchemas(root: unknown, all: Readonly<JsonObject>): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  const visit = (value: unknown) => {
    for (const [, name = ""] of JSON.stringify(value).matchAll(new RegExp(`"${SCHEMAS}([^"/]+)"`, "g"))) {
      if (name in found || all[name] === undefined) continue;
      found[name] = withoutWords(all[name]);
      visit(found[name]);
    }
  };
  visit(root);
  return found;
}

function withoutWords(schema: unknown): JsonSchema {
  if (!isObject(schema)) return toSchema(schema);
  const kept = Object.entries(schema).filter(([keyword]) => !WORDS.test(keyword));
  return mapSubschemas(Object.fromEntries(kept), withoutWords);
}
