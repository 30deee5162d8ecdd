import type { AtlasClient } from "../client.js";
import { readOptions } from "../options/option-checks.js";
import { resume } from "./carry-out.js";
import { checkClient, checkFollow, FOLLOW_OPTIONS } from "./follow-settings.js";
import { startRun } from "./start-run.js";
import type { FollowOptions } from "./upgrade-options.js";
import type { UpgradeRun } from "./upgrade-progress.js";
import { readToken, type UpgradeToken } from "./upgrade-token.js";

/**
 * Resumes an upgrade that another process has started: follows it, and applies the settings that are due afterwards. It
 * never sends an upgrade.
 *
 * @throws {@link AtlasConfigurationError} or {@link AtlasInvalidRequestError}, at once, if an argument is not allowed.
 * Any other failure rejects `run.result` with an {@link AtlasUpgradeError}.
 * @example
 * ```ts
 * const run = resumeUpgrade(atlas, JSON.parse(await readFile("token.json", "utf8")));
 * const { connectionStrings } = await run.result;
 * ```
 */
export function resumeUpgrade(atlas: AtlasClient, token: UpgradeToken, options: FollowOptions = {}): UpgradeRun {
  checkClient(atlas);
  const settings = checkFollow(readOptions(options, FOLLOW_OPTIONS, "resumeUpgrade"));
  return startRun(atlas, readToken(token), settings, resume);
}
