import type { UpgradeProgress } from "../../index.js";
import type { Io } from "../io.js";
import { isLive } from "../output/text.js";
import { changeLines } from "./change-lines.js";
import { liveLine } from "./live-line.js";

/** Shows a running upgrade to a person. */
export interface ProgressView {
  show(progress: UpgradeProgress): void;
  /** Clears the line, so that something else can be written. */
  hide(): void;
  /** Clears the line and stops. */
  end(): void;
}

/**
 * Shows progress on standard error, in the form that the terminal supports, and updates it every second.
 *
 * @param host - the server that is waited for
 */
export function progressView(
  name: string,
  host: string,
  io: Pick<Io, "stderr" | "env" | "now" | "every">,
): ProgressView {
  const isTerminal = isLive(io.stderr, io);
  const draw = isTerminal ? liveLine(name, io) : changeLines(name, io);
  let shown: { progress: UpgradeProgress; at: number } | undefined;
  const drawShown = () => shown && draw(shown.progress, io.now() - shown.at);
  const stop = io.every(1000, drawShown);
  const hide = () => {
    if (shown && isTerminal) io.stderr.write("\r\x1b[K");
    shown = undefined;
  };
  return {
    show: (progress) => {
      // The plan itself is shown instead.
      if (progress.phase === "planned" && !progress.problem) return;
      const { phase, problem } = progress;
      const message =
        phase === "probing" ? [`waiting for ${host}`, problem].filter(Boolean).join("; ") : progress.message;
      shown = { progress: { ...progress, message }, at: io.now() };
      drawShown();
    },
    hide,
    end: () => {
      stop();
      hide();
    },
  };
}
