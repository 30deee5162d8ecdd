import { AtlasError } from "../errors.js";
import type { DeprecationNotice } from "./deprecation-notice.js";

/**
 * A deprecated operation was called with `onDeprecation: "throw"` or under `--throw-deprecation`. Nothing was sent.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasDeprecatedOperationError) console.error(error.message);
 * ```
 */
export class AtlasDeprecatedOperationError extends AtlasError {
  override get name() {
    return "AtlasDeprecatedOperationError";
  }

  /** What the description says about the deprecation. */
  readonly notice: DeprecationNotice;

  constructor(notice: DeprecationNotice) {
    super(`${notice.message} Nothing was sent.`);
    this.notice = notice;
  }
}
