import {
  AtlasUpgradeError,
  type FollowOptions,
  type UpgradeClusterOptions,
  type UpgradePhase,
  type UpgradeRun,
  upgradeCluster,
} from "../../src/index.js";
import type { Emulated } from "./emulated.js";
import { groupId, name } from "./emulated-requests.js";

export { groupId, name };

/** The tags of the clusters below. */
export const tags = [{ key: "team", value: "storefront" }];
/** A free cluster with every property that an upgrade carries over. */
export const M0 = { name, tier: "M0", tags, terminationProtectionEnabled: true } as const;
/** The same as a Flex cluster. */
export const FLEX = { ...M0, tier: "FLEX" } as const;

/** An emulator's clock, as options of a run. */
export const follow = ({ now, sleep }: Emulated): FollowOptions => ({ now, sleep, random: () => 0.5 });

/** Starts an upgrade, to Flex by default. */
export function start(atlas: Emulated, more: Partial<UpgradeClusterOptions> = {}, client = atlas.client()): UpgradeRun {
  const options = { groupId, name, target: "FLEX", acceptSnapshotDeletion: true } as const;
  return upgradeCluster(client, { ...options, ...follow(atlas), ...more });
}

/** The error that a run ends with. */
export const failureOf = async (run: UpgradeRun): Promise<AtlasUpgradeError> => {
  const outcome: unknown = await run.result.catch((error: unknown) => error);
  if (outcome instanceof AtlasUpgradeError) return outcome;
  throw new Error("it did not fail with an AtlasUpgradeError", { cause: outcome });
};

/** The number of POST requests that the emulator has received. */
export const posts = ({ requests }: Emulated) => requests.filter(({ method }) => method === "POST").length;

/** The phases of a run, each once, in order. */
export const phasesOf = async (run: UpgradeRun) => {
  const phases = new Set<UpgradePhase>();
  for await (const { phase } of run) phases.add(phase);
  return [...phases];
};
