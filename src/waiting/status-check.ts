import { AtlasAuthError, type AtlasError, AtlasInvalidRequestError, isAtlasError } from "../errors.js";
import type { CallOptions, OperationDescriptor } from "../operation.js";
import { oneLine } from "../redaction/one-line.js";
import { AtlasApiError } from "../response/api-error.js";
import type { RateLimit } from "../response/rate-limit.js";
import { AtlasAbortError, AtlasTransportError } from "../transport/transport-errors.js";
import { type Interpretation, interpretResponse } from "./interpret-response.js";
import { evaluate } from "./runtime-expression.js";
import type { OutcomesDescriptor } from "./waiting-descriptor.js";

const LONGEST_LABEL = 100;

const UNREADABLE = {
  outcome: "pending",
  because: "There was no response of the API's own.",
  values: {},
} as const satisfies Interpretation;

/** The parts of a client that a status check needs. */
export interface StatusCheckOptions {
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
  /** Calls an operation by its id. */
  readonly call: (operationId: string, request: object, options: CallOptions) => Promise<CallResult>;
  readonly signal: AbortSignal;
}

/** The parts of a result that a status check needs. */
export interface CallResult {
  readonly data: unknown;
  readonly response: Pick<Response, "status"> & Partial<Pick<Response, "headers">>;
  readonly rateLimit?: RateLimit;
}

/** The subject of a wait: the operation to ask, its parameters, and the variables of its outcomes. */
export interface Subject {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The result of one status check. */
export interface StatusCheck extends Interpretation {
  /** Pending until it is seen otherwise: what is not found yet can still come. */
  readonly outcome: "pending" | "done" | "failed";
  /** The operation that had the last word. */
  readonly operationId: string;
  readonly parameters: Subject["parameters"];
  /** Each response, or the failure instead of one, by its operation. */
  readonly responses: readonly { readonly operationId: string; readonly label: string }[];
  /** Whether every operation says that it does not have the subject. */
  readonly nowhere: boolean;
  /** Whether it was rejected, but not by the API: by something in between, such as a proxy, or for want of credentials. */
  readonly foreign: boolean;
  /** The body of a success. */
  readonly data?: unknown;
  /** The error of the call. */
  readonly error?: AtlasError;
  readonly rateLimit?: RateLimit | undefined;
}

/**
 * Asks once, and where a response says that the subject is elsewhere, there as well.
 *
 * @throws {@link AtlasAbortError} if the signal is aborted, and what else keeps a request from being made
 */
export async function checkStatus(subject: Subject, options: StatusCheckOptions): Promise<StatusCheck> {
  const responses: { operationId: string; label: string }[] = [];
  let { operationId, parameters } = subject;
  for (;;) {
    const outcomes = outcomesOf(operationId, options);
    const interpretation = await ask(operationId, parameters, outcomes, subject.variables, options);
    responses.push({ operationId, label: interpretation.label });
    const { elsewhere } = outcomes;
    const asked = responses.some((response) => response.operationId === elsewhere?.operationId);
    if (interpretation.outcome !== "elsewhere" || !elsewhere || asked) {
      const { outcome, label: _, ...rest } = interpretation;
      // An operation that knows where it is says that it exists, whatever the other says a moment later.
      const nowhere = outcome === "elsewhere" && responses.every(({ label }) => label.startsWith("404"));
      return {
        ...rest,
        operationId,
        parameters,
        responses,
        nowhere,
        outcome: outcome === "elsewhere" ? "pending" : outcome,
      };
    }
    const path = parameters;
    parameters = Object.fromEntries(
      Object.entries(elsewhere.parameters).map(([name, expression]) => [
        name,
        evaluate(expression, { request: { path } }),
      ]),
    );
    operationId = elsewhere.operationId;
  }
}

function outcomesOf(operationId: string, { operations }: StatusCheckOptions): OutcomesDescriptor {
  const outcomes = operations[operationId]?.outcomes;
  if (outcomes) return outcomes;
  throw new AtlasInvalidRequestError(operationId, "is not an operation whose responses say what they mean for a wait");
}

async function ask(
  operationId: string,
  request: object,
  outcomes: OutcomesDescriptor,
  variables: Subject["variables"],
  { call, signal }: StatusCheckOptions,
): Promise<Interpretation & Pick<StatusCheck, "data" | "error" | "rateLimit" | "foreign"> & { label: string }> {
  try {
    const { data, response, rateLimit } = await call(operationId, request, { signal });
    const interpretation = interpretResponse(outcomes, variables, { status: response.status, body: data });
    const { state } = interpretation.values;
    const label = [response.status, typeof state === "string" && isName(state) && state].filter(Boolean).join(" ");
    return { ...interpretation, label, data, rateLimit, foreign: false };
  } catch (error) {
    if (!isAtlasError(error) || error instanceof AtlasAbortError) throw error;
    if (error instanceof AtlasApiError) {
      const { status, errorCode, rateLimit } = error;
      const label = [status, errorCode && oneLine(errorCode, LONGEST_LABEL)].filter(Boolean).join(" ");
      const interpretation = interpretResponse(outcomes, variables, { status, errorCode });
      const foreign = interpretation.outcome === "failed" && isForeign(error, outcomes);
      return { ...(foreign ? UNREADABLE : interpretation), label, error, rateLimit, foreign };
    }
    // What a caller's own way to authenticate throws may pass as well.
    const foreign = error instanceof AtlasAuthError && typeof Reflect.get(error, "status") !== "number";
    if (isPassing(error)) return { ...UNREADABLE, label: labelOf(error), error, foreign: false };
    if (foreign) return { ...UNREADABLE, label: labelOf(error), error, foreign };
    throw error;
  }
}

// Where an API has codes for its errors, a rejection without one is not its own, but for 401, which ends with the credentials.
function isForeign({ status, errorCode }: AtlasApiError, { rules }: OutcomesDescriptor): boolean {
  if (status === 408 || status === 421 || status === 425) return true;
  return errorCode === undefined && status !== 401 && rules.some((rule) => rule.errorCode !== undefined);
}

/** Whether a text is a name, such as a state has one, and nothing else that a server says. */
export function isName(text: string): boolean {
  return /^[A-Za-z_]{1,40}$/.test(text);
}

/** Whether an error has to do with the way to the server, to the token endpoint included, and not with the subject. */
export function isPassing(error: AtlasError): boolean {
  if (error instanceof AtlasTransportError) return true;
  if (!(error instanceof AtlasAuthError)) return false;
  const status: unknown = Reflect.get(error, "status");
  if (typeof status === "number") return status === 429 || status >= 500;
  return error.cause instanceof AtlasTransportError;
}

function labelOf(error: AtlasError): string {
  const status: unknown = Reflect.get(error, "status");
  return typeof status === "number" ? `${status} ${error.name}` : error.name;
}
