import type { DeprecationNotice } from "./deprecation-notice.js";

interface ProcessLike {
  noDeprecation?: boolean;
  throwDeprecation?: boolean;
  emitWarning?: (warning: string, options: { type: string; code: string; detail: string }) => void;
}

// Two copies of this package in one process share the registry, so that a notice is given once.
const REGISTRY = Symbol.for("atlas-tenant-upgrade.deprecations");

// Looked up on each use: flags can be set while the process runs, and other runtimes have no process.
function currentProcess(): ProcessLike | undefined {
  return (globalThis as { process?: ProcessLike }).process;
}

/** Node's deprecation flags, as they stand now. */
export function processFlags(): { noDeprecation: boolean; throwDeprecation: boolean } {
  const { noDeprecation = false, throwDeprecation = false } = currentProcess() ?? {};
  return { noDeprecation, throwDeprecation };
}

/** Whether a notice with this code has been given in this process (in this thread, where there are several). */
export function wasEmitted(code: string): boolean {
  return registryOf(globalThis as { [REGISTRY]?: Set<string> }).has(code);
}

/**
 * Emits a notice once for each process and code: by `process.emitWarning` where there is one, else by
 * `console.warn`. It counts as emitted only once it is out.
 *
 * @throws what the program's own `emitWarning` or `console.warn` throws
 */
export function emitDeprecationWarning(notice: DeprecationNotice, type = "DeprecationWarning"): void {
  const { code, message, detail } = notice;
  if (wasEmitted(code)) return;
  const emitWarning = findEmitWarning();
  // The string form: an Error object of another realm makes emitWarning throw.
  if (emitWarning) emitWarning(message, { type, code, detail });
  else console.warn(`[${code}] ${type}: ${message}${detail && `\n${detail}`}`);
  registryOf(globalThis as { [REGISTRY]?: Set<string> }).add(code);
}

function findEmitWarning(): ProcessLike["emitWarning"] {
  try {
    const process = currentProcess();
    return typeof process?.emitWarning === "function" ? process.emitWarning.bind(process) : undefined;
  } catch {
    // There are runtimes that have a process, and throw when some of it is touched.
    return undefined;
  }
}

function registryOf(holder: { [REGISTRY]?: Set<string> }): Set<string> {
  holder[REGISTRY] ??= new Set();
  return holder[REGISTRY];
}
