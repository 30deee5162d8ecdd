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

/**
 * Emits a notice once for each process, code and sunset date: by `process.emitWarning` where there is one, else by
 * `console.warn`.
 */
export function emitDeprecationWarning(notice: DeprecationNotice, type = "DeprecationWarning"): void {
  const key = `${notice.code} ${notice.sunset ?? ""}`;
  const registry = registryOf(globalThis as { [REGISTRY]?: Set<string> });
  if (registry.has(key)) return;
  registry.add(key);

  const { code, message, detail } = notice;
  const process = currentProcess();
  // The string form: an Error object of another realm makes emitWarning throw.
  if (process?.emitWarning) process.emitWarning(message, { type, code, detail });
  else console.warn(`[${code}] ${type}: ${message}${detail && `\n${detail}`}`);
}

function registryOf(holder: { [REGISTRY]?: Set<string> }): Set<string> {
  holder[REGISTRY] ??= new Set();
  return holder[REGISTRY];
}
