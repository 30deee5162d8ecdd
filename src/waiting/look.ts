import { AtlasAuthError, type AtlasError, AtlasInvalidRequestError, isAtlasError } from "../errors.js";
import type { CallOptions, OperationDescriptor } from "../operation.js";
import { AtlasApiError } from "../response/api-error.js";
import type { RateLimit } from "../response/rate-limit.js";
import { AtlasAbortError, AtlasTransportError } from "../transport/transport-errors.js";
import { judgeResponse, type Verdict } from "./judge-response.js";
import { evaluate } from "./runtime-expression.js";
import type { OutcomesDescriptor } from "./waiting-descriptor.js";

/** What a look needs of a client. */
export interface LookOptions {
  readonly operations: Readonly<Record<string, OperationDescriptor>>;
  /** Calls an operation by its id. */
  readonly call: (operationId: string, request: object, options: CallOptions) => Promise<LookResponse>;
  readonly signal: AbortSignal;
}

/** What a look needs of a result. */
export interface LookResponse {
  readonly data: unknown;
  readonly response: { readonly status: number };
  readonly rateLimit?: RateLimit;
}

/** What is waited for: the operation to ask, its parameters, and the variables of its outcomes. */
export interface Subject {
  readonly operationId: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What one look at the subject has shown. */
export interface Look extends Verdict {
  /** Pending until it is seen otherwise: what is in no place yet can still come. */
  readonly outcome: "pending" | "done" | "failed";
  /** The operation that had the last word. */
  readonly operationId: string;
  /** Each response, or what came in its place, by its operation. */
  readonly responses: readonly { readonly operationId: string; readonly label: string }[];
  /** Whether every operation says that it does not have the subject. */
  readonly nowhere: boolean;
  /** The body of a success. */
  readonly data?: unknown;
  /** What the call failed with. */
  readonly error?: AtlasError;
  readonly rateLimit?: RateLimit | undefined;
}

/**
 * Looks once, and where a response says that the subject is elsewhere, there as well.
 *
 * @throws {@link AtlasAbortError} if the signal is aborted, and what else keeps a request from being made
 */
export async function look(subject: Subject, options: LookOptions): Promise<Look> {
  const responses: { operationId: string; label: string }[] = [];
  let { operationId, parameters } = subject;
  for (;;) {
    const outcomes = outcomesOf(operationId, options);
    const answer = await ask(operationId, parameters, outcomes, subject.variables, options);
    responses.push({ operationId, label: answer.label });
    const { elsewhere } = outcomes;
    const asked = responses.some((response) => response.operationId === elsewhere?.operationId);
    if (answer.outcome !== "elsewhere" || !elsewhere || asked) {
      const { outcome, label: _, ...rest } = answer;
      const nowhere = outcome === "elsewhere";
      return { ...rest, operationId, responses, nowhere, outcome: nowhere ? "pending" : outcome };
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

function outcomesOf(operationId: string, { operations }: LookOptions): OutcomesDescriptor {
  const outcomes = operations[operationId]?.outcomes;
  if (outcomes) return outcomes;
  throw new AtlasInvalidRequestError(operationId, "is not an operation whose responses say what they mean for a wait");
}

async function ask(
  operationId: string,
  request: object,
  outcomes: OutcomesDescriptor,
  variables: Subject["variables"],
  { call, signal }: LookOptions,
): Promise<Verdict & Pick<Look, "data" | "error" | "rateLimit"> & { label: string }> {
  try {
    const { data, response, rateLimit } = await call(operationId, request, { signal });
    const verdict = judgeResponse(outcomes, variables, { status: response.status, body: data });
    const { state } = verdict.values;
    const label = [response.status, typeof state === "string" && state].filter(Boolean).join(" ");
    return { ...verdict, label, data, rateLimit };
  } catch (error) {
    if (!isAtlasError(error) || error instanceof AtlasAbortError) throw error;
    if (error instanceof AtlasApiError) {
      const { status, errorCode, rateLimit } = error;
      const label = [status, errorCode].filter(Boolean).join(" ");
      return { ...judgeResponse(outcomes, variables, { status, errorCode }), label, error, rateLimit };
    }
    const verdict = { outcome: "pending", because: "There was no response that can be read.", values: {} } as const;
    if (isPassing(error)) return { ...verdict, label: labelOf(error), error };
    throw error;
  }
}

// What has to do with the way to the server, to the token endpoint included, and not with the subject.
function isPassing(error: AtlasError): boolean {
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
