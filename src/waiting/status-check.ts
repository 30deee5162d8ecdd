import { AtlasAuthError, type AtlasError, AtlasInvalidRequestError, isAtlasError } from "../errors.js";
import type { CallOptions, OperationDescriptor } from "../operation.js";
import { oneLine } from "../redaction/one-line.js";
import { AtlasApiError } from "../response/api-error.js";
import type { RateLimit } from "../response/rate-limit.js";
import { readConnectionFailure } from "../transport/connection-failure.js";
import { AtlasAbortError, AtlasTransportError } from "../transport/transport-errors.js";
import { type Interpretation, interpretResponse } from "./interpret-response.js";
import { evaluate } from "./runtime-expression.js";
import type { OutcomesDescriptor } from "./waiting-descriptor.js";

const MAX_LABEL_LENGTH = 100;

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

/** What is waited for: the operation to call, its parameters, and the variables of its outcomes. */
export interface Subject {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The result of one status check. */
export interface StatusCheck extends Interpretation {
  /** `pending` unless a rule says otherwise: a subject that is not found yet can still appear. */
  readonly outcome: "pending" | "done" | "failed";
  /** The operation whose response decided. */
  readonly operationId: string;
  readonly parameters: Subject["parameters"];
  /** The label of each response, or of the error instead of one, with its operation. */
  readonly responses: readonly { readonly operationId: string; readonly label: string }[];
  /** Whether no operation has the subject. */
  readonly nowhere: boolean;
  /** Whether the request was rejected, but not by the API: by a proxy in between, or for lack of credentials. */
  readonly foreign: boolean;
  /** The body of a success. */
  readonly data?: unknown;
  /** The error of the call. */
  readonly error?: AtlasError;
  readonly rateLimit?: RateLimit | undefined;
}

/**
 * Calls the operation once. If its response says that the subject is elsewhere, calls the other operation too.
 *
 * @throws {@link AtlasAbortError} if the signal is aborted; also throws errors that prevent the request
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
      // If one operation says where the subject is, it exists, even if the other returns 404 a moment later.
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
      const interpretation = interpretResponse(outcomes, variables, { status, errorCode });
      const foreign = interpretation.outcome === "failed" && isForeign(error, outcomes);
      return { ...(foreign ? UNREADABLE : interpretation), label: labelOf(error), error, rateLimit, foreign };
    }
    // An error of a custom AtlasAuth may be temporary too.
    const foreign = error instanceof AtlasAuthError && typeof Reflect.get(error, "status") !== "number";
    if (isPassing(error)) return { ...UNREADABLE, label: labelOf(error), error, foreign: false };
    if (foreign) return { ...UNREADABLE, label: labelOf(error), error, foreign };
    throw error;
  }
}

// If an API has error codes, a rejection without one comes from elsewhere. A 401 is an exception: its cause is the
// credentials.
function isForeign({ status, errorCode }: AtlasApiError, { rules }: OutcomesDescriptor): boolean {
  if (status === 408 || status === 421 || status === 425) return true;
  return errorCode === undefined && status !== 401 && rules.some((rule) => rule.errorCode !== undefined);
}

/** Whether a text has the form of a state's name, and is not arbitrary text of a server. */
export function isName(text: string): boolean {
  return /^[A-Za-z_]{1,40}$/.test(text);
}

/** Whether an error concerns the connection or the token endpoint, and may be temporary. */
export function isPassing(error: AtlasError): boolean {
  if (error instanceof AtlasTransportError) return true;
  if (!(error instanceof AtlasAuthError)) return false;
  const status: unknown = Reflect.get(error, "status");
  if (typeof status === "number") return status === 429 || status >= 500;
  return error.cause instanceof AtlasTransportError;
}

/** A short name of an error, such as `429 RATE_LIMITED` or `ECONNRESET`. */
export function labelOf(error: AtlasError): string {
  if (error instanceof AtlasApiError) {
    return [error.status, error.errorCode && oneLine(error.errorCode, MAX_LABEL_LENGTH)].filter(Boolean).join(" ");
  }
  const status: unknown = Reflect.get(error, "status");
  if (typeof status === "number") return `${status} ${error.name}`;
  const { code } = readConnectionFailure(error, undefined);
  return code !== undefined && isName(code) ? code : error.name;
}
