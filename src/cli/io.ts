import type { FetchLike } from "../index.js";
import type { Machine } from "../node/profile.js";

/** Where text goes. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person sees it. */
  readonly isTTY?: boolean | undefined;
  /** The width of their terminal, in characters. */
  readonly columns?: number | undefined;
}

/** A signal by which the system or a person ends the command. */
export type EndSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** All that the command line has to do with the world, so that tests can be that world. */
export interface Io extends Machine {
  /** The arguments, without the program's own name. */
  readonly args: readonly string[];
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** The folder for what need not last, should the other one take no file. */
  readonly temporary: string;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  /** Throws away what was typed before a question is asked, which can't be meant for it. */
  readonly discardTyped?: (() => Promise<void>) | undefined;
  /** For results. */
  readonly stdout: Output;
  /** For everything else: questions, progress, errors. */
  readonly stderr: Output;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls again and again, until the function that it returns is called. */
  readonly every: (ms: number, callback: () => void) => () => void;
  /** Waits for the first signal to end; the second one ends the process as usual. */
  readonly onEnd: (callback: (signal: EndSignal) => void) => () => void;
  /** @default the global `fetch` */
  readonly fetch?: FetchLike | undefined;
  /** @default a timer */
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}
