import type { OperationDescriptor } from "../../../../src/operation.js";
import {
  type Contract,
  type ContractContent,
  flattenSchema,
  type JsonObject,
  mapOperations,
  readContract,
  type Schema,
} from "../../description/index.js";
import { readOperations, withNames } from "../../generate/index.js";
import { isJson } from "../../judge/index.js";
import type { Skip } from "../log.js";

/** A description that a client can be made for, and what had to be left out for that. */
export interface PreparedDescription {
  description: JsonObject;
  contract: Contract;
  descriptors: OperationDescriptor[];
  skips: Skip[];
}

/**
 * Prepares any description for a client: operations get ids that can be method names, and those that no client
 * can be made for are left out, with the reason.
 *
 * @throws Error if it is not an OpenAPI 3.0 or 3.1 description
 */
export function prepareDescription(given: JsonObject): PreparedDescription {
  const skips: Skip[] = [];
  const named = withNames(given);
  const onSkip = (operation: string, reason: string) => skips.push({ operation, what: "the operation", reason });
  const described = readOperations(named, onSkip);
  const usable = new Set(described.map(({ descriptor }) => `${descriptor.method} ${descriptor.path}`));
  for (const key of usable) {
    if (key.endsWith(" /") && usable.delete(key)) onSkip(key, "the client takes no path without a segment");
  }
  const description = withoutOperations(named, (key) => usable.has(key));
  const contract = readContract(description);
  const descriptors = described
    .map(({ descriptor }) => descriptor)
    .filter((descriptor) => {
      const problem = unreadable(descriptor, contract);
      if (problem)
        skips.push({
          operation: `${descriptor.method} ${descriptor.path}`,
          what: "the named operation",
          reason: problem,
        });
      return problem === undefined;
    });
  return { description, contract, descriptors, skips };
}

// Named operations send and read objects and lists; the rest goes through the client underneath alone.
function unreadable({ method, path }: OperationDescriptor, { operations, resolve }: Contract): string | undefined {
  const operation = operations.find((candidate) => candidate.method === method && candidate.template === path);
  const successes = operation?.responses.filter(({ status }) => status.startsWith("2")) ?? [];
  if (successes.length === 0) return "it declares no success";
  if (method === "HEAD") return "a response to HEAD has no body";
  const contents = successes.flatMap(({ content }) => content);
  if (contents.some(({ mediaType }) => !isJson(mediaType))) return "it succeeds with something else than JSON";
  if (!areObjectsOrLists(contents, resolve)) return "its success may be a bare value or of any type";
  return areObjectsOrLists(operation?.requestBody?.content.filter(({ mediaType }) => isJson(mediaType)) ?? [], resolve)
    ? undefined
    : "its body may be a bare value or of any type";
}

function areObjectsOrLists(contents: readonly ContractContent[], resolve: Contract["resolve"]): boolean {
  const types = contents.flatMap(({ schema }) => deepTypes(flattenSchema(schema, resolve), resolve));
  return types.every((type) => type === "object" || type === "array");
}

function deepTypes(view: Schema, resolve: Contract["resolve"], depth = 0): string[] {
  // A union of itself has no type.
  if (depth > 9) return ["any"];
  const branches = [...((view.oneOf ?? []) as unknown[]), ...((view.anyOf ?? []) as unknown[])];
  // Properties alone don't make an object: what has no type may be a string as well.
  if (branches.length === 0 || view.type !== undefined) return [view.type ?? "any"].flat() as string[];
  return branches.flatMap((branch) => deepTypes(flattenSchema(branch, resolve), resolve, depth + 1));
}

function withoutOperations(description: JsonObject, keep: (key: string) => boolean): JsonObject {
  return mapOperations(description, ({ key, operation }) => (keep(key) ? operation : undefined));
}
