import { AtlasUpgradeError, type FollowOptions, type UpgradeRun, type UpgradeToken } from "../index.js";
import { hasBegun } from "../upgrade/upgrade-token.js";
import type { Flags } from "./command-line.js";
import { EXIT, type ExitCode, exitCodeFor, exitCodeOf, UsageError } from "./exit.js";
import type { EndSignal, Io } from "./io.js";
import { errorJson, errorText, howToContinue, resultText } from "./output/ending-text.js";
import { toJson } from "./output/text.js";
import { progressView } from "./progress/progress-view.js";
import type { Connection } from "./settings.js";
import { NO_TOKEN_FILE, type TokenFile } from "./token-file.js";

/** The upgrade to follow, and how to show it. */
export interface Following {
  readonly name: string;
  readonly target: string;
  /** Text for a person, one JSON object, or one JSON object per step. */
  readonly output: "text" | "object" | "lines";
  readonly tokenFile: TokenFile;
  /** Whether a user who has not been told yet needs to know if there is no token file. */
  readonly needsTokenFile: boolean;
  /** The options that were given, to be repeated in the commands that continue. */
  readonly flags: Flags;
  readonly timeLimitMs: number | undefined;
  /** The time is not estimated for a mock on this machine, whose clock may be faster. */
  readonly connection: Connection;
}

/**
 * Follows an upgrade until it ends, the time limit is reached or a signal arrives. The upgrade itself is never stopped.
 *
 * @param start - starts the run; `hideProgress` clears the line with the progress, before something else is written
 */
export async function follow(
  start: (options: FollowOptions & { signal: AbortSignal }, hideProgress: () => void) => UpgradeRun,
  following: Following,
  io: Io,
): Promise<ExitCode> {
  const { name, target, output, tokenFile, timeLimitMs, connection } = following;
  const controller = new AbortController();
  let ended: EndSignal | undefined;
  const stopListening = io.onEnd((signal) => {
    ended = signal;
    controller.abort(new Error(signal));
  });
  const view = progressView(name, connection.host, io);
  const print = (object: unknown) => io.stdout.write(`${toJson(object, output === "lines" ? 0 : 2)}\n`);
  let run: UpgradeRun | undefined;
  try {
    const { signal } = controller;
    let isUnsaved = !following.needsTokenFile;
    const onToken = async (token: UpgradeToken) => {
      if (!hasBegun(token)) return;
      await tokenFile.save(token);
      if (isUnsaved || tokenFile.location() !== undefined) return;
      isUnsaved = true;
      view.hide();
      io.stderr.write(NO_TOKEN_FILE);
    };
    run = start({ signal, timeLimitMs, onToken, now: io.now, sleep: io.sleep }, view.hide);
    let isTimed = false;
    for await (const { estimateMs, ...progress } of run) {
      const shown = { ...progress, ...(!connection.isLocal && estimateMs !== undefined && { estimateMs }) };
      isTimed ||= progress.phase === "planned";
      const isLookup = progress.phase === "probing" || progress.phase === "planned";
      if (output !== "lines" || isLookup) view.show(shown);
      else view.hide();
      if (output === "lines" && (!isLookup || progress.problem)) print(shown);
    }
    const result = await run.result;
    view.end();
    if (output === "text") io.stdout.write(resultText(name, target, result, isTimed));
    else print(result);
    await tokenFile.remove();
    const left = tokenFile.location();
    if (left) io.stderr.write(`${left} could not be removed. Remove it: nothing is left to resume.\n`);
    await connection.close();
    return EXIT.done;
  } catch (thrown) {
    view.end();
    // If the error is not the run's own, the run still continues.
    controller.abort(thrown);
    const error = thrown instanceof AtlasUpgradeError && thrown.cause instanceof UsageError ? thrown.cause : thrown;
    const token = run?.toJSON();
    if (token && hasBegun(token)) await tokenFile.save(token).catch(() => {});
    else await tokenFile.abandon();
    if (output !== "text") print(errorJson(error));
    const text = ended ? "" : errorText(error);
    const continuation = { ...following, token, file: tokenFile.location(), isEnded: Boolean(ended) };
    io.stderr.write(`${text}${howToContinue(error, continuation)}`);
    return ended ? exitCodeOf(ended) : exitCodeFor(error);
  } finally {
    view.end();
    stopListening();
  }
}
