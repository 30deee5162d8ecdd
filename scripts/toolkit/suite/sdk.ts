import type { ContractOperation } from "../description/index.js";

/** Sends a request: to the mock, to the server of a case, or as the `fetch` of an SDK. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** The result of a call of an SDK that does not throw. */
export interface SdkResult {
  data?: unknown;
  response: Response;
  rateLimit?: unknown;
  deprecation?: unknown;
}

/** An operation that an SDK has a method for. */
export interface NamedOperation {
  /** The parameters that the method takes. */
  parameters: readonly { name: string; in: string }[];
  /** Calls the method with its flat request. */
  call(fetch: Send, request: Record<string, unknown>): Promise<SdkResult>;
}

/** The SDK under test. */
export interface SdkAdapter {
  /** The method of an operation; undefined if it can't be called by name. */
  named(operation: ContractOperation): NamedOperation | undefined;
  /** The client underneath, which takes all parameters; it returns an error response instead of throwing it. */
  raw(fetch: Send, operation: ContractOperation, init: Record<string, unknown>): Promise<SdkResult>;
}
