import { mergeHeaders, type QuerySerializer } from "openapi-fetch";
import type { OperationDescriptor } from "../operation.js";
import { perObject } from "../support/per-object.js";
import type { WireRequest } from "../transport/call.js";
import { mediaTypesOf } from "./media-types.js";
import type { SplitRequest } from "./split-request.js";

// What `fetch` leaves as it is. Anything else is written the platform's way, as a Request would have it.
const PLAIN_URL = /^[\w:/?&=%.,~!*()@+$;[\]-]*$/;

// What is around the variables of a path, and their names, in turns.
const partsOf = perObject(({ path }: OperationDescriptor) => path.split(/\{([^{}]+)\}/));

/** Makes a request as openapi-fetch does, but no Request, which the transport would take apart. */
export function composeRequest(
  operation: OperationDescriptor,
  { path: variables = {}, query = {}, header }: SplitRequest["params"],
  body: string | undefined,
  baseUrl: string,
  querySerializer: QuerySerializer<unknown>,
): WireRequest {
  // Strings, numbers and the like: lists and objects have been rejected.
  const path = partsOf(operation)
    .map((part, index) => (index % 2 === 0 ? part : encodeURIComponent(String(variables[part]))))
    .join("");
  const search = querySerializer(query).replace(/^\?/, "");
  const url = baseUrl + path + (search && `?${search}`);
  const { plain, withBody } = mediaTypesOf(operation);
  const own: Readonly<Record<string, string>> = body === undefined ? plain : withBody;
  return {
    method: operation.method,
    url: PLAIN_URL.test(url) ? url : new URL(url).href,
    headers: header ? mergeHeaders(own, header as Record<string, string>) : own,
    body,
  };
}
