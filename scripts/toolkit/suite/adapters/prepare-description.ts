import {
  type Contract,
  type ContractContent,
  type JsonObject,
  mapOperations,
  type Resolve,
  readContract,
} from "../../description/index.js";
import { readOperations, withNames } from "../../generate/index.js";
import { isJson, typesOf } from "../../judge/index.js";
import type { Skip } from "../log.js";

/** A description that a client can be made for, and the parts that had to be left out. */
export type PreparedDescription = ReturnType<typeof prepareDescription>;

/**
 * Prepares any description for a client: every operation gets an id that can be a method name, and operations that no
 * client can be made for are left out, with the reason.
 *
 * @throws Error if it is not an OpenAPI 3.0 or 3.1 description
 */
export function prepareDescription(given: JsonObject) {
  const skips: Skip[] = [];
  const named = withNames(given);
  const described = readOperations(named, (operation, reason) =>
    skips.push({ operation, what: "the operation", reason }),
  );
  const usable = new Map(described.map(({ descriptor }) => [`${descriptor.method} ${descriptor.path}`, descriptor]));
  for (const operation of [...usable.keys()].filter((key) => key.endsWith(" /"))) {
    usable.delete(operation);
    skips.push({ operation, what: "the operation", reason: "the client can't call a path without a segment" });
  }
  const description = mapOperations(named, ({ key, operation }) => (usable.has(key) ? operation : undefined));
  const contract = readContract(description);
  const descriptors = [...usable].flatMap(([operation, descriptor]) => {
    const reason = unreadable(operation, contract);
    if (reason) skips.push({ operation, what: METHOD, reason: `${reason}, so the tests call the path` });
    return reason ? [] : [descriptor];
  });
  return { description, contract, descriptors, skips };
}

/** What a client made for the description has for an operation: a method with its name. */
export const METHOD = "the method that a client has for it";

// Named operations send and read objects and lists; everything else is called through the client underneath.
function unreadable(key: string, { operations, resolve }: Contract): string | undefined {
  const operation = operations.find((candidate) => candidate.key === key);
  const successes = operation?.responses.filter(({ status }) => status.startsWith("2")) ?? [];
  if (successes.length === 0) return "it declares no success";
  if (operation?.method === "HEAD") return "a response to HEAD has no body";
  const contents = successes.flatMap(({ content }) => content);
  if (contents.some(({ mediaType }) => !isJson(mediaType))) return "it succeeds with something else than JSON";
  if (!areObjectsOrLists(contents, resolve)) return "its success may be a bare value or of any type";
  const sent = operation?.requestBody?.content.filter(({ mediaType }) => isJson(mediaType)) ?? [];
  return areObjectsOrLists(sent, resolve) ? undefined : "its body may be a bare value or of any type";
}

function areObjectsOrLists(contents: readonly ContractContent[], resolve: Resolve): boolean {
  // Properties alone don't make an object: a schema without a type allows a string too.
  const types = contents.flatMap(({ schema }) => typesOf(schema, resolve, () => ["any"]));
  return types.every((type) => type === "object" || type === "array");
}
