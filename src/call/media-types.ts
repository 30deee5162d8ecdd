import type { Middleware } from "openapi-fetch";
import type { OperationDescriptor } from "../operation.js";

/** The media types that an operation asks for and sends. */
export interface MediaTypes {
  /** The `Accept` header; missing where no response has content. */
  readonly accept?: string;
  /** The `Content-Type` of a body, which is JSON whatever its name. */
  readonly contentType: string;
}

const known = new WeakMap<OperationDescriptor, MediaTypes>();

/** Reads from an operation what it asks for and sends: Atlas's v2 operations reject anything else. */
export function mediaTypesOf(operation: OperationDescriptor): MediaTypes {
  let types = known.get(operation);
  if (!types) {
    const accept = [...new Set(Object.values(operation.responses).flat())].join(", ");
    const declared = operation.requestBody?.mediaTypes ?? [];
    const [contentType = "application/json"] = declared.includes("application/json") ? [] : declared;
    types = { ...(accept && { accept }), contentType };
    known.set(operation, types);
  }
  return types;
}

/** Sets an operation's media types; what a caller of the underlying client has set by hand stays. */
export function mediaTypeMiddleware(operation: OperationDescriptor): Middleware {
  const { accept, contentType } = mediaTypesOf(operation);
  return {
    onRequest({ request: { headers } }) {
      if (accept !== undefined && !headers.has("Accept")) headers.set("Accept", accept);
      // openapi-fetch's default, whether or not the operation takes it.
      if (headers.get("Content-Type") === "application/json") headers.set("Content-Type", contentType);
    },
  };
}
