import { operationDescriptors } from "../../generated/operations.js";
import { MAX_TIMER_MS } from "../options/option-checks.js";
import { planUpgrade } from "../plan/plan.js";
import type { PlanOptions, SourceTier } from "../plan/plan-options.js";
import { isAtlasApiError } from "../response/api-error.js";
import { pollOf } from "../waiting/poll-of.js";
import type { StatusCheck, Subject } from "../waiting/status-check.js";
import { waitFor } from "../waiting/wait-for.js";
import { pauseMs } from "./pace.js";
import { whatRemains } from "./phases.js";
import { isRecorded } from "./recorded-settling.js";
import type { RunContext } from "./run-context.js";
import { isUnderWay, type UpgradeToken } from "./upgrade-token.js";

/** A poll is one attempt: the next poll is its retry. */
const POLL = { retry: { attempts: 1 } };
/** The least time that the last status check gets, in milliseconds. */
const MIN_CHECK_MS = 5_000;

/** Polls the cluster until it is done or the time limit is reached, and reports each status check. */
export async function* watch(
  context: RunContext,
  endsAt: number,
): AsyncGenerator<StatusCheck & { readonly silent: number; readonly isLast: boolean }, void, undefined> {
  const { settings } = context;
  const { signal, now, sleep, random } = settings;
  const steps = waitFor(subjectOf(context.token), {
    operations: operationDescriptors,
    signal,
    now,
    sleep,
    endsAt,
    call: (operationId, request, options) => {
      const leftMs = Math.min(MAX_TIMER_MS, Math.max(MIN_CHECK_MS, endsAt - now()));
      return context.call(operationId, request, { ...options, ...POLL, deadlineMs: leftMs });
    },
    pauseMs: (check, silent) =>
      pauseMs(
        {
          phase: context.state.phase,
          inPhaseMs: now() - context.phaseSince,
          isRecorded: isRecorded(context.token),
          silent,
          isAwaited: !context.isFollowing && !isAtlasApiError(check.error, 429),
        },
        random,
      ),
  });
  for await (const step of steps) {
    await context.record(step);
    yield { ...step.check, silent: step.silent, isLast: step.nextMs === undefined };
  }
}

// The description says what to poll after which request; any request of the same kind will do.
function subjectOf({ groupId, name, target, source = "M0" }: UpgradeToken): Subject {
  const options = { source: target === "FLEX" ? "M0" : source, target } as PlanOptions & { source: SourceTier };
  const cloud = { backingProviderName: "AWS", regionName: "US_EAST_1" };
  const { operation, request } = planUpgrade({ name, providerSettings: cloud }, options);
  const subject = pollOf(operationDescriptors[operation], { request: { path: { groupId }, body: request.body } });
  if (!subject) throw new Error(`the description does not say what to poll after ${operation}`);
  return subject;
}

/** Makes the error that ends a run after a failed status check. */
export function failureOf(context: RunContext, { error, because, foreign }: StatusCheck) {
  const { groupId } = context.token;
  if (isAtlasApiError(error, 404) && !foreign) {
    const project = `there is no project ${groupId}, or it is not visible`;
    return context.failure("not-found", error.errorCode === "GROUP_NOT_FOUND" ? project : error.message, {
      cause: error,
    });
  }
  if (error) {
    const rest = isUnderWay(context.token) ? `; ${whatRemains(context.token, context.state)}` : "";
    return context.failure(isAtlasApiError(error) ? "rejected" : "failed", `${error.message}${rest}`, { cause: error });
  }
  return context.failure("failed", `the upgrade will not complete: ${because}`);
}
