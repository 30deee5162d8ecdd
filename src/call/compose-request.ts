import { createFinalURL, defaultPathSerializer, mergeHeaders, type QuerySerializer } from "openapi-fetch";
import type { OperationDescriptor } from "../operation.js";
import type { WireRequest } from "../transport/call.js";
import { mediaTypesOf } from "./media-types.js";
import type { SplitRequest } from "./split-request.js";

// What `fetch` leaves as it is. Anything else is written the platform's way, as a Request would have it.
const PLAIN_URL = /^[\w:/?&=%.,~!*()@+$;[\]-]*$/;

/** Makes a request as openapi-fetch does, by its own serializers, but no Request, which the transport would take apart. */
export function composeRequest(
  operation: OperationDescriptor,
  params: SplitRequest["params"],
  body: string | undefined,
  baseUrl: string,
  querySerializer: QuerySerializer<unknown>,
): WireRequest {
  const url = createFinalURL(operation.path, {
    baseUrl,
    params,
    querySerializer,
    pathSerializer: defaultPathSerializer,
  });
  const { accept, contentType } = mediaTypesOf(operation);
  const own = { ...(accept && { Accept: accept }), ...(body !== undefined && { "Content-Type": contentType }) };
  return {
    method: operation.method,
    url: PLAIN_URL.test(url) ? url : new URL(url).href,
    headers: params.header ? mergeHeaders(own, params.header as Record<string, string>) : own,
    body,
  };
}
