import { createFinalURL, defaultPathSerializer, mergeHeaders, type QuerySerializer } from "openapi-fetch";
import type { CallDescriptor } from "../operation.js";
import { toWireHeaders, type WireRequest } from "../transport/call.js";
import { mediaTypesOf } from "./media-types.js";
import type { SplitRequest } from "./split-request.js";

// URLs that `fetch` leaves unchanged. Any other is normalized by the platform, as a Request would be.
const PLAIN_URL = /^[\w:/?&=%.,~!*()@+$;[\]-]*$/;

/**
 * Composes what openapi-fetch would send, without a `Request` object, which the transport would have to take apart
 * again.
 */
export function composeRequest(
  operation: CallDescriptor,
  { path = {}, query = {}, header }: SplitRequest["params"],
  body: string | undefined,
  baseUrl: string,
  querySerializer: QuerySerializer<unknown>,
): WireRequest {
  const options = { baseUrl, params: { path, query }, querySerializer, pathSerializer: defaultPathSerializer };
  const url = createFinalURL(operation.path, options);
  const { plain, withBody } = mediaTypesOf(operation);
  const own: WireRequest["headers"] = body === undefined ? plain : withBody;
  return {
    method: operation.method,
    url: PLAIN_URL.test(url) ? url : new URL(url).href,
    headers: header ? toWireHeaders(mergeHeaders(own, header as Record<string, string>)) : own,
    body,
  };
}
