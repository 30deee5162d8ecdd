import type { Middleware } from "openapi-fetch";
import type { OperationDescriptor } from "../operation.js";

/**
 * Sets the media types that the description declares for an operation: Atlas's v2 operations refuse anything else.
 * What a caller of the underlying client has set by hand stays.
 */
export function mediaTypeMiddleware(operation: OperationDescriptor): Middleware {
  return {
    onRequest({ request }) {
      const accept = [...new Set(Object.values(operation.responses).flat())];
      if (!request.headers.has("Accept") && accept.length > 0) request.headers.set("Accept", accept.join(", "));

      const declared = operation.requestBody?.mediaTypes ?? [];
      // openapi-fetch's default, whether or not the operation takes it.
      if (request.headers.get("Content-Type") === "application/json" && !declared.includes("application/json")) {
        const [mediaType] = declared;
        if (mediaType) request.headers.set("Content-Type", mediaType);
      }
    },
  };
}
