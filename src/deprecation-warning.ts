import type { DeprecationNotice } from "./deprecation-notice.js";

interface ProcessLike {
  noDeprecation?: boolean;
  throwDeprecation?: boolean;
  nextTick?: (callback: () => void) => void;
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
 * Emits a notice once for each process and code: by `process.emitWarning` where there is one, else by
 * `console.warn`. Resolves when it has been printed.
 */
export async function emitDeprecationWarning(notice: DeprecationNotice, type = "DeprecationWarning"): Promise<void> {
  const registry = registryOf(globalThis as { [REGISTRY]?: Set<string> });
  const { code, message, detail } = notice;
  if (registry.has(code)) return;
  registry.add(code);

  const process = currentProcess();
  // The string form: an Error object of another realm makes emitWarning throw.
  if (!process?.emitWarning) {
    console.warn(`[${code}] ${type}: ${message}${detail && `\n${detail}`}`);
    return;
  }
  process.emitWarning(message, { type, code, detail });
  // Node prints it in a tick of its own, for which the request waits: first the warning, then what it warns of.
  await new Promise<void>((resolve) => (process.nextTick ? process.nextTick(resolve) : resolve()));
}

function registryOf(holder: { [REGISTRY]?: Set<string> }): Set<string> {
  holder[REGISTRY] ??= new Set();
  return holder[REGISTRY];
}
