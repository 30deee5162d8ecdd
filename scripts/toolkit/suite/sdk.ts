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

/** What an SDK threw, in the suite's terms. */
export interface SdkFailure {
  /**
   * An error status; a response that is neither a success that can be read nor an error; a request that was not sent,
   * since it is not as described; or something else.
   */
  kind: "error response" | "unusable response" | "invalid request" | "other";
  status?: number | undefined;
  /** What an invalid request's failure names. */
  property?: string | undefined;
  rateLimit?: unknown;
  deprecation?: unknown;
  /** What it is and says, in words that fit any API. */
  words: string;
  /** What the SDK got wrong when it read an error's body; nothing, if it read it right. */
  misread(body: unknown): string | undefined;
}

/** The SDK under test. */
export interface SdkAdapter {
  connect(fetch: Send): Sdk;
  /** The method of an operation; nothing: it can't be called by name. */
  named(operation: ContractOperation): NamedOperation | undefined;
}
