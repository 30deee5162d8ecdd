import { type AtlasClient, type CallOptions, type GetClusterData, operationDescriptors } from "../../index.js";
import { isTargetTier } from "../../plan/plan-options.js";
import { type CallResult, checkStatus } from "../../waiting/status-check.js";
import { readName } from "../arguments.js";
import { COMMON_HELP, type Command } from "../command.js";
import { EXIT } from "../exit.js";
import { formerServerless } from "../former-serverless.js";
import { columns, printable, toJson, widthOf, wrap } from "../output/text.js";
import { progressView } from "../progress/progress-view.js";
import { readAll } from "../read-input.js";
import { connect, READ_LIMITS } from "../settings.js";

export const status: Command = {
  summary: "show what a cluster is, and what became of a serverless instance",
  help: `Shows what a cluster is and what it can become; for a former serverless
instance, also the rule by which Atlas migrated it.

  npx atlas-tenant-upgrade status NAME

${COMMON_HELP}`,
  options: [],
  async run({ words, flags }, io) {
    const { name, connection } = await readAll({
      name: () => readName(words),
      connection: () => connect(flags, io, { limits: READ_LIMITS }),
    });
    const { atlas, groupId, json, host, close } = connection;
    const view = progressView(name, host, io);
    view.show({ phase: "probing", elapsedMs: 0, polls: 0, message: "" });
    const { tier, cluster } = await look(atlas, groupId, name).finally(view.end);
    const { stateName, id, createDate, mongoDBVersion, connectionStrings } = cluster;
    const former = formerServerless(tier);
    const next = nextSteps(name, tier, stateName);
    const facts = { name, tier, stateName, id, createDate, mongoDBVersion, connectionStrings };
    const strings = connectionStrings?.standardSrv ?? connectionStrings?.standard ?? "none at the moment";
    const rows = Object.entries({ ...facts, connectionStrings: strings }).map(([key, value]) => [
      key,
      printable(value ?? "-"),
    ]);
    const sentences = [...next, former];
    const text = [
      columns(rows).join("\n"),
      ...sentences.filter(Boolean).map((one) => wrap(`${one}`, widthOf(io.stdout))),
    ];
    io.stdout.write(
      json ? `${toJson({ ...facts, groupId, formerServerless: former, next })}\n` : `${text.join("\n\n")}\n`,
    );
    await close();
    return EXIT.done;
  },
};

// Looks the cluster up as an upgrade does: by the description, each of the two cluster APIs refers to the other.
async function look(atlas: AtlasClient, groupId: string, name: string) {
  const subject = { operationId: "getFlexCluster", parameters: { groupId, name }, variables: {} };
  const call = (operationId: string, request: object, options: CallOptions): Promise<CallResult> =>
    Reflect.get(atlas, operationId)(request, options);
  const { signal } = new AbortController();
  const { data, error, values } = await checkStatus(subject, { operations: operationDescriptors, call, signal });
  if (data === undefined) throw error;
  return { tier: typeof values.tier === "string" ? values.tier : "unknown", cluster: data as GetClusterData };
}

function nextSteps(name: string, tier: string, stateName: string | undefined): string[] {
  if (stateName === "UPDATING")
    return [`It is being changed. If this is an upgrade, "watch ${name} --tier TIER" waits for it.`];
  if (tier === "M0") return [`It can become Flex ("plan ${name}") or dedicated ("plan ${name} --tier M10").`];
  if (tier === "FLEX") return [`It can become dedicated ("plan ${name} --tier M10").`];
  if (!isTargetTier(tier)) return [];
  return ['It is dedicated: there is no further upgrade. To change its size, use Atlas, or "atlas clusters update".'];
}
