import { readSafely } from "../support/properties.js";
import type { Secrets } from "./secrets.js";

const DEEPEST_CAUSE = 5;
// Limits the total of causes and grouped errors, which can refer to each other.
const MOST_COPIES = 50;
// Properties that platforms add to errors: how a connection failed, and to which host.
const SHOWN = ["code", "errno", "syscall", "address", "port", "hostname", "host"];

/**
 * Copies a thrown value for use as another error's `cause`: its name, message, stack and cause, and how a connection
 * failed, with secrets redacted. The original could show more: Node's HTTP parser, for example, adds the bytes that it
 * could not parse, and a library can add anything.
 */
export function safeCause(error: unknown, secrets: Secrets): unknown {
  try {
    return copy(error, secrets, 0, { left: MOST_COPIES });
  } catch {
    // The object can't be read at all, such as a revoked proxy.
    return new Error("What was thrown can't be read");
  }
}

function copy(error: unknown, secrets: Secrets, depth: number, copies: { left: number }): unknown {
  copies.left -= 1;
  if (typeof error === "string") return secrets.redact(error);
  if ((typeof error !== "object" && typeof error !== "function") || error === null) return error;
  const text = (name: string) => {
    const value = readSafely(error, name);
    return typeof value === "string" ? secrets.redact(value) : undefined;
  };
  const cause = readSafely(error, "cause");
  const goesOn = cause !== undefined && depth < DEEPEST_CAUSE && copies.left > 0;
  const clean = new Error(text("message") ?? "", goesOn ? { cause: copy(cause, secrets, depth + 1, copies) } : {});
  for (const name of ["name", "stack"]) {
    const value = text(name);
    if (value !== undefined) Object.defineProperty(clean, name, { value, configurable: true, writable: true });
  }
  for (const name of SHOWN) {
    const value = readSafely(error, name);
    if (typeof value === "string") Object.assign(clean, { [name]: secrets.redact(value) });
    if (typeof value === "number") Object.assign(clean, { [name]: value });
  }
  // A host with several addresses has an error for each.
  const errors = readSafely(error, "errors");
  if (Array.isArray(errors) && depth < DEEPEST_CAUSE) {
    const clones = errors.slice(0, Math.max(0, copies.left)).map((one) => copy(one, secrets, depth + 1, copies));
    Object.defineProperty(clean, "errors", { value: clones, configurable: true, writable: true });
  }
  return clean;
}
