import {
  AtlasUpgradeError,
  type PlanOptions,
  planUpgrade,
  type UpgradeClusterOptions,
  upgradeCluster,
} from "../../index.js";
import { readPlanOptions } from "../../plan/plan-options.js";
import { outlookOf } from "../../upgrade/run-plan.js";
import { checkParameter, readBody, readName, readTarget } from "../arguments.js";
import { COMMON_HELP, type Command } from "../command.js";
import type { Flags } from "../command-line.js";
import { EXIT, UsageError } from "../exit.js";
import type { Io } from "../io.js";
import { planText, type ShownPlan } from "../output/plan-text.js";
import { toJson, widthOf } from "../output/text.js";
import { progressView } from "../progress/progress-view.js";
import { readAll } from "../read-input.js";
import { type Connection, connect, READ_LIMITS, readSettings } from "../settings.js";

export const plan: Command = {
  summary: "show what an upgrade would send and change; it sends nothing",
  help: `Shows what an upgrade would send, and what becomes of each property.

  npx atlas-tenant-upgrade plan NAME [--tier FLEX]     the cluster as it is
  npx atlas-tenant-upgrade plan -f FILE [--tier FLEX]  a body; needs no network

  -f, --file FILE      your body for tenantUpgradeToServerless (- is standard
                       input, which is also read if there is no NAME); with
                       NAME, its tags, protection and backup replace the
                       cluster's
  --tier TIER          FLEX (the default), or a dedicated size such as M10
  --from TIER          without NAME: what the cluster is today, M0 or FLEX
${COMMON_HELP}`,
  options: ["file", "tier", "from"],
  async run({ words, flags }, io) {
    const isBody = words.length === 0 && (flags.file !== undefined || !io.stdin.isTTY);
    const { shown, json, close } = isBody ? await planBody(flags, io) : await planCluster(words, flags, io);
    const text =
      "outcome" in shown
        ? `${shown.name} is ${shown.target} already: no upgrade is needed.\n`
        : planText(shown, widthOf(io.stdout));
    io.stdout.write(json ? `${toJson(shown)}\n` : text);
    await close?.();
    return EXIT.done;
  },
};

/** A plan, and how to show it. */
interface Planned {
  readonly shown: ShownPlan | AlreadyThere;
  readonly json: boolean;
  readonly close?: Connection["close"];
}

async function planBody(flags: Flags, io: Io): Promise<Planned> {
  const { serverless, options, settings } = await readAll({
    serverless: () => readBody(flags.file ?? "-", [], io),
    options: () => readTiers(flags),
    settings: () => readSettings(flags, io),
  });
  const { source, target } = options;
  const planned = planUpgrade(serverless, options);
  const { name } = planned.request.body;
  const groupId = settings.projectId && checkParameter("groupId", settings.projectId);
  const shown = {
    ...outlookOf(source, target),
    ...planned,
    request: { ...(groupId && { groupId }), ...planned.request },
    note: `Made from the body alone, as if ${name} were ${source}. To plan from the cluster itself, use "plan ${name} -f FILE".`,
  };
  return { shown, json: settings.json };
}

function readTiers(flags: Flags): PlanOptions {
  const target = readTarget(flags);
  // Only an M0 can become Flex.
  const source = flags.from?.toUpperCase() ?? (target === "FLEX" ? "M0" : undefined);
  if (source !== undefined) {
    return readPlanOptions(
      { source, target },
      'To plan from what the cluster is now, use "plan NAME -f FILE" without --from',
    );
  }
  throw new UsageError("What is the cluster today? Pass --from M0 or --from FLEX, or the cluster's name to look it up");
}

async function planCluster(words: readonly string[], flags: Flags, io: Io): Promise<Planned> {
  const { name, serverless, target, connection } = await readAll({
    name: () => readName(words),
    serverless: () => (flags.file === undefined ? undefined : readBody(flags.file, words, io)),
    target: () => readTarget(flags),
    from: () => {
      if (flags.from === undefined) return;
      throw new UsageError("--from is for a body without a cluster; the tier of a cluster comes from Atlas");
    },
    connection: () => connect(flags, io, { limits: READ_LIMITS }),
  });
  const shown = await planOf(connection, { name, target, serverless }, io);
  return { shown, json: connection.json, close: connection.close };
}

/** The result if no plan is needed. */
interface AlreadyThere {
  readonly outcome: "already-there";
  readonly name: string;
  readonly target: string;
}

/** Runs an upgrade up to its plan. */
async function planOf(
  { atlas, groupId, host }: Connection,
  options: Pick<UpgradeClusterOptions, "name" | "target" | "serverless">,
  io: Io,
): Promise<ShownPlan | AlreadyThere> {
  const { name, target } = options;
  const { now, sleep } = io;
  const controller = new AbortController();
  const { signal } = controller;
  const follow = { now, sleep, signal, timeLimitMs: READ_LIMITS.deadlineMs };
  const run = upgradeCluster(atlas, { ...options, ...follow, groupId, confirm: () => false });
  const view = progressView(name, host, io);
  try {
    for await (const progress of run) {
      const { phase, plan: planned, tier } = progress;
      if (phase === "probing") view.show(progress);
      if (phase === "planned" && planned) return planned;
      if (phase !== "accepted" && phase !== "waiting") continue;
      if (tier === target) return { outcome: "already-there", name, target };
      throw new UsageError(`${name} is being changed. If this is an upgrade, "watch ${name} --tier TIER" waits for it`);
    }
    throw new Error(`${name} was neither planned nor under way`);
  } finally {
    view.end();
    controller.abort();
    await run.result.catch((error: unknown) => {
      if (!(error instanceof AtlasUpgradeError)) throw error;
    });
  }
}
