import type { WriteStream } from "node:tty";
import { oneLine } from "../../../src/redaction/one-line.js";

/** Says on standard error what a command is doing. */
export type Progress = ReturnType<typeof createProgress>;

type Stream = Pick<WriteStream, "write" | "columns"> & { isTTY?: boolean };

/**
 * Shows one line that changes in a terminal, or a line for each step in a pipe.
 *
 * @param stream - where the lines go
 * @param now - the clock, in milliseconds
 */
export function createProgress(stream: Stream = process.stderr, now = () => performance.now()) {
  const start = now();
  let line = "";
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const stamp = () => `${((now() - start) / 1000).toFixed(1).padStart(6)} s  `;
  const draw = () => stream.write(`\r\x1b[K${(stamp() + line).slice(0, (stream.columns || 80) - 1)}`);
  const show = (text: string): void => {
    last = now();
    // Text from a description may have anything in it.
    line = oneLine(text);
    if (!stream.isTTY) return void stream.write(`${stamp()}${line}\n`);
    draw();
    // Keep counting seconds, so that a long step does not look stuck.
    timer ??= setInterval(draw, 1000).unref();
  };
  return {
    /** A step of the work, which is always shown. */
    step: show,
    /** One of many small steps; in a pipe one a second is shown. */
    tick: (text: string): void => {
      if (stream.isTTY || now() - last >= 1000) show(text);
    },
    /** Takes the line away before something else is printed. */
    end: (): void => {
      clearInterval(timer);
      timer = undefined;
      if (stream.isTTY && line !== "") stream.write("\r\x1b[K");
      line = "";
    },
  };
}
