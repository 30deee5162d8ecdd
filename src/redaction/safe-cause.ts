import { readSafely } from "../support/properties.js";
import type { Secrets } from "./secrets.js";

const MAX_CAUSE_DEPTH = 5;
// Limits the total of causes and grouped errors, which can refer to each other.
const MAX_COPIES = 50;
// Properties that platforms add to errors: how a connection failed, and to which host.
const SHOWN = ["code", "errno", "syscall", "address", "port", "hostname", "host"];

/**
 * Copies a thrown value for use as another error's `cause`: its name, message, stack and cause, and how a connection
 * failed, with secrets redacted. The original could show more: Node's HTTP parser, for example, adds the bytes that it
 * could not parse, and a library can add anything.
 */
export function safeCause(error: unknown, secrets: Secrets): unknown {
  try {
    return copy(error, secrets, 0, { left: MAX_COPIES });
  } catch {
    // The object can't be read at all, such as a revoked proxy.
    return new Error("What was thrown can't be read");
  }
}

function copy(error: unknown, secrets: Secrets, depth: number, copies: { left: number }): unknown {
  copies.left -= 1;
  const redacted = (value: unknown) => (typeof value === "string" ? secrets.redact(value) : value);
  if ((typeof error !== "object" && typeof error !== "function") || error === null) return redacted(error);
  const inner = (value: unknown) => copy(value, secrets, depth + 1, copies);
  const mayContinue = () => depth < MAX_CAUSE_DEPTH && copies.left > 0;

  const message = readSafely(error, "message");
  const cause = readSafely(error, "cause");
  const clean = new Error(
    typeof message === "string" ? secrets.redact(message) : "",
    cause !== undefined && mayContinue() ? { cause: inner(cause) } : {},
  );
  const set = (name: string, value: unknown, enumerable = false) =>
    Object.defineProperty(clean, name, { value, enumerable, configurable: true, writable: true });
  for (const name of ["name", "stack", ...SHOWN]) {
    const value = redacted(readSafely(error, name));
    const isShown = SHOWN.includes(name);
    if (typeof value === "string" || (isShown && typeof value === "number")) set(name, value, isShown);
  }
  // A host with several addresses has an error for each.
  const errors = readSafely(error, "errors");
  if (Array.isArray(errors) && mayContinue()) set("errors", errors.slice(0, copies.left).map(inner));
  return clean;
}
