import type { ServerlessBody, TargetTier } from "../index.js";
import { LONGEST_MS } from "../options/option-checks.js";
import type { Flags } from "./command-line.js";
import { UsageError } from "./exit.js";
import type { Io } from "./io.js";
import { readJson } from "./read-input.js";

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/**
 * Reads the name of the one cluster that a command is about.
 *
 * @throws {@link UsageError} if there is none, or more than one
 */
export function readName(words: readonly string[], otherwise?: string): string {
  const [name = otherwise, ...more] = words;
  if (name === undefined) throw new UsageError("Which cluster? Give its name");
  if (more.length > 0) throw new UsageError(`One cluster at a time; there are ${words.length} names`);
  return name;
}

/**
 * Reads the target tier. The package checks that the size exists.
 *
 * @default FLEX, the successor of serverless
 */
export function readTarget({ tier = "FLEX" }: Flags): TargetTier {
  return tier.toUpperCase() as TargetTier;
}

/** Reads a body for the serverless endpoint. The package checks it. */
export async function readBody(file: string, io: Io): Promise<ServerlessBody> {
  return (await readJson(file, "the body for tenantUpgradeToServerless", io)) as ServerlessBody;
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
  if (!(ms > 0 && ms <= LONGEST_MS)) {
    const most = Math.floor(LONGEST_MS / UNITS.h);
    throw new UsageError(
      `--watchTimeout must be seconds, such as 3600, or have a unit, such as 90m or 3h, and at most ${most}h`,
    );
  }
  return ms;
}

/** The options to repeat in a later command for the same project. */
export function optionsToRepeat({ profile, baseUrl }: Flags): string[] {
  return [...(profile ? ["--profile", profile] : []), ...(baseUrl ? ["--baseUrl", baseUrl] : [])];
}
