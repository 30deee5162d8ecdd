import type { AtlasOperations } from "../../generated/operations.js";
import { AtlasConfigurationError } from "../errors.js";
import { contract } from "./contract.js";
import { declaredResponse, type PlannedResponse } from "./planned-response.js";
import { closedSchema, countSchema, readSetUp } from "./set-up.js";

/**
 * A declared response of an operation, by its status and the name of an example.
 *
 * @example
 * ```ts
 * emulator.respond("getCluster", { status: 404, example: "noSuchProject", times: 1 });
 * ```
 */
export interface ScriptedResponse {
  /** A status that the description declares for the operation. */
  readonly status: number;
  /** The name of an example in the description. @default the first */
  readonly example?: string;
  /** Headers in addition to the response's own, such as `Retry-After`. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests get it. @default Infinity */
  readonly times?: number;
}

const responseSchema = closedSchema<{ operationId: string; response: ScriptedResponse }>(
  {
    operationId: { enum: Object.keys(contract.operations) },
    response: closedSchema<ScriptedResponse>(
      { status: { type: "integer" }, example: { type: "string" }, headers: { type: "object" }, times: countSchema },
      "status",
    ),
  },
  "operationId",
  "response",
);

/** Responses that a test has scripted. */
export interface ScriptedResponses {
  /** @throws {@link AtlasConfigurationError} for a status or an example that the description does not declare */
  add(operationId: keyof AtlasOperations, response: ScriptedResponse): void;
  take(operationId: keyof AtlasOperations): PlannedResponse | undefined;
}

/**
 * Makes an empty list of scripted responses. Responses with a limited `times` are used first, in order; then the latest
 * unlimited one.
 */
export function createScriptedResponses(): ScriptedResponses {
  const limited: { operationId: string; left: number; response: PlannedResponse }[] = [];
  const lasting = new Map<string, PlannedResponse>();
  return {
    add: (operationId, scripted) => {
      const read = readSetUp({ operationId, response: scripted }, responseSchema, "respond");
      const { status, example, headers, times = Number.POSITIVE_INFINITY } = read.response;
      checkHeaders(headers);
      const response = declaredResponse(operationId, status, example, headers);
      if (times === Number.POSITIVE_INFINITY) lasting.set(operationId, response);
      else limited.push({ operationId, left: times, response });
    },
    take: (operationId) => {
      const next = limited.find((entry) => entry.operationId === operationId && entry.left > 0);
      if (next) next.left -= 1;
      return next?.response ?? lasting.get(operationId);
    },
  };
}

function checkHeaders(headers: ScriptedResponse["headers"]): void {
  try {
    new Headers(headers);
  } catch (error) {
    throw new AtlasConfigurationError("response.headers", `can't be sent: ${(error as Error).message}`);
  }
}
