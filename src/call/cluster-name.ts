import type { CallDescriptor } from "../operation.js";
import { perObject } from "../support/per-object.js";
import { isObject } from "../support/properties.js";
import type { SplitRequest } from "./split-request.js";

// Valid cluster names only, so that a log line can't be broken.
const NAME = /^[\w-]{1,64}$/;

const locationOf = perObject(
  ({ cluster = "" }: CallDescriptor) => /^\$request\.(?:body#\/(\w+)|path\.(\w+))$/.exec(cluster) ?? [],
);

/**
 * The name of the cluster that a request is about, if the description says which property has it.
 *
 * @see https://spec.openapis.org/oas/v3.0.3#runtime-expressions
 */
export function clusterOf(operation: CallDescriptor, { params, body }: SplitRequest): string | undefined {
  const [, property, path] = locationOf(operation);
  let name: unknown;
  if (path !== undefined) name = params.path?.[path];
  else if (property !== undefined && isObject(body)) name = Reflect.get(body, property);
  return typeof name === "string" && NAME.test(name) ? name : undefined;
}
