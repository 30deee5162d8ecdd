import type { OpenAPI3 } from "openapi-typescript";
import { createResolver, type Resolve } from "../../generate/resolve.js";
import { normalizeDescription } from "./normalize.js";
import { readContent, readParameters, readResponses } from "./read-parts.js";
import { type Description, isObject, type Schema } from "./schema.js";

/** A named example of the description. */
export interface NamedExample {
  name: string;
  value: unknown;
}

/** One media type of a body, and what the body is. */
export interface ContractContent {
  mediaType: string;
  schema: Schema;
  examples: NamedExample[];
}

/** A parameter or a response header. */
export interface ContractParameter {
  name: string;
  in: "path" | "query" | "header" | "cookie";
  required: boolean;
  style: string;
  explode: boolean;
  schema: Schema;
  /** Set where the value is a document of that type. */
  mediaType?: string;
  /** The examples, its own and its schema's. */
  examples: unknown[];
}

/** A declared answer. */
export interface ContractResponse {
  /** `200`, `4XX` or `default`. */
  status: string;
  headers: ContractParameter[];
  content: ContractContent[];
}

/** A way to prove who one is. */
export type SecurityScheme = Readonly<{ type?: string; scheme?: string; in?: string; name?: string }>;

/** An operation of a description, with everything that an exchange is judged by and that cases are made from. */
export interface ContractOperation {
  /** Method and path template, which every operation has. */
  key: string;
  operationId?: string;
  method: string;
  template: string;
  /** The paths of the servers, without a trailing slash. */
  serverPaths: string[];
  parameters: ContractParameter[];
  requestBody?: { required: boolean; content: ContractContent[] };
  responses: ContractResponse[];
  /** One of these must hold, and all schemes in it; empty: no credentials are needed. */
  security: SecurityScheme[][];
  deprecated: boolean;
}

/** A description, ready for judging and deriving: its schemas speak one dialect. */
export interface Contract {
  document: Description;
  operations: ContractOperation[];
  resolve: Resolve;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Reads a bundled description of OpenAPI 3.0 or 3.1.
 *
 * @throws Error if it is none, or has a reference that leads nowhere
 */
export function readContract(description: Description): Contract {
  const document = normalizeDescription(description);
  const resolve = createResolver(document as unknown as OpenAPI3);
  const operations: ContractOperation[] = [];
  for (const [template, item] of Object.entries((document.paths ?? {}) as Record<string, Schema>)) {
    const pathItem = resolve<Schema>(item);
    for (const method of METHODS) {
      const operation = pathItem[method];
      if (isObject(operation))
        operations.push(readOperation({ document, template, method, pathItem, operation, resolve }));
    }
  }
  return { document, operations, resolve };
}

interface OperationParts {
  document: Description;
  template: string;
  method: string;
  pathItem: Schema;
  operation: Schema;
  resolve: Resolve;
}

function readOperation({
  document,
  template,
  method,
  pathItem,
  operation,
  resolve,
}: OperationParts): ContractOperation {
  const body = isObject(operation.requestBody) ? resolve<Schema>(operation.requestBody) : undefined;
  return {
    key: `${method.toUpperCase()} ${template}`,
    ...(typeof operation.operationId === "string" && { operationId: operation.operationId }),
    method: method.toUpperCase(),
    template,
    serverPaths: serverPaths(operation.servers ?? pathItem.servers ?? document.servers),
    parameters: readParameters([pathItem.parameters, operation.parameters], resolve),
    ...(body && { requestBody: { required: body.required === true, content: readContent(body.content, resolve) } }),
    responses: readResponses(operation.responses, resolve),
    security: readSecurity(operation.security ?? document.security, document, resolve),
    deprecated: operation.deprecated === true,
  };
}

function serverPaths(servers: unknown): string[] {
  const urls = Array.isArray(servers) ? servers.map((server: Schema) => String(server.url ?? "/")) : ["/"];
  // A server may be a path alone, and may have variables anywhere.
  return [...new Set(urls.map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/+$/, "")))];
}

function readSecurity(security: unknown, document: Description, resolve: Resolve): SecurityScheme[][] {
  const { securitySchemes = {} } = (document.components ?? {}) as { securitySchemes?: Record<string, object> };
  const requirements = (Array.isArray(security) ? security : []).map((requirement: object) =>
    Object.keys(requirement).map((name) => resolve<SecurityScheme>(securitySchemes[name] ?? {})),
  );
  return requirements.some((schemes) => schemes.length === 0) ? [] : requirements;
}
