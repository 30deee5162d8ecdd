import type { UpgradeProgress } from "../../index.js";
import { oneLine } from "../../redaction/one-line.js";
import type { Io } from "../io.js";
import { bold, duration, widthOf } from "../output/text.js";

const MAX_BAR = 30;
const MIN_BAR = 8;

/** Redraws one line in a terminal, cut to the terminal's current width. */
export function liveLine(name: string, io: Pick<Io, "stderr" | "env">) {
  return (progress: UpgradeProgress, sinceMs: number): void => {
    // Some terminals wrap a line that fills the last column.
    const line = lineOf(name, progress, sinceMs, widthOf(io.stderr) - 1);
    // Not searched in the name, which can contain the same word.
    const start = line.startsWith(`${name}  `) ? name.length : 0;
    const marked = line.slice(start).replace(progress.phase, bold(progress.phase, io.stderr, io));
    io.stderr.write(`\r\x1b[K${line.slice(0, start)}${marked}`);
  };
}

/**
 * Makes the line. If there is no room, the least important parts are left out first.
 *
 * @param sinceMs - how long ago the progress was reported, in milliseconds
 * @param width - the available width, in characters
 */
export function lineOf(name: string, progress: UpgradeProgress, sinceMs: number, width: number): string {
  const { phase, elapsedMs, estimateMs, stateName, tier, problem, message } = progress;
  const elapsed = elapsedMs + sinceMs;
  const whole = estimateMs === undefined || problem ? undefined : Math.max(elapsedMs + estimateMs, elapsed);
  const time = whole === undefined ? duration(elapsed) : `${duration(elapsed)} of about ${duration(whole)}`;
  const state = oneLine(problem || [stateName, tier && `on ${tier}`].filter(Boolean).join(" ") || message);
  const forms = [
    [name, phase, "", time, state],
    ...(problem ? [[phase, time, state]] : []),
    [name, phase, "", time],
    [phase, "", time],
    [phase, time],
  ];
  for (const form of forms) {
    const hasBar = whole !== undefined && form.includes("");
    const parts = form.filter(Boolean);
    const room = width - parts.join("  ").length - (hasBar ? "  []".length : 0);
    if (room < (hasBar ? MIN_BAR : 0)) continue;
    if (hasBar) parts.splice(form.indexOf(""), 0, bar(elapsed / whole, Math.min(room, MAX_BAR)));
    return parts.join("  ");
  }
  return duration(elapsed).slice(0, width);
}

// A clock that was set back makes the time so far negative.
function bar(share: number, width: number): string {
  const done = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `[${"#".repeat(done)}${"-".repeat(width - done)}]`;
}
