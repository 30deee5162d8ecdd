import type { AtlasOperations } from "../../generated/operations.js";
import { contract } from "./contract.js";
import { reasonOf } from "./planned-response.js";
import { closedSchema, countSchema, readSetUp } from "./set-up.js";

/**
 * A fault: `reset` resets the connection; `timeout` never responds; `html` sends an HTML page with status 200, as a
 * proxy does; 500 has Atlas's error object; the other statuses have a gateway's HTML page.
 */
export type EmulatedFault = "reset" | "timeout" | "html" | 500 | 502 | 503 | 504;

/** What a request to an emulator is for: an operation, or a service account's token. */
export type EmulatedOperation = keyof AtlasOperations | "token" | "revoke";

/**
 * Which requests a fault applies to.
 *
 * @example
 * ```ts
 * emulator.fail("timeout", { matching: "upgradeSharedCluster", arrived: true });
 * ```
 */
export interface FaultOptions<Request> {
  /** Whether the request is carried out before it fails, so that an upgrade starts. @default false */
  readonly arrived?: boolean;
  /** How many matching requests fail. @default 1 */
  readonly times?: number;
  /** Which requests fail. @default requests for operations of the description */
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

/** Pending faults. */
export interface Faults<Request> {
  /** @throws {@link AtlasConfigurationError} for an unknown fault or option */
  add(fault: EmulatedFault, options?: FaultOptions<Request>): void;
  /** Returns the fault for a request, if any, and counts it. */
  take(request: Request): { readonly fault: EmulatedFault; readonly arrived: boolean } | undefined;
}

/** Makes an empty list of pending faults. */
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

// Node's Request follows the signal that it was made with only until it is garbage-collected.
const hanging = new Set<unknown>();

/**
 * Carries out a fault. `input` may be a Request, which the signal is of.
 *
 * @throws TypeError for `reset`, as `fetch` does
 * @throws the signal's reason for `timeout`, when the signal is aborted
 */
export async function failWith(fault: EmulatedFault, signal: AbortSignal | null, input: unknown): Promise<Response> {
  if (fault === "timeout") {
    return new Promise((_, reject) => {
      hanging.add(input);
      const giveUp = () => {
        hanging.delete(input);
        reject(signal?.reason);
      };
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
