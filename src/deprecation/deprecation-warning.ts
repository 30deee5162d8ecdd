import { ignoreFailure } from "../support/race.js";
import type { DeprecationNotice } from "./deprecation-notice.js";

// What is used of Node's process. It is looked up on each use: flags can change at run time, other runtimes have none,
// and some have one that throws when certain properties are read.
interface Platform {
  readonly process: {
    readonly noDeprecation?: unknown;
    readonly throwDeprecation?: unknown;
    emitWarning(warning: string, options: { type: string; code: string; detail: string }): void;
  };
}

const platform = globalThis as typeof globalThis & Platform;

/** What Node's deprecation flags ask for, as they are now. */
export function processWants(): "silent" | "throw" | "warn" {
  try {
    const { noDeprecation, throwDeprecation } = platform.process;
    if (noDeprecation === true) return "silent";
    if (throwDeprecation === true) return "throw";
  } catch {
    // Without a process, there are no flags.
  }
  return "warn";
}

// Copies of this package in one process share the registry, so that each notice is given once.
const REGISTRY = Symbol.for("atlas-tenant-upgrade.deprecations");
// If globalThis is frozen, or has something else there, this copy of the package keeps its own registry.
const ownRegistry = new Set<string>();

function registry(): Set<string> {
  try {
    const holder = globalThis as { [REGISTRY]?: Set<string> };
    holder[REGISTRY] ??= new Set();
    // Not instanceof: the copy may be of another realm.
    return typeof holder[REGISTRY].has === "function" ? holder[REGISTRY] : ownRegistry;
  } catch {
    return ownRegistry;
  }
}

/** Whether a notice with this code has been given in this process (in this thread, where there are several). */
export function wasEmitted(code: string): boolean {
  return registry().has(code);
}

/**
 * Emits a notice once per process and code: by `process.emitWarning`, or by `console.warn` if that is missing or
 * throws, as in Next's Edge runtime. A notice that could not be written is not marked as emitted. Never throws.
 */
export function emitDeprecationWarning(notice: DeprecationNotice, type = "DeprecationWarning"): void {
  const { code, message, detail } = notice;
  if (wasEmitted(code)) return;
  const ways = [
    // A string, not an Error: emitWarning throws on an Error of another realm.
    () => platform.process.emitWarning(message, { type, code, detail }),
    () => console.warn(`[${code}] ${type}: ${message}${detail && `\n${detail}`}`),
  ];
  for (const way of ways) {
    try {
      const given: unknown = way();
      // A replaced console.warn can be async.
      ignoreFailure(() => given);
    } catch {
      continue;
    }
    registry().add(code);
    return;
  }
}
