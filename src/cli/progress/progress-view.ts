import type { UpgradeProgress } from "../../index.js";
import type { Io } from "../io.js";
import { isLive } from "../output/text.js";
import { changeLines } from "./change-lines.js";
import { liveLine } from "./live-line.js";

/** Shows an upgrade to a person while it lasts. */
export interface ProgressView {
  show(progress: UpgradeProgress): void;
  /** Leaves the terminal clean; nothing is shown any more. */
  end(): void;
}

/** Shows progress on standard error, as it suits what is there, and again each second. */
export function progressView(name: string, io: Pick<Io, "stderr" | "env" | "now" | "every">): ProgressView {
  const isTerminal = isLive(io.stderr, io);
  const draw = isTerminal ? liveLine(name, io) : changeLines(name, io);
  let shown: { progress: UpgradeProgress; at: number } | undefined;
  const drawShown = () => shown && draw(shown.progress, io.now() - shown.at);
  const stop = io.every(1000, drawShown);
  return {
    show: (progress) => {
      shown = { progress, at: io.now() };
      drawShown();
    },
    end: () => {
      stop();
      if (shown && isTerminal) io.stderr.write("\r\x1b[K");
      shown = undefined;
    },
  };
}
