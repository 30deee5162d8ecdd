import { homedir, tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { EndSignal, Io } from "./io.js";

const SIGNALS: readonly EndSignal[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Makes the `Io` of this process. */
export function processIo(): Io {
  const { argv, env, platform, stdin, stdout, stderr } = process;
  // If standard error is closed, the command continues.
  stderr.on("error", () => {});
  stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    // Its reader has stopped, as after "| head". The exit code is that of a program that SIGPIPE ends: nothing failed.
    if (code === "EPIPE") process.exit(141);
    stderr.write(`atlas-tenant-upgrade: could not write to standard output: ${code}\n`);
    process.exit(1);
  });
  return {
    args: argv.slice(2),
    env,
    platform,
    // A container's user may have no home folder, and the working folder may have been deleted.
    home: either(homedir, "/"),
    folder: either(process.cwd, tmpdir()),
    temporary: tmpdir(),
    stdin,
    stdout,
    stderr,
    discardTyped: () => discardTyped(stdin),
    now: Date.now,
    every: (ms, callback) => {
      const timer = setInterval(callback, ms);
      return () => clearInterval(timer);
    },
    onEnd: (callback) => {
      const stop = () => {
        for (const signal of SIGNALS) process.removeListener(signal, listener);
      };
      const listener = (signal: EndSignal) => {
        stop();
        callback(signal);
      };
      for (const signal of SIGNALS) process.on(signal, listener);
      return stop;
    },
  };
}

function either(find: () => string, otherwise: string): string {
  try {
    return find();
  } catch {
    return otherwise;
  }
}

// Input that the terminal already has arrives within a few milliseconds.
const DISCARD_MS = 50;

async function discardTyped(stdin: NodeJS.ReadStream): Promise<void> {
  const discard = () => {};
  stdin.on("data", discard);
  await wait(DISCARD_MS);
  stdin.off("data", discard).pause();
}
