import type { UpgradeProgress } from "../../index.js";
import { oneLine } from "../../redaction/one-line.js";
import type { Io } from "../io.js";
import { duration } from "../output/text.js";

const MINUTE_MS = 60_000;
/** How long a lookup usually takes at most, in milliseconds. */
const LOOKUP_MS = 5_000;

/** Writes a line for each change, and one per minute, for logs and for terminals that can't redraw a line. */
export function changeLines(name: string, io: Pick<Io, "stderr" | "now">) {
  let written = { text: "", at: 0 };
  return ({ phase, elapsedMs, stateName, tier, message, problem }: UpgradeProgress, sinceMs: number): void => {
    if (phase === "probing" && !problem && elapsedMs + sinceMs < LOOKUP_MS) return;
    const text = oneLine([name, phase, stateName, tier, message].filter(Boolean).join("  "));
    const at = io.now();
    // The clock can also be set back.
    if (text === written.text && Math.abs(at - written.at) < MINUTE_MS) return;
    written = { text, at };
    io.stderr.write(`${duration(elapsedMs + sinceMs)}  ${text}\n`);
  };
}
