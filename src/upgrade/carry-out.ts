import { planUpgrade } from "../plan/plan.js";
import { isTargetTier, type SourceTier } from "../plan/plan-options.js";
import type { ServerlessBody } from "../plan/upgrade-plan.js";
import { isAtlasApiError } from "../response/api-error.js";
import { race } from "../support/race.js";
import type { StatusCheck } from "../waiting/status-check.js";
import { type Expected, finishUpgrade } from "./finish-upgrade.js";
import { probeCluster } from "./probe-cluster.js";
import type { RunContext } from "./run-context.js";
import { planRun, type UpgradeRunPlan } from "./run-plan.js";
import { sendUpgrade } from "./send-upgrade.js";
import { AtlasUpgradeError } from "./upgrade-error.js";
import type { UpgradeClusterOptions } from "./upgrade-options.js";
import type { UpgradeResult } from "./upgrade-progress.js";
import { hasBegun, isUnderWay } from "./upgrade-token.js";

/**
 * The age up to which a cluster can still be in the upgrade that created it, in milliseconds. The longest recorded
 * upgrade took half an hour.
 */
const NEW_MS = 86_400_000;

/** Carries out an upgrade, from the first status check to the result. */
export async function carryOut(
  context: RunContext,
  { serverless, confirm }: Pick<UpgradeClusterOptions, "serverless" | "confirm">,
): Promise<UpgradeResult> {
  for (;;) {
    const { target } = context.token;
    const probe = await probeCluster(context);
    const { tier, state } = probe.values;
    if (tier === target) return arrived(context, probe, serverless);
    const source = sourceOf(context, tier);
    const plan = makePlan(context, probe, source, serverless);
    const expected = expectedOf(plan.request.body);
    if (state === "UPDATING") {
      // The upgrade was started elsewhere, and its target is unknown.
      await context.keep({ underWay: true, ...(plan.afterwards && { afterwards: plan.afterwards }) });
      context.report({ phase: "accepted", plan });
      return finishUpgrade(context, expected);
    }
    context.report({ phase: "planned", plan });
    if (confirm) {
      await agree(context, confirm, plan);
      // Someone else may have started an upgrade while the person decided.
      const again = await probeCluster(context);
      const { values } = again;
      if (values.state !== state || values.tier !== tier || values.id !== probe.values.id) continue;
      const inForce = makePlan(context, again, source, serverless);
      if (JSON.stringify(inForce) !== JSON.stringify(plan)) continue;
    }
    try {
      await sendUpgrade(context, plan);
    } catch (error) {
      if (await isOvertaken(context, error)) return followOther(context, expected, error);
      throw error;
    }
    return finishUpgrade(context, expected);
  }
}

/** Resumes an upgrade from the state in its token. */
export async function resume(context: RunContext): Promise<UpgradeResult> {
  const { sent, target } = context.token;
  if (!hasBegun(context.token)) {
    // This run has neither sent nor seen an upgrade; it may have been sent elsewhere.
    const probe = await probeCluster(context);
    const { tier, state } = probe.values;
    if (tier === target) return arrived(context, probe);
    const underWay = state === "UPDATING";
    if (sent === "no" && !underWay) {
      throw context.failure("unknown-outcome", "according to its token nothing was sent, and no upgrade is under way", {
        hint: "Call upgradeCluster",
      });
    }
    await context.keep({ source: sourceOf(context, tier), ...oldIdOf(probe), ...(underWay && { underWay }) });
  }
  context.report({ phase: hasBegun(context.token) ? "accepted" : "waiting" });
  return finishUpgrade(context, {});
}

// Two runs that start at the same time both send; the second is rejected, and follows the first. Atlas's error code for
// that was not recorded, so the cluster is checked. A 409 is enough, since Atlas can show the old state for minutes.
async function isOvertaken(context: RunContext, error: unknown): Promise<boolean> {
  if (!(error instanceof AtlasUpgradeError) || !isAtlasApiError(error.cause)) return false;
  if (isAtlasApiError(error.cause, 409)) return true;
  try {
    const { values } = await probeCluster(context);
    return values.state === "UPDATING" || values.tier === context.token.target;
  } catch (failure) {
    if (context.settings.signal.aborted) throw failure;
    // If the cluster can't be read, the rejection is not a conflict.
    return false;
  }
}

// The upgrade is never sent again: a cluster that is shown as IDLE in between proves nothing.
async function followOther(context: RunContext, expected: Expected, error: unknown): Promise<UpgradeResult> {
  context.report({ phase: "waiting" });
  try {
    return await finishUpgrade(context, expected);
  } catch (failure) {
    const isUnseen = failure instanceof AtlasUpgradeError && failure.reason === "unknown-outcome";
    throw isUnseen && !isUnderWay(context.token) ? error : failure;
  }
}

// The cluster already has the target tier. If it is new and UPDATING, its upgrade is about to end; if it is older, it
// is being changed in another way, since an upgrade gives a cluster a new createDate.
async function arrived(context: RunContext, probe: StatusCheck, serverless?: ServerlessBody): Promise<UpgradeResult> {
  const ageMs = context.settings.wall() - Date.parse(String(probe.values.created));
  const isEnding = probe.values.state === "UPDATING" && ageMs < NEW_MS;
  const { name, target } = context.token;
  // The cluster's old tags can't be read any more; the caller's tags can be set.
  const { afterwards } =
    serverless && target === "FLEX" ? planUpgrade({ ...serverless, name }, { source: "M0", target }) : {};
  await context.keep({ ...(isEnding && { underWay: true }), ...(afterwards && { afterwards }) });
  context.report({ phase: isEnding ? "accepted" : "waiting" });
  return finishUpgrade(context, expectedOf(serverless), isEnding ? "upgraded" : "already-there");
}

function sourceOf(context: RunContext, tier: unknown): SourceTier {
  const { target } = context.token;
  if (tier === "M0" || (tier === "FLEX" && target !== "FLEX")) return tier;
  const hint =
    tier === "M2" || tier === "M5"
      ? "Atlas moves M2 and M5 clusters to Flex by itself"
      : target !== "FLEX" && isTargetTier(tier)
        ? "a dedicated cluster is resized instead"
        : "nothing was sent";
  throw context.failure("rejected", `there is no upgrade from ${tier} to ${target}; ${hint}`);
}

function makePlan(context: RunContext, probe: StatusCheck, source: SourceTier, serverless: ServerlessBody | undefined) {
  const { groupId, name, target } = context.token;
  const plan = planRun({ groupId, name, source, target, cluster: probe.data, serverless });
  context.token = { ...context.token, source, operation: plan.operation, ...oldIdOf(probe) };
  return plan;
}

async function agree(
  context: RunContext,
  confirm: NonNullable<UpgradeClusterOptions["confirm"]>,
  plan: UpgradeRunPlan,
): Promise<void> {
  const { signal } = context.settings;
  let agreed: unknown;
  try {
    agreed = await race(signal, Promise.resolve(confirm(plan)));
  } catch (error) {
    if (signal.aborted) throw error;
    throw context.failure("declined", "confirm threw an error (see the cause), and nothing was sent", {
      cause: error,
    });
  }
  if (agreed !== true) throw context.failure("declined", "confirm did not return true, and nothing was sent");
}

function oldIdOf({ values }: StatusCheck): { oldId?: string } {
  return typeof values.id === "string" && /^[a-f0-9]{24}$/.test(values.id) ? { oldId: values.id } : {};
}

function expectedOf(body: object | undefined): Expected {
  const { tags, terminationProtectionEnabled, backupEnabled } = Object(body);
  const expected = { tags, terminationProtectionEnabled, backupEnabled };
  return Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined));
}
