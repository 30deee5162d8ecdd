import { AtlasUpgradeError, type FollowOptions, type UpgradeRun, type UpgradeToken } from "../index.js";
import { EXIT, type ExitCode, exitCodeFor, exitCodeOf, UsageError } from "./exit.js";
import type { EndSignal, Io } from "./io.js";
import { errorJson, errorText, howToGoOn, resultText } from "./output/ending-text.js";
import { toJson } from "./output/text.js";
import { progressView } from "./progress/progress-view.js";
import { hasBegun, type TokenFile } from "./token-file.js";

/** The upgrade to follow, and how to show it. */
export interface Following {
  readonly name: string;
  readonly target: string;
  /** Text for a person, one JSON object, or one JSON object per step. */
  readonly output: "text" | "object" | "lines";
  readonly tokenFile: TokenFile;
  /** The options to repeat when resuming. */
  readonly options: readonly string[];
  readonly timeLimitMs: number | undefined;
  /** Whether to estimate the time from recorded upgrades. Not for a mock on this machine, whose clock may be faster. */
  readonly isEstimated: boolean;
}

/**
 * Follows an upgrade until it ends, the time limit is reached or a signal arrives. The upgrade itself is never stopped.
 */
export async function follow(
  start: (options: FollowOptions & { signal: AbortSignal }) => UpgradeRun,
  following: Following,
  io: Io,
): Promise<ExitCode> {
  const { name, target, output, tokenFile, timeLimitMs, isEstimated } = following;
  const controller = new AbortController();
  let ended: EndSignal | undefined;
  const stopListening = io.onEnd((signal) => {
    ended = signal;
    controller.abort(new Error(signal));
  });
  const view = progressView(name, io);
  const print = (object: unknown) => io.stdout.write(`${toJson(object, output === "lines" ? 0 : 2)}\n`);
  try {
    const { signal } = controller;
    const onToken = (token: UpgradeToken) => (hasBegun(token) ? tokenFile.save(token) : undefined);
    const run = start({ signal, timeLimitMs, onToken, now: io.now, sleep: io.sleep });
    for await (const { estimateMs, ...progress } of run) {
      // Before the upgrade is sent, the person sees the plan and is asked instead.
      if ((progress.phase === "probing" || progress.phase === "planned") && !progress.problem) continue;
      const shown = { ...progress, ...(isEstimated && estimateMs !== undefined && { estimateMs }) };
      if (output === "lines") print(shown);
      else view.show(shown);
    }
    const result = await run.result;
    view.end();
    if (output === "text") io.stdout.write(resultText(name, target, result));
    else print(result);
    await tokenFile.remove();
    return EXIT.done;
  } catch (thrown) {
    view.end();
    const error = thrown instanceof AtlasUpgradeError && thrown.cause instanceof UsageError ? thrown.cause : thrown;
    const token = error instanceof AtlasUpgradeError ? error.token : undefined;
    if (token && hasBegun(token)) await tokenFile.save(token).catch(() => {});
    else await tokenFile.abandon();
    if (output !== "text") print(errorJson(error));
    const text = ended ? "" : errorText(error);
    io.stderr.write(
      `${text}${howToGoOn(error, { ...following, file: tokenFile.location(), isEnded: Boolean(ended) })}`,
    );
    return ended ? exitCodeOf(ended) : exitCodeFor(error);
  } finally {
    view.end();
    stopListening();
  }
}
