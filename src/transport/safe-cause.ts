import { scrub } from "./secrets.js";

const DEEPEST_CAUSE = 5;
// What the platforms put on errors besides what all errors have: how a connection failed, and with whom.
const HARMLESS = ["name", "message", "stack", "code", "errno", "syscall", "address", "port", "hostname", "host"];

/**
 * An error that can be another's `cause`: itself, if it has nothing but what errors of connections have, and no secret in
 * that; else a copy with its name, message, stack, code and cause, cleaned. Node's parser, for one, puts the bytes on its
 * errors that it could not parse, and a token can be among them that nobody knows yet.
 */
export function safeCause(error: unknown, secrets: ReadonlySet<string>): unknown {
  return isHarmless(error, secrets, 0) ? error : cleanCopy(error, secrets, 0);
}

function isHarmless(error: unknown, secrets: ReadonlySet<string>, depth: number): boolean {
  if (typeof error === "string") return scrub(error, secrets) === error;
  if (typeof error !== "object" || error === null) return true;
  if (depth > DEEPEST_CAUSE) return false;
  return Reflect.ownKeys(error).every((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(error, key);
    // V8 makes the stack of some errors by a getter; others are not run, since they can have effects.
    const value: unknown = key === "stack" ? Reflect.get(error, key) : descriptor?.value;
    if (key === "cause") return isHarmless(value, secrets, depth + 1);
    // Several addresses of one host, each with its own failure.
    if (key === "errors") return Array.isArray(value) && value.every((one) => isHarmless(one, secrets, depth + 1));
    return HARMLESS.includes(String(key)) && typeof value !== "object" && isHarmless(value, secrets, depth + 1);
  });
}

function cleanCopy(error: unknown, secrets: ReadonlySet<string>, depth: number): unknown {
  if (typeof error !== "object" || error === null) return scrub(String(error), secrets);
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? scrub(value, secrets) : undefined;
  };
  const cause: unknown = Reflect.get(error, "cause");
  const goesOn = cause !== undefined && depth < DEEPEST_CAUSE;
  const copy = new Error(text("message"), goesOn ? { cause: cleanCopy(cause, secrets, depth + 1) } : {});
  for (const name of ["name", "stack", "code"]) {
    const value = text(name);
    if (value !== undefined) Object.defineProperty(copy, name, { value, enumerable: name === "code" });
  }
  return copy;
}
