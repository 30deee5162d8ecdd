import { readFileSync } from "node:fs";
import { join } from "node:path";
import type {
  MediaTypeObject,
  OpenAPI3,
  OperationObject,
  ParameterObject,
  RequestBodyObject,
  ResponseObject,
} from "openapi-typescript";
import type { DeprecationDescriptor, HttpMethod, OperationDescriptor, Successor } from "../../../src/operation.js";
import {
  createResolver,
  DescriptionError,
  displayPosition,
  encodePointer,
  type JsonObject,
  locatePosition,
  type OperationEntry,
  operationsOf,
  parametersOf,
  type Resolve,
  responsesOf,
} from "../description/index.js";
import { isJson } from "../judge/index.js";
import { generatedFolder } from "../support/index.js";
import { operationName, toName, typeName } from "./operation-names.js";
import { flatParameters, readParameter } from "./parameters.js";

/** What the description says about one operation, with what only its documentation needs. */
export interface DescribedOperation {
  descriptor: OperationDescriptor;
  /** As it is written. */
  operation: OperationObject;
  /** Texts, defaults and examples of the parameters, by name. */
  parameterTexts: Record<string, { description: string; default?: unknown; example: unknown }>;
  bodyText?: string;
  /** A realistic request body, where the description has one. */
  bodyExample?: unknown;
  successText: string;
}

/** What our extensions of OpenAPI say of an operation, as it stands: the linter has checked them. */
interface Extensions {
  "x-cluster"?: OperationDescriptor["cluster"];
  "x-deprecation"?: Partial<DeprecationDescriptor>;
  "x-outcomes"?: OperationDescriptor["outcomes"];
  "x-poll"?: OperationDescriptor["poll"];
  "x-required-roles"?: OperationDescriptor["roles"];
  "x-sunset"?: string;
}

// "http" is the openapi-fetch client, and "then" would make the client a promise.
const RESERVED_IDS = ["http", "then", "__proto__"];

/** The committed bundle of the description. */
export function readDescription(): JsonObject & OpenAPI3 {
  return JSON.parse(readFileSync(join(generatedFolder, "openapi.json"), "utf8")) as JsonObject & OpenAPI3;
}

/** The operations of the committed bundle, with their texts and examples. */
export function readDescribedOperations(): DescribedOperation[] {
  return readOperations(readDescription());
}

/**
 * Reads the operations of a bundled description, in its order.
 *
 * @param onSkip - called for an operation that can't become a method with a flat request, which is left out then
 * @throws DescriptionError naming all such operations, a line each, if there are any and no `onSkip`
 */
export function readOperations(
  description: Readonly<JsonObject>,
  onSkip?: (key: string, reason: string) => void,
): DescribedOperation[] {
  const resolve = createResolver(description);
  const problems: [entry: OperationEntry, reason: string][] = [];
  const attempt = <Result>(entry: OperationEntry, work: () => Result): Result[] => {
    try {
      return [work()];
    } catch (error) {
      problems.push([entry, (error as Error).message]);
      return [];
    }
  };
  const names = new Map<string, OperationDescriptor>();
  const read = operationsOf(description, resolve).flatMap((entry) =>
    attempt(entry, () => {
      const operation = readOperation(entry, resolve);
      // Types start with a capital, so names must differ in more than the case of their first letter.
      const name = typeName(operation.descriptor.operationId);
      const other = names.get(name);
      if (other) throw new DescriptionError(sameName(operation.descriptor, other));
      names.set(name, operation.descriptor);
      return { entry, operation };
    }),
  );
  const all = read.map(({ operation }) => operation);
  const operations = read.flatMap(({ entry, operation }) => attempt(entry, () => completeSuccessors(operation, all)));
  if (onSkip) for (const [{ key }, reason] of problems) onSkip(key, reason);
  else if (problems.length > 0) {
    const lines = problems.map(([entry, reason]) => `${positionOf(description, entry)}${entry.key}: ${reason}`);
    throw new DescriptionError(
      ["These operations can't become methods (with --leave-out, the others do):", ...lines].join("\n"),
    );
  }
  return operations;
}

function positionOf(description: Readonly<JsonObject>, { path, method, operation }: OperationEntry): string {
  const property = operation.operationId === undefined ? [] : ["operationId"];
  const position = locatePosition(description, encodePointer(["paths", path, method, ...property]));
  return position ? `${displayPosition(position)}: ` : "";
}

function sameName({ operationId }: OperationDescriptor, other: OperationDescriptor): string {
  const what = operationId === other.operationId ? "is that of" : `differs in case only from ${other.operationId} of`;
  return `its operationId ${operationId} ${what} ${other.method} ${other.path}`;
}

// A successor is given by its operationId; its path and media type are read from that operation.
function completeSuccessors(operation: DescribedOperation, all: readonly DescribedOperation[]): DescribedOperation {
  const { deprecation } = operation.descriptor;
  if (!deprecation) return operation;
  const successors = deprecation.successors.map((successor): Successor => {
    if (successor.operationId === undefined) return successor;
    const name = toName(successor.operationId);
    const target = all.find(({ descriptor }) => descriptor.operationId === name);
    if (!target) throw new DescriptionError(`the successor ${successor.operationId} is not described`);
    const { method, path, requestBody } = target.descriptor;
    const [mediaType] = requestBody?.mediaTypes ?? [];
    const documentation = target.operation.externalDocs?.url;
    return {
      ...{ ...successor, operationId: name, method, path },
      ...(mediaType !== undefined && { mediaType }),
      ...(documentation !== undefined && { documentation }),
    };
  });
  return { ...operation, descriptor: { ...operation.descriptor, deprecation: { ...deprecation, successors } } };
}

function readOperation(entry: OperationEntry, resolve: Resolve): DescribedOperation {
  const { path, method } = entry;
  const operation = entry.operation as OperationObject & Extensions;
  const operationId = operationName(entry);
  if (RESERVED_IDS.includes(operationId)) throw new DescriptionError(`no operation can be named ${operationId}`);

  const parameters = flatParameters(parametersOf(entry, resolve) as unknown as ParameterObject[]);
  const pathNames = parameters.flatMap(({ in: location, name }) => (location === "path" ? name : []));
  for (const [, name = ""] of path.matchAll(/\{([^{}]+)\}/g)) {
    if (!pathNames.includes(name)) throw new DescriptionError(`the path parameter ${name} is not described`);
  }
  const { "x-cluster": cluster, "x-poll": poll, "x-outcomes": outcomes, "x-required-roles": roles = [] } = operation;
  const inPath = cluster?.match(/^\$request\.path\.(\w+)$/)?.[1];
  if (cluster !== undefined && !/^\$request\.body#\/\w+$/.test(cluster) && !pathNames.includes(inPath ?? "")) {
    throw new DescriptionError(
      "x-cluster is neither $request.path and a path parameter nor $request.body#/ and a property",
    );
  }
  const body = operation.requestBody && resolve<RequestBodyObject>(operation.requestBody);
  // JSON comes first.
  const mediaTypes = Object.keys(body?.content ?? {}).sort((a, b) => Number(isJson(b)) - Number(isJson(a)));
  if (body && !isJson(mediaTypes[0] ?? "")) {
    throw new DescriptionError("the request body has no JSON form, which is what named operations send");
  }
  const responses = responsesOf(entry, resolve) as unknown as [string, ResponseObject][];
  const deprecation = readDeprecation(operation);
  const content = body?.content[mediaTypes[0] ?? ""];
  const bodyExample = realisticExample(content && resolve<MediaTypeObject>(content).examples, resolve);
  return {
    descriptor: {
      operationId,
      method: method.toUpperCase() as HttpMethod,
      path,
      parameters: parameters.map((parameter) => readParameter(parameter, resolve)),
      ...(body && { requestBody: { required: body.required ?? false, mediaTypes } }),
      responses: Object.fromEntries(
        responses.map(([status, response]) => [status, Object.keys(response.content ?? {})]),
      ),
      roles,
      ...(cluster !== undefined && { cluster }),
      ...(poll && { poll }),
      ...(outcomes && { outcomes }),
      ...(deprecation && { deprecation }),
    },
    operation,
    parameterTexts: Object.fromEntries(
      parameters.map(({ name, description, example, schema }) => [
        name,
        { description: description ?? "", default: schema && resolve(schema).default, example },
      ]),
    ),
    ...(body?.description && { bodyText: body.description }),
    ...(bodyExample !== undefined && { bodyExample }),
    successText: responses.find(([status]) => status.startsWith("2"))?.[1].description ?? "",
  };
}

function readDeprecation({
  deprecated,
  "x-sunset": sunset,
  "x-deprecation": { successors = [], ...words } = {},
}: OperationObject & Extensions): DeprecationDescriptor | undefined {
  return deprecated ? { ...words, ...(sunset !== undefined && { sunset }), successors } : undefined;
}

// The documentation page's example is full of placeholders; another one reads better in an editor.
function realisticExample(examples: unknown, resolve: Resolve): unknown {
  const named = Object.entries((examples ?? {}) as Record<string, { value?: unknown }>);
  const [, example] = named.find(([name]) => name !== "documentation") ?? named[0] ?? [];
  return example && resolve(example).value;
}
