import type { GetClusterData, GetFlexClusterData } from "../../generated/operations.js";
import { isAtlasApiError } from "../response/api-error.js";
import type { Look, Subject } from "../waiting/look.js";
import type { RunContext } from "./run-context.js";
import type { UpgradeResult } from "./upgrade-progress.js";
import { watch } from "./watch.js";

/** Settings that a cluster should have, by property. */
export type Expected = Readonly<Record<string, unknown>>;

/** How long settings may take to show, in milliseconds. */
const VERIFY_MS = 60_000;

/**
 * Applies what is due, looks whether the cluster has what was asked for, and makes the result.
 *
 * @throws {@link AtlasUpgradeError} if what is due could not be applied
 */
export async function finishUpgrade(
  context: RunContext,
  subject: Subject,
  { last, outcome, expected }: { last: Look; outcome: UpgradeResult["outcome"]; expected: Expected },
): Promise<UpgradeResult> {
  const { now, signal } = context.settings;
  const { groupId, target, afterwards } = context.token;
  let settled = last;
  const mustApply = outcome === "upgraded" && afterwards && missing(afterwards.request.body, settled).length > 0;
  if (mustApply) {
    try {
      // Setting the same twice is setting it once.
      await context.call(afterwards.operation, { groupId, ...afterwards.request }, { signal, retryUnsafe: true });
    } catch (error) {
      if (signal.aborted) throw error;
      const words = error instanceof Error ? error.message : String(error);
      throw context.failure(
        isAtlasApiError(error) ? "rejected" : "failed",
        `the cluster is ${target} now, but ${Object.keys(afterwards.request.body).join(" and ")} could not be set: ${words}. resumeUpgrade(atlas, error.token) tries again`,
        error,
      );
    }
  }
  const wanted = { ...expected, ...(outcome === "upgraded" && afterwards?.request.body) };
  const endsAt = now() + VERIFY_MS;
  while (outcome === "upgraded" && missing(wanted, settled).length > 0 && now() < endsAt) {
    for await (const look of watch(context, subject, endsAt)) if (look.data !== undefined) settled = look;
  }
  if (outcome === "upgraded" && afterwards) {
    const { afterwards: _, ...token } = context.token;
    context.token = token;
    await context.keep({});
  }
  context.report({ phase: "settled" });
  const cluster = settled.data as GetClusterData | GetFlexClusterData;
  const unverified = missing(wanted, settled);
  return {
    outcome,
    cluster,
    connectionStrings: cluster.connectionStrings ?? {},
    elapsedMs: context.elapsedMs,
    polls: context.state.polls,
    ...(mustApply && { applied: afterwards }),
    ...(unverified.length > 0 && { unverified }),
  };
}

function missing(expected: Expected, { data }: Look): string[] {
  return Object.keys(expected).filter((property) => {
    const actual: unknown = Reflect.get(Object(data), property);
    return !agrees(expected[property], actual);
  });
}

// Tags have no order, and Atlas may add some of its own.
function agrees(expected: unknown, actual: unknown): boolean {
  if (!Array.isArray(expected)) return expected === (actual ?? false);
  const tags: unknown[] = Array.isArray(actual) ? actual : [];
  const label = (tag: unknown) => JSON.stringify([Reflect.get(Object(tag), "key"), Reflect.get(Object(tag), "value")]);
  const labels = new Set(tags.map(label));
  return expected.every((tag) => labels.has(label(tag)));
}
