import { AtlasError, AtlasInvalidRequestError } from "../errors.js";

/**
 * Reads the caller's input, whose getters and proxies may throw.
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
