import { breakCircles } from "./break-circles.js";
import { isObject, type JsonObject } from "./json.js";
import { normalizeDescription } from "./normalize.js";
import { type OperationEntry, operationsOf, parametersOf, responsesOf } from "./operations.js";
import { createResolver, type Resolve } from "./resolve.js";
import { type Schema, toSchema } from "./schema.js";

/** A named example of the description. */
export interface NamedExample {
  name: string;
  value: unknown;
}

/** One media type of a body, and the schema and examples of the body. */
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
  /** Set if the value is a document of that media type. */
  mediaType?: string;
  /** The parameter's own examples and those of its schema. */
  examples: unknown[];
}

/** A declared response. */
export interface ContractResponse {
  /** `200`, `4XX` or `default`. */
  status: string;
  headers: ContractParameter[];
  content: ContractContent[];
}

/** A security scheme. */
export type SecurityScheme = Readonly<{
  type?: string;
  scheme?: string;
  in?: string;
  name?: string;
  /** The scheme of its `Authorization` header, in lower case. @default it has another header, or none */
  authorization?: string;
}>;

/** An operation of a description, with everything that judging an exchange and making cases need. */
export interface ContractOperation {
  /** Method and path template. Every operation has one. */
  key: string;
  operationId?: string;
  method: string;
  template: string;
  /** The paths of the servers, without a trailing slash. */
  serverPaths: string[];
  parameters: ContractParameter[];
  requestBody?: { required: boolean; content: ContractContent[] };
  responses: ContractResponse[];
  /** Alternatives, of which one must be met by all of its schemes; empty if no credentials are needed. */
  security: SecurityScheme[][];
  deprecated: boolean;
}

/** A description, ready for judging and for making cases: its schemas have one dialect. */
export interface Contract {
  document: Readonly<JsonObject>;
  operations: ContractOperation[];
  resolve: Resolve;
}

/**
 * Reads a bundle as a contract: each operation with everything that applies to it.
 *
 * @throws DescriptionError if it is not OpenAPI 3.0 or 3.1, or has a reference that leads nowhere
 */
export function readContract(description: Readonly<JsonObject>): Contract {
  const document = breakCircles(normalizeDescription(description));
  const resolve = createResolver(document);
  const operations = operationsOf(document, resolve).map((entry) => readOperation(entry, document, resolve));
  return { document, operations, resolve };
}

function readOperation(entry: OperationEntry, document: Readonly<JsonObject>, resolve: Resolve): ContractOperation {
  const { key, path, method, pathItem, operation } = entry;
  const body = isObject(operation.requestBody) ? resolve<Schema>(operation.requestBody) : undefined;
  return {
    key,
    ...(typeof operation.operationId === "string" && { operationId: operation.operationId }),
    method: method.toUpperCase(),
    template: path,
    serverPaths: serverPaths(operation.servers ?? pathItem.servers ?? document.servers),
    parameters: parametersOf(entry, resolve).map((parameter) =>
      readParameter(String(parameter.name), parameter.in as ContractParameter["in"], parameter, resolve),
    ),
    ...(body && { requestBody: { required: body.required === true, content: readContent(body.content, resolve) } }),
    responses: responsesOf(entry, resolve).map(([status, response]) => readResponse(status, response, resolve)),
    security: readSecurity(operation.security ?? document.security, document, resolve),
    deprecated: operation.deprecated === true,
  };
}

function serverPaths(servers: unknown): string[] {
  const urls = Array.isArray(servers) ? servers.map((server: Schema) => String(server.url ?? "/")) : ["/"];
  // A server's URL may be only a path, and may have variables anywhere.
  return [...new Set(urls.map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/+$/, "")))];
}

function readSecurity(security: unknown, document: Readonly<JsonObject>, resolve: Resolve): SecurityScheme[][] {
  const { securitySchemes = {} } = (document.components ?? {}) as { securitySchemes?: Record<string, object> };
  const requirements = (Array.isArray(security) ? security : []).map((requirement: object) =>
    Object.keys(requirement).map((name): SecurityScheme => {
      const own = resolve<SecurityScheme>(securitySchemes[name] ?? {});
      const { type, scheme = "" } = own;
      if (type === "http") return { ...own, authorization: scheme.toLowerCase() };
      return type === "oauth2" || type === "openIdConnect" ? { ...own, authorization: "bearer" } : own;
    }),
  );
  return requirements.some((schemes) => schemes.length === 0) ? [] : requirements;
}

function readContent(content: unknown, resolve: Resolve): ContractContent[] {
  return Object.entries(isObject(content) ? content : {}).map(([mediaType, value]) => {
    const media = resolve<Schema>(value as Schema);
    return { mediaType, schema: toSchema(media.schema), examples: readExamples(media, resolve) };
  });
}

function readResponse(status: string, response: Schema, resolve: Resolve): ContractResponse {
  const headers = Object.entries(isObject(response.headers) ? response.headers : {})
    .filter(([name]) => name.toLowerCase() !== "content-type")
    .map(([name, header]) => readParameter(name, "header", resolve<Schema>(header as Schema), resolve));
  return {
    status: status.toUpperCase().replace("DEFAULT", "default"),
    headers,
    content: readContent(response.content, resolve),
  };
}

function readParameter(
  name: string,
  location: ContractParameter["in"],
  value: Schema,
  resolve: Resolve,
): ContractParameter {
  const [content] = readContent(value.content, resolve);
  const schema = content?.schema ?? toSchema(value.schema);
  const style = String(value.style ?? (location === "query" || location === "cookie" ? "form" : "simple"));
  const own = [...readExamples(value, resolve), ...(content?.examples ?? [])].map((example) => example.value);
  const { examples } = resolve<Schema>(schema);
  return {
    name,
    in: location,
    required: value.required === true || location === "path",
    style,
    explode: typeof value.explode === "boolean" ? value.explode : style === "form",
    schema,
    ...(content && { mediaType: content.mediaType }),
    examples: own.length > 0 ? own : Array.isArray(examples) ? examples : [],
  };
}

function readExamples(holder: Schema, resolve: Resolve): NamedExample[] {
  const named = Object.entries(isObject(holder.examples) ? holder.examples : {}).flatMap(([name, example]) => {
    const resolved = resolve<Schema>(example as Schema);
    // An external value is in a file that we don't have.
    return "value" in resolved ? [{ name, value: resolved.value }] : [];
  });
  return holder.example === undefined ? named : [{ name: "example", value: holder.example }, ...named];
}
