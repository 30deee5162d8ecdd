import { checkPath } from "../call/path-check.js";
import { operationDescriptors, type ServerlessBody, type TargetTier } from "../index.js";
import { MAX_TIMER_MS } from "../options/option-checks.js";
import { findBodyProblems } from "../plan/plan-body.js";
import { isTargetTier, TARGET_TIERS } from "../plan/plan-options.js";
import { isRecord } from "../support/properties.js";
import type { Flags } from "./command-line.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { nameOf, readJson } from "./read-input.js";

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/**
 * Reads the name of the one cluster that a command is about.
 *
 * @throws {@link UsageError} if there is none, or more than one
 */
export function readName(words: readonly string[], otherwise?: string): string {
  const [name = otherwise, ...more] = words;
  if (name === undefined) throw new UsageError("Which cluster? Pass its name");
  if (more.length > 0) {
    const tier = more.find((word) => isTargetTier(word.toUpperCase()));
    const meant = tier ? `; did you mean --tier ${tier}?` : "";
    throw new UsageError(`One cluster at a time; you passed ${words.length} names${meant}`);
  }
  return checkParameter("name", name);
}

/**
 * Checks the form of a project's id or of a cluster's name.
 *
 * @throws {@link AtlasInvalidRequestError} saying what is allowed
 */
export function checkParameter(parameter: "groupId" | "name", value: string): string {
  checkPath(`{${parameter}}`, { [parameter]: value }, operationDescriptors.getFlexCluster);
  return value;
}

/**
 * Reads the target tier.
 *
 * @default FLEX, the successor of serverless
 * @throws {@link UsageError} if no cluster can be upgraded to it
 */
export function readTarget({ tier = "FLEX" }: Flags): TargetTier {
  const target = tier.toUpperCase();
  if (isTargetTier(target)) return target;
  throw new UsageError(`--tier must be ${TARGET_TIERS}`);
}

/**
 * Reads a body for the serverless endpoint.
 *
 * @param words - the cluster's name, which the body can leave out then
 * @throws {@link UsageError} with a line for each problem of the body
 */
export async function readBody(file: string, [name]: readonly string[], io: Io): Promise<ServerlessBody> {
  const why = name === undefined ? ", since no cluster is named" : "";
  const body = await readJson(file, `the body for tenantUpgradeToServerless${why}`, io);
  const problems = findBodyProblems(isRecord(body) ? { name, ...body } : body);
  if (problems.length === 0) return body as ServerlessBody;
  throw new UsageError(problems.map((problem) => `${nameOf(file)}: ${problem}`).join("\n"));
}

/**
 * Reads how long to wait, in milliseconds: `--watchTimeout` is in seconds, as in the Atlas CLI, or has a unit.
 *
 * @throws {@link UsageError} if it is not a length of time
 */
export function readTimeLimit({ watchTimeout }: Flags): number | undefined {
  if (watchTimeout === undefined) return undefined;
  const [, number = "", unit = "s"] = /^(\d+)([smh]?)$/.exec(watchTimeout) ?? [];
  const ms = Number(number) * UNITS[(unit || "s") as keyof typeof UNITS];
  if (!(ms > 0 && ms <= MAX_TIMER_MS)) {
    const maxHours = Math.floor(MAX_TIMER_MS / UNITS.h);
    throw new UsageError(
      `--watchTimeout must be seconds, such as 3600, or have a unit, such as 90m or 3h, and at most ${maxHours}h`,
    );
  }
  return ms;
}
