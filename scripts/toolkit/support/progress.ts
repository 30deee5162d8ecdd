import type { WriteStream } from "node:tty";

/** Says on standard error what a command is doing: one line that changes in a terminal, a line each in a pipe. */
export interface Progress {
  /** A step of the work, which is always shown. */
  step(line: string): void;
  /** One of many small steps; in a pipe one a second is shown. */
  tick(line: string): void;
  /** Takes the line away before something else is printed. */
  end(): void;
}

type Stream = Pick<WriteStream, "write" | "columns"> & { isTTY?: boolean };

/**
 * @param stream - where the lines go
 * @param now - the clock, in milliseconds
 */
export function createProgress(stream: Stream = process.stderr, now = () => performance.now()): Progress {
  const start = now();
  let line = "";
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const stamp = () => `${((now() - start) / 1000).toFixed(1).padStart(6)} s  `;
  const draw = () => stream.write(`\r\x1b[K${(stamp() + line).slice(0, (stream.columns || 80) - 1)}`);
  const show = (text: string) => {
    last = now();
    line = text;
    if (!stream.isTTY) return void stream.write(`${stamp()}${text}\n`);
    draw();
    // Keep counting seconds, so that a long step does not look stuck.
    timer ??= setInterval(draw, 1000).unref();
  };
  return {
    step: show,
    tick: (text) => {
      if (stream.isTTY || now() - last >= 1000) show(text);
    },
    end: () => {
      clearInterval(timer);
      timer = undefined;
      if (stream.isTTY && line !== "") stream.write("\r\x1b[K");
      line = "";
    },
  };
}
