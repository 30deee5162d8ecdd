import type { UpgradeProgress } from "../../index.js";
import { oneLine } from "../../redaction/one-line.js";
import type { Io } from "../io.js";
import { duration } from "../output/text.js";
import type { ProgressView } from "./view.js";

const MINUTE_MS = 60_000;

/** A line for each change, and one a minute, for logs and for terminals that can't redraw a line. */
export function changeLines(name: string, io: Pick<Io, "stderr" | "now" | "every">): ProgressView {
  let shown: { progress: UpgradeProgress; at: number } | undefined;
  let written = { text: "", at: 0 };
  const write = ({ progress, at }: NonNullable<typeof shown>) => {
    const now = io.now();
    written = { text: textOf(name, progress), at: now };
    io.stderr.write(`${duration(progress.elapsedMs + now - at)}  ${written.text}\n`);
  };
  const stop = io.every(1000, () => {
    if (shown && io.now() - written.at >= MINUTE_MS) write(shown);
  });
  return {
    show: (progress) => {
      shown = { progress, at: io.now() };
      if (textOf(name, progress) !== written.text) write(shown);
    },
    end: stop,
  };
}

function textOf(name: string, { phase, stateName, tier, message }: UpgradeProgress): string {
  return oneLine([name, phase, stateName, tier, message].filter(Boolean).join("  "));
}
