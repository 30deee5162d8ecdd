import type { DeprecationNotice } from "./deprecation-notice.js";

interface ProcessLike {
  noDeprecation?: unknown;
  throwDeprecation?: unknown;
  emitWarning?: (warning: string, options: { type: string; code: string; detail: string }) => void;
}

// Copies of this package in one process share the registry, so that each notice is given once.
const REGISTRY = Symbol.for("atlas-tenant-upgrade.deprecations");

// Looked up on each use: flags can change at run time, and other runtimes have no process.
function currentProcess(): ProcessLike | undefined {
  return (globalThis as { process?: ProcessLike }).process;
}

// Some runtimes have a process that throws when certain properties are read.
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

/** Reads Node's deprecation flags, as they are now. */
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
 * Emits a notice once per process and code: by `process.emitWarning`, or by `console.warn` if that is missing or
 * throws, as in Next's Edge runtime. A notice that could not be written is not marked as emitted. Never throws.
 */
export function emitDeprecationWarning(notice: DeprecationNotice, type = "DeprecationWarning"): void {
  const { code, message, detail } = notice;
  if (wasEmitted(code)) return;
  const ways = [
    (process?: ProcessLike) => {
      if (typeof process?.emitWarning !== "function") throw new Error("There is no such function");
      // A string, not an Error: emitWarning throws on an Error of another realm.
      return process.emitWarning(message, { type, code, detail });
    },
    () => console.warn(`[${code}] ${type}: ${message}${detail && `\n${detail}`}`),
  ];
  for (const way of ways) {
    try {
      const given: unknown = way(currentProcess());
      // A replaced console.warn can be async. Without a handler, its rejection would end the process in Node.
      new Promise((resolve) => resolve(given)).catch(() => {});
    } catch {
      continue;
    }
    registryOf(globalThis as { [REGISTRY]?: Set<string> }).add(code);
    return;
  }
}

// If globalThis is frozen, this copy of the package keeps its own registry.
const ownRegistry = new Set<string>();

function registryOf(holder: { [REGISTRY]?: Set<string> }): Set<string> {
  try {
    holder[REGISTRY] ??= new Set();
    return holder[REGISTRY];
  } catch {
    return ownRegistry;
  }
}
