import type { ContractOperation } from "../description/index.js";

/** Sends a request: the mock, a server of a case, or what an SDK is given as `fetch`. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** What a call of an SDK gives, if it gives something. */
export interface SdkResult {
  data?: unknown;
  response: Response;
  rateLimit?: unknown;
  deprecation?: unknown;
}

/** An SDK over a `fetch`, as the suite calls it. */
export interface Sdk {
  /** A named operation, with its flat request. */
  named(operationId: string, request: Record<string, unknown>): Promise<SdkResult>;
  /** The client underneath, which takes all parameters; it returns an error response instead of throwing it. */
  raw(method: string, template: string, init: Record<string, unknown>): Promise<SdkResult>;
}

/** An operation that an SDK has a method for. */
export interface NamedOperation {
  operationId: string;
  /** The parameters that the method takes. */
  parameters: readonly { name: string; in: string }[];
}

/** The SDK under test. */
export interface SdkAdapter {
  connect(fetch: Send): Sdk;
  /** The method of an operation; nothing: it can't be called by name. */
  named(operation: ContractOperation): NamedOperation | undefined;
}
