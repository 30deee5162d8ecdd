import { AtlasUpgradeError, type FollowOptions, type UpgradeRun, type UpgradeToken } from "../index.js";
import { EXIT, type ExitCode, exitCodeFor, exitCodeOf, UsageError } from "./exit.js";
import type { EndSignal, Io } from "./io.js";
import { errorJson, errorText, resultText } from "./output/ending-text.js";
import { shellQuote, toJson } from "./output/text.js";
import { progressView } from "./progress/progress-view.js";
import type { TokenFile } from "./token-file.js";

/** What is followed, and how it is shown. */
export interface Following {
  readonly name: string;
  readonly target: string;
  /** Text for a person, one object, or one object for each step. */
  readonly output: "text" | "object" | "lines";
  readonly tokenFile: TokenFile;
  /** The options that whoever resumes needs as well. */
  readonly options: readonly string[];
  readonly timeLimitMs: number | undefined;
}

/** Follows an upgrade to its end, to a time limit or to a signal; it never ends the upgrade itself. */
export async function follow(
  start: (options: FollowOptions & { signal: AbortSignal }) => UpgradeRun,
  following: Following,
  io: Io,
): Promise<ExitCode> {
  const { name, target, output, tokenFile, timeLimitMs } = following;
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
    const onToken = (token: UpgradeToken) => tokenFile.save(token);
    const run = start({ signal, timeLimitMs, onToken, now: io.now, sleep: io.sleep });
    for await (const progress of run) {
      // Before the sending the person sees the plan, and is asked.
      if (progress.phase === "probing" || progress.phase === "planned") continue;
      if (output === "lines") print(progress);
      else view.show(progress);
    }
    const result = await run.result;
    view.end();
    const note = await tokenFile.close();
    if (note) io.stderr.write(`${note}\n`);
    if (output === "text") io.stdout.write(resultText(name, target, result));
    else print(result);
    return EXIT.done;
  } catch (thrown) {
    view.end();
    const error = thrown instanceof AtlasUpgradeError && thrown.cause instanceof UsageError ? thrown.cause : thrown;
    const upgradeError = error instanceof AtlasUpgradeError ? error : undefined;
    const token = upgradeError?.token;
    // What was not sent needs no going on.
    if (token) await (token.sent === "no" ? tokenFile.close() : tokenFile.save(token));
    if (output !== "text") print(errorJson(error));
    io.stderr.write(`${ended ? "" : errorText(error)}${howToGoOn(upgradeError, following, ended)}`);
    return ended ? exitCodeOf(ended) : exitCodeFor(error);
  } finally {
    view.end();
    stopListening();
  }
}

function howToGoOn(error: AtlasUpgradeError | undefined, following: Following, ended: unknown): string {
  if (!error || error.token.sent === "no") return ended ? "Nothing was sent.\n" : "";
  const { name, tokenFile, options } = following;
  const { token, reason } = error;
  const file = tokenFile.location();
  const goesOn = `Atlas goes on with ${name}, whether it is watched or not. `;
  const known = `What is known of the upgrade ${file ? `is in ${file}.` : `(standard input, for the line below): ${toJson(token, 0)}`}`;
  const words = ["npx", "atlas-tenant-upgrade", "watch", "--resume", file ?? "-", ...options];
  return `${reason === "aborted" || reason === "time-limit" ? goesOn : ""}${known} To watch it again:\n\n  ${words.map(shellQuote).join(" ")}\n`;
}
