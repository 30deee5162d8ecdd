/** What a response says about the subject of a wait. */
export type Outcome = "pending" | "done" | "failed" | "elsewhere";

/** Matches a response by its status, error code and values. Missing properties match anything. */
export interface OutcomeRule {
  /**
   * - `pending`: not yet;
   * - `done`: it has reached the target;
   * - `failed`: it will not reach the target;
   * - `elsewhere`: this operation does not have it; another may.
   */
  readonly outcome: Outcome;
  /** A status, such as `404`, or a range, such as `4XX`. */
  readonly status: string;
  readonly errorCode?: string;
  /** The required values: a constant, or `$variable.` and the name of a variable of the wait. */
  readonly values?: Readonly<Record<string, string>>;
  /** The values that must be present and not empty. */
  readonly present?: readonly string[];
  /** The reason, in a sentence. */
  readonly because: string;
}

/** An operation to call, and its parameters as OpenAPI runtime expressions. */
export interface OperationReference {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * What the responses of an operation say about the subject of a wait: its `x-outcomes`.
 *
 * @example
 * ```ts
 * operationDescriptors.getCluster.outcomes.rules[0]; // { outcome: "failed", status: "200", values: { state: "DELETING" }, … }
 * ```
 */
export interface OutcomesDescriptor {
  /** The variables that the caller must provide, if there are any: name and meaning. */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * The location of each value in a response: an OpenAPI runtime expression, or several, of which the first that has a
   * value counts.
   */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** How often `done` must be seen, and how far apart. */
  readonly done: { readonly times: number; readonly secondsApart: number };
  /** The operation to call after the outcome `elsewhere`. */
  readonly elsewhere?: OperationReference;
  /** The first matching rule counts. */
  readonly rules: readonly OutcomeRule[];
}

/**
 * The operation to poll for the outcome of a request: an entry of `x-poll`.
 *
 * @example
 * ```ts
 * operationDescriptors.upgradeFlexCluster.poll[0]?.operationId; // "getCluster"
 * ```
 */
export interface PollDescriptor extends OperationReference {
  /** The requests that the entry applies to: constants by OpenAPI runtime expression; missing for all requests. */
  readonly when?: Readonly<Record<string, string>>;
  /** The variables of the wait, as OpenAPI runtime expressions. */
  readonly variables: Readonly<Record<string, string>>;
}
