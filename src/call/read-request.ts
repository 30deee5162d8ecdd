import { AtlasError, AtlasInvalidRequestError } from "../errors.js";

/**
 * Reads what a caller gives. Getters and proxies of the caller's own can throw on each look.
 *
 * @throws {@link AtlasInvalidRequestError} if they do
 */
export function readRequest<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof AtlasError) throw error;
    throw new AtlasInvalidRequestError("The request", "can't be read", { cause: error });
  }
}
