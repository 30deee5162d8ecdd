import type { DeprecationNotice } from "./deprecation-notice.js";

interface ProcessLike {
  noDeprecation?: unknown;
  throwDeprecation?: unknown;
  emitWarning?: (warning: string, options: { type: string; code: string; detail: string }) => void;
}

// Two copies of this package in one process share the registry, so that a notice is given once.
const REGISTRY = Symbol.for("atlas-tenant-upgrade.deprecations");

// Looked up on each use: flags can be set while the process runs, and other runtimes have no process.
function currentProcess(): ProcessLike | undefined {
  return (globalThis as { process?: ProcessLike }).process;
}

// There are runtimes that have a process, and throw when some of it is touched.
function lookAtProcess<Seen>(look: (process: ProcessLike | undefined) => Seen, otherwise: Seen): Seen {
  try {
    return look(currentProcess());
  } catch {
    return otherwise;
  }
}

/** Node's deprecation flags. */
export interface ProcessFlags {
  readonly noDeprecation: boolean;
  readonly throwDeprecation: boolean;
}

/** Node's deprecation flags, as they stand now. */
export function processFlags(): ProcessFlags {
  return lookAtProcess(readFlags, { noDeprecation: false, throwDeprecation: false });
}

function readFlags(process: ProcessLike | undefined): ProcessFlags {
  return {
    noDeprecation: process?.noDeprecation === true,
    throwDeprecation: process?.throwDeprecation === true,
  };
}

/** Whether a notice with this code has been given in this process (in this thread, where there are several). */
export function wasEmitted(code: string): boolean {
  return registryOf(globalThis as { [REGISTRY]?: Set<string> }).has(code);
}

/**
 * Emits a notice once for each process and code: by `process.emitWarning` where there is one, else, or if that throws, as in
 * Next's Edge runtime, by `console.warn`. It counts as emitted only once it is out, and never fails the call that it is about.
 */
export function emitDeprecationWarning(notice: DeprecationNotice, type = "DeprecationWarning"): void {
  const { code, message, detail } = notice;
  if (wasEmitted(code)) return;
  const ways = [
    (process?: ProcessLike) => {
      if (typeof process?.emitWarning !== "function") throw new Error("There is no such function");
      // The string form: an Error object of another realm makes emitWarning throw.
      return process.emitWarning(message, { type, code, detail });
    },
    () => console.warn(`[${code}] ${type}: ${message}${detail && `\n${detail}`}`),
  ];
  for (const way of ways) {
    try {
      const given: unknown = way(currentProcess());
      // The program's own can be async. Its rejection is handled here, or Node would end the process.
      new Promise((resolve) => resolve(given)).catch(() => {});
    } catch {
      continue;
    }
    registryOf(globalThis as { [REGISTRY]?: Set<string> }).add(code);
    return;
  }
}

// Where globalThis takes nothing new, this copy of the package keeps its own.
const ownRegistry = new Set<string>();

function registryOf(holder: { [REGISTRY]?: Set<string> }): Set<string> {
  try {
    holder[REGISTRY] ??= new Set();
    return holder[REGISTRY];
  } catch {
    return ownRegistry;
  }
}
