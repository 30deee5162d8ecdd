import type { MediaTypeObject, PathItemObject, ResponseObject, SchemaObject } from "openapi-typescript";
import { describedOperations, readDescription } from "../../scripts/description.js";
import { createResolver } from "../../scripts/generate/resolve.js";
import type { AtlasClient, AtlasResult, CallOptions } from "../../src/index.js";

/** A named example of the description. */
export interface NamedExample {
  name: string;
  value: unknown;
}

/** A declared answer of an operation. */
export interface DeclaredResponse {
  status: number;
  examples: NamedExample[];
  /** The examples of its headers, by name. */
  headers: Record<string, unknown>;
}

/** An operation with everything that contract tests derive their cases from. */
export interface ContractOperation {
  operationId: string;
  method: string;
  /** The path template. */
  template: string;
  /** The path, filled in with the parameters' examples. */
  path: string;
  deprecated: boolean;
  /** The path and query members of the flat request, from the parameters' examples. */
  members: Record<string, unknown>;
  body?: { mediaType: string; schema: SchemaObject; examples: NamedExample[] };
  accept: string;
  responses: DeclaredResponse[];
}

const description = readDescription();

/** Follows the references of the committed description. */
export const resolve = createResolver(description);

/** The operations of the committed description. */
export const contractOperations: ContractOperation[] = describedOperations.map(({ descriptor, parameterTexts }) => {
  const method = descriptor.method.toLowerCase() as "post";
  const operation = resolve(resolve<PathItemObject>(description.paths?.[descriptor.path] ?? {})[method] ?? {});
  const required = descriptor.parameters.filter((parameter) => parameter.required);
  const members = Object.fromEntries(required.map(({ name }) => [name, parameterTexts[name]?.example]));
  const [content] = Object.entries(operation.requestBody ? resolve(operation.requestBody).content : {});
  return {
    operationId: descriptor.operationId,
    method: descriptor.method,
    template: descriptor.path,
    path: descriptor.path.replace(/\{([^{}]+)\}/g, (_, name: string) => String(members[name])),
    deprecated: operation.deprecated ?? false,
    members,
    ...(content && { body: readBody(content[0], resolve(content[1])) }),
    accept: [...new Set(Object.values(descriptor.responses).flat())].join(", "),
    responses: Object.entries(operation.responses ?? {}).map(([status, response]) => {
      return readResponse(Number(status), resolve<ResponseObject>(response));
    }),
  };
});

function readBody(mediaType: string, content: MediaTypeObject): NonNullable<ContractOperation["body"]> {
  return { mediaType, schema: resolve(content.schema ?? {}) as SchemaObject, examples: readExamples(content) };
}

function readResponse(status: number, response: ResponseObject): DeclaredResponse {
  const [content] = Object.values(response.content ?? {});
  const headers = Object.entries(response.headers ?? {}).map(([name, header]) => [
    name,
    (resolve(header) as { example?: unknown }).example,
  ]);
  return { status, examples: content ? readExamples(resolve(content)) : [], headers: Object.fromEntries(headers) };
}

function readExamples(content: MediaTypeObject): NamedExample[] {
  return Object.entries(content.examples ?? {}).map(([name, example]) => ({
    name,
    value: (resolve(example) as { value?: unknown }).value,
  }));
}

/** Calls a named operation that is known by its id only. */
export function callNamed(
  atlas: AtlasClient,
  operationId: string,
  request: Record<string, unknown>,
  options?: CallOptions,
): Promise<AtlasResult<unknown>> {
  const method: unknown = Reflect.get(atlas, operationId);
  if (typeof method !== "function") throw new Error(`The client has no method ${operationId}`);
  return method(request, options);
}
