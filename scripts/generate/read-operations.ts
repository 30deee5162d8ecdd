import type { OpenAPI3, OperationObject, ParameterObject, ResponseObject } from "openapi-typescript";
import type {
  DeprecationDescriptor,
  HttpMethod,
  OperationDescriptor,
  ParameterDescriptor,
} from "../../src/operation.js";
import { createResolver, type Resolve } from "./resolve.js";

/** What the description says about one operation, with what only its documentation needs. */
export interface DescribedOperation {
  descriptor: OperationDescriptor;
  summary: string;
  description: string;
  documentation?: string;
  /** Texts and examples of the parameters, by name. */
  parameterTexts: Record<string, { description: string; example: unknown }>;
  bodyText?: string;
  /** A realistic request body, where the description has one. */
  bodyExample?: unknown;
  successText: string;
}

type StringConstraints = Pick<ParameterDescriptor, "pattern" | "minLength" | "maxLength">;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/**
 * Reads the operations of a bundled description, in its order.
 *
 * @throws Error naming the operation, if it can't become a method with a flat request
 */
export function readOperations(description: OpenAPI3): DescribedOperation[] {
  const resolve = createResolver(description);
  const operations: DescribedOperation[] = [];
  for (const [path, item] of Object.entries(description.paths ?? {})) {
    const pathItem = resolve(item);
    for (const method of METHODS) {
      const operation = pathItem[method];
      if (!operation) continue;
      const parameters = [...(pathItem.parameters ?? []), ...(resolve(operation).parameters ?? [])].map(resolve);
      operations.push(readOperation(path, method, resolve(operation), parameters, resolve));
    }
  }
  const ids = operations.map(({ descriptor }) => descriptor.operationId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new Error(`operationId ${twice} is there twice`);
  return operations;
}

function readOperation(
  path: string,
  method: (typeof METHODS)[number],
  operation: OperationObject,
  allParameters: ParameterObject[],
  resolve: Resolve,
): DescribedOperation {
  const { operationId = "" } = operation;
  const where = `${method.toUpperCase()} ${path}`;
  if (!IDENTIFIER.test(operationId)) throw new Error(`${where}: operationId "${operationId}" is no identifier`);

  const parameters = effectiveParameters(allParameters, where);
  const body = operation.requestBody && resolve(operation.requestBody);
  const responses = Object.entries(operation.responses ?? {}).map(([status, response]): [string, ResponseObject] => [
    status,
    resolve(response),
  ]);
  const deprecation = readDeprecation(operation);
  const [mediaType] = Object.values(body?.content ?? {});
  const bodyExample = realisticExample(mediaType && resolve(mediaType).examples, resolve);
  return {
    descriptor: {
      operationId,
      method: method.toUpperCase() as HttpMethod,
      path,
      parameters: parameters.map((parameter) => readParameter(parameter, resolve)),
      ...(body && { requestBody: { required: body.required ?? false, mediaTypes: Object.keys(body.content) } }),
      responses: Object.fromEntries(
        responses.map(([status, response]) => [status, Object.keys(response.content ?? {})]),
      ),
      roles: extension<string[]>(operation, "x-required-roles") ?? [],
      ...(deprecation && { deprecation }),
    },
    summary: operation.summary ?? operationId,
    description: operation.description ?? "",
    ...(operation.externalDocs && { documentation: operation.externalDocs.url }),
    parameterTexts: Object.fromEntries(
      parameters.map(({ name, description, example }) => [name, { description: description ?? "", example }]),
    ),
    ...(body?.description && { bodyText: body.description }),
    ...(bodyExample !== undefined && { bodyExample }),
    successText: responses.find(([status]) => status.startsWith("2"))?.[1].description ?? "",
  };
}

// OpenAPI: an operation's parameter replaces the path item's of the same name and place.
function effectiveParameters(parameters: ParameterObject[], where: string): ParameterObject[] {
  const effective = new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  const members = [...effective.values()].filter((parameter) => !extension<boolean>(parameter, "x-raw-only"));
  const names = ["body"];
  for (const { name, in: location } of members) {
    if (location === "cookie") throw new Error(`${where}: cookie parameter ${name} is not supported`);
    if (names.includes(name)) throw new Error(`${where}: two members of the flat request would be named ${name}`);
    names.push(name);
  }
  return members;
}

function readParameter(parameter: ParameterObject, resolve: Resolve): ParameterDescriptor {
  // openapi-typescript's own type of a schema does not know these.
  const schema: object = parameter.schema ? resolve(parameter.schema) : {};
  const { pattern, minLength, maxLength } = schema as StringConstraints;
  return {
    name: parameter.name,
    in: parameter.in as ParameterDescriptor["in"],
    required: parameter.required ?? false,
    ...(pattern !== undefined && { pattern }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

function readDeprecation(operation: OperationObject): DeprecationDescriptor | undefined {
  if (!operation.deprecated) return undefined;
  const sunset = extension<string>(operation, "x-sunset");
  const {
    since,
    reason,
    documentation,
    successors = [],
  } = extension<Omit<DeprecationDescriptor, "sunset">>(operation, "x-deprecation") ?? {};
  return {
    ...(since !== undefined && { since }),
    ...(sunset !== undefined && { sunset }),
    ...(reason !== undefined && { reason }),
    ...(documentation !== undefined && { documentation }),
    successors,
  };
}

// The documentation page's own example is full of placeholders; another one reads better in an editor.
function realisticExample(examples: unknown, resolve: Resolve): unknown {
  const named = Object.entries((examples ?? {}) as Record<string, { value?: unknown }>);
  const [, example] = named.find(([name]) => name !== "documentation") ?? named[0] ?? [];
  return example && resolve(example).value;
}

function extension<Value>(holder: object, name: `x-${string}`): Value | undefined {
  return (holder as Record<string, Value | undefined>)[name];
}
