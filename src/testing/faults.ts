import type { AtlasOperations } from "../../generated/operations.js";
import { contract } from "./contract.js";
import { reasonOf } from "./planned-response.js";
import { closedSchema, countSchema, readSetUp } from "./set-up.js";

/**
 * A way to fail: the connection is reset; no response ever comes, until the caller gives up; a page of HTML with status
 * 200, as a proxy sends it; or a status, 500 with Atlas's error object and the others with a gateway's HTML.
 */
export type EmulatedFault = "reset" | "timeout" | "html" | 500 | 502 | 503 | 504;

/** The purpose of a request to an emulator: an operation, or a token of a service account. */
export type EmulatedOperation = keyof AtlasOperations | "token" | "revoke";

/**
 * When a fault happens.
 *
 * @example
 * ```ts
 * emulator.fail("timeout", { matching: "upgradeSharedCluster", arrived: true });
 * ```
 */
export interface FaultOptions<Request> {
  /** Whether the request is carried out before: an upgrade is under way then. @default false */
  readonly arrived?: boolean;
  /** How many requests fail, one after the other. @default 1 */
  readonly times?: number;
  /** Which requests fail. @default those for operations of the description */
  readonly matching?: EmulatedOperation | ((request: Request) => boolean);
}

const FAULTS: readonly EmulatedFault[] = ["reset", "timeout", "html", 500, 502, 503, 504];

const faultSchema = closedSchema<{ fault: EmulatedFault; options: FaultOptions<never> | undefined }>(
  {
    fault: {
      enum: FAULTS,
      errorMessage: `must be one of ${FAULTS.join(", ")} (a response that the description declares is for respond)`,
    },
    options: closedSchema<FaultOptions<never>>({
      arrived: { type: "boolean" },
      times: countSchema,
      matching: { anyOf: [{ enum: [...Object.keys(contract.operations), "token", "revoke"] }, { type: "function" }] },
    }),
  },
  "fault",
);

/** Faults that are still to come. */
export interface Faults<Request> {
  /** @throws {@link AtlasConfigurationError} for a fault or an option that there is not */
  add(fault: EmulatedFault, options?: FaultOptions<Request>): void;
  /** The fault of a request, which uses it up. */
  take(request: Request): { readonly fault: EmulatedFault; readonly arrived: boolean } | undefined;
}

/** Keeps the faults that are still to come. */
export function createFaults<Request extends { readonly operation?: EmulatedOperation }>(): Faults<Request> {
  const waiting: { fault: EmulatedFault; arrived: boolean; left: number; matches: (request: Request) => boolean }[] =
    [];
  return {
    add: (fault, options) => {
      const read = readSetUp({ fault, options }, faultSchema, "fail");
      const { arrived = false, times = 1, matching } = read.options ?? {};
      const matches =
        typeof matching === "function"
          ? matching
          : ({ operation }: Request) =>
              matching === undefined
                ? operation !== undefined && operation !== "token" && operation !== "revoke"
                : operation === matching;
      waiting.push({ fault, arrived, left: times, matches });
    },
    take: (request) => {
      const found = waiting.find(({ left, matches }) => left > 0 && matches(request));
      if (found) found.left -= 1;
      return found;
    },
  };
}

/**
 * Carries a fault out.
 *
 * @throws TypeError as `fetch` does for a connection that was reset
 * @throws the signal's reason for a response that never comes
 */
export async function failWith(fault: EmulatedFault, signal: AbortSignal | undefined): Promise<Response> {
  if (fault === "timeout") {
    return new Promise((_, reject) => {
      const giveUp = () => reject(signal?.reason);
      if (signal?.aborted) giveUp();
      else signal?.addEventListener("abort", giveUp, { once: true });
    });
  }
  if (fault === "reset") {
    const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
    throw new TypeError("fetch failed", { cause });
  }
  const status = fault === "html" ? 200 : fault;
  const reason = fault === "html" ? "Please wait" : reasonOf(fault);
  if (status === 500) {
    const body = { error: 500, errorCode: "UNEXPECTED_ERROR", detail: "Unexpected error.", reason };
    return Response.json(body, { status });
  }
  const page = `<!doctype html><html><body><h1>${reason}</h1></body></html>\n`;
  return new Response(page, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
