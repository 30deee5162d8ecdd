/** What a response says of something that is waited for. */
export type Outcome = "pending" | "done" | "failed" | "elsewhere";

/** A response, by its status, its error code and its values; what a rule leaves out may be anything. */
export interface OutcomeRule {
  /**
   * - `pending`: not yet;
   * - `done`: it is what it was to become;
   * - `failed`: it will not become that;
   * - `elsewhere`: it is not here; another operation has it, or none.
   */
  readonly outcome: Outcome;
  /** A status, such as `404`, or a class of them, such as `4XX`. */
  readonly status: string;
  readonly errorCode?: string;
  /** What values must be: a constant, or `$variable.` and the name of a variable of the wait. */
  readonly values?: Readonly<Record<string, string>>;
  /** The values that must be there, and not be empty. */
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
 * What the responses of an operation say of something that is waited for: its `x-outcomes`.
 *
 * @example
 * ```ts
 * operationDescriptors.getCluster.outcomes.rules[0]; // { outcome: "failed", status: "200", values: { state: "DELETING" }, … }
 * ```
 */
export interface OutcomesDescriptor {
  /** What the caller has to give, by name, with what it means. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where values are in a response, by name: an OpenAPI runtime expression, or several of which the first counts that is there. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** How often `done` must be seen, and how far apart. */
  readonly done: { readonly times: number; readonly secondsApart: number };
  /** The operation that is asked where a rule says `elsewhere`. */
  readonly elsewhere?: OperationReference;
  /** The first that fits counts. */
  readonly rules: readonly OutcomeRule[];
}

/**
 * The operation to poll for what becomes of a request: one of its operation's `x-poll`.
 *
 * @example
 * ```ts
 * operationDescriptors.upgradeFlexCluster.poll[0]?.operationId; // "getCluster"
 * ```
 */
export interface PollDescriptor extends OperationReference {
  /** The requests that it is for: constants by OpenAPI runtime expressions; missing for all. */
  readonly when?: Readonly<Record<string, string>>;
  /** The variables of the wait, as OpenAPI runtime expressions. */
  readonly variables: Readonly<Record<string, string>>;
}
