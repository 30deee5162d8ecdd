import type { ContractOperation } from "../description/index.js";
import type { RawRequest } from "../suite/index.js";

/** Whose credentials go along. */
export type ProbeCredentials = "none" | "a made-up token" | "a made-up API key" | "the real ones";

/** A request to a real server that can't change anything. */
export interface Probe {
  /** What is asked, in words. */
  name: string;
  operation: ContractOperation;
  /** Its credentials are added when it is sent. */
  request: RawRequest;
  credentials: ProbeCredentials;
  /** Why it can't change anything. */
  safeguards: readonly string[];
  /** The statuses that the description, or else HTTP itself, has for this request. */
  expected: readonly number[];
}

/** A question that is not asked, and why. */
export interface ProbeSkip {
  operation: string;
  name: string;
  reason: string;
}

/**
 * Statuses that HTTP itself has for a wrong method, `Accept` or `Content-Type`: a server may respond with them to requests
 * that a description does not describe, so no description declares them.
 */
export const STATUSES_OF_HTTP: readonly number[] = [405, 406, 415, 501];
