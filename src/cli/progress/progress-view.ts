import type { Io } from "../io.js";
import { isLive } from "../output/text.js";
import { changeLines } from "./change-lines.js";
import { liveLine } from "./live-line.js";
import type { ProgressView } from "./view.js";

/** Shows progress on standard error, as it suits what is there. */
export function progressView(name: string, io: Pick<Io, "stderr" | "env" | "now" | "every">): ProgressView {
  return isLive(io.stderr, io) ? liveLine(name, io) : changeLines(name, io);
}
