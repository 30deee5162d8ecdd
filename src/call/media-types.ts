import type { Middleware } from "openapi-fetch";
import type { OperationDescriptor } from "../operation.js";
import { perObject } from "../support/per-object.js";

/** The media types that an operation asks for and sends, from its description: Atlas's v2 operations reject anything else. */
export const mediaTypesOf = perObject(({ responses, requestBody }: OperationDescriptor) => {
  const accepted = [...new Set(Object.values(responses).flat())].join(", ");
  const declared = requestBody?.mediaTypes ?? [];
  const [contentType = "application/json"] = declared.includes("application/json") ? [] : declared;
  /** The headers of a request without a body; none where no response has content. */
  const plain: { readonly Accept?: string } = accepted ? { Accept: accepted } : {};
  /** Those of a request with a body, which is JSON whatever its name. */
  return { plain, withBody: { ...plain, "Content-Type": contentType } };
});

/** Sets an operation's media types; what a caller of the underlying client has set by hand stays. */
export function mediaTypeMiddleware(operation: OperationDescriptor): Middleware {
  const { Accept, "Content-Type": contentType } = mediaTypesOf(operation).withBody;
  return {
    onRequest({ request: { headers } }) {
      if (Accept !== undefined && !headers.has("Accept")) headers.set("Accept", Accept);
      // openapi-fetch's default, whether or not the operation takes it.
      if (headers.get("Content-Type") === "application/json") headers.set("Content-Type", contentType);
    },
  };
}
