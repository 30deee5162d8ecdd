import type { FetchLike } from "../index.js";
import type { Machine } from "../node/profile.js";

/** A stream for text. */
export interface Output {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean | undefined;
  /** The width of the terminal, in characters. */
  readonly columns?: number | undefined;
}

/** A signal that ends the command. */
export type EndSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** Everything that the command line needs from its environment, so that tests can replace it. */
export interface Io extends Machine {
  /** The arguments, without the program's own name. */
  readonly args: readonly string[];
  /** The folder that relative paths are resolved against. */
  readonly folder: string;
  /** The folder for temporary files, used if `folder` is not writable. */
  readonly temporary: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  /** Discards input that was typed before a question, since it can't be a reply to it. */
  readonly discardTyped?: (() => Promise<void>) | undefined;
  /** For results. */
  readonly stdout: Output;
  /** For everything else: questions, progress, errors. */
  readonly stderr: Output;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls `callback` repeatedly, until the returned function is called. */
  readonly every: (ms: number, callback: () => void) => () => void;
  /** Calls `callback` on the first end signal. The second one ends the process as usual. */
  readonly onEnd: (callback: (signal: EndSignal) => void) => () => void;
  /** @default the global `fetch` */
  readonly fetch?: FetchLike | undefined;
  /** @default a timer */
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}
