import type { Middleware } from "openapi-fetch";
import type { CallDescriptor } from "../operation.js";
import { perObject } from "../support/per-object.js";

/** An operation's `Accept` and `Content-Type`, from its description: Atlas's v2 operations reject any other. */
export const mediaTypesOf = perObject(({ responses, requestBody }: CallDescriptor) => {
  const accepted = [...new Set(Object.values(responses).flat())].join(", ");
  const declared = requestBody?.mediaTypes ?? [];
  const [contentType = "application/json"] = declared.includes("application/json") ? [] : declared;
  /** The headers of a request without a body; none if no response has content. */
  const plain: { readonly accept?: string } = accepted ? { accept: accepted } : {};
  /** The headers of a request with a body, which is always JSON. */
  return { plain, withBody: { ...plain, "content-type": contentType } };
});

/** Sets an operation's media types, except where the caller has set them. */
export function mediaTypeMiddleware(operation: CallDescriptor): Middleware {
  const { accept, "content-type": contentType } = mediaTypesOf(operation).withBody;
  return {
    onRequest({ request: { headers } }) {
      if (accept !== undefined && !headers.has("Accept")) headers.set("Accept", accept);
      // This is openapi-fetch's default, whether or not the operation accepts it.
      if (headers.get("Content-Type") === "application/json") headers.set("Content-Type", contentType);
    },
  };
}
