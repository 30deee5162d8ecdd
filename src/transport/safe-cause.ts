import { scrub } from "./secrets.js";

// Enough for every error of a platform; what is larger is not searched to its end, but copied without its members.
const MOST_VALUES = 500;
const DEEPEST_CAUSE = 5;

/**
 * An error that can be another's `cause`: itself, or, if a secret is anywhere in it, a copy with its name, message,
 * stack and code, cleaned. Node's parser, for one, puts the bytes that it could not parse on its errors.
 */
export function safeCause(error: unknown, secrets: ReadonlySet<string>): unknown {
  return holdsSecret(error, secrets) ? cleanCopy(error, secrets, 0) : error;
}

function holdsSecret(root: unknown, secrets: ReadonlySet<string>): boolean {
  if (secrets.size === 0) return false;
  const seen = new Set<unknown>();
  const queue: unknown[] = [root];
  for (let value = queue.pop(); value !== undefined || queue.length > 0; value = queue.pop()) {
    if (typeof value === "string" && scrub(value, secrets) !== value) return true;
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    if (seen.add(value).size > MOST_VALUES) return true;
    if (ArrayBuffer.isView(value)) queue.push(new TextDecoder("latin1").decode(value));
    else queue.push(...membersOf(value));
  }
  return false;
}

function membersOf(value: object): unknown[] {
  // Getters are not run: they can have effects.
  const members = Reflect.ownKeys(value).map((key) => Reflect.getOwnPropertyDescriptor(value, key)?.value);
  const entries = value instanceof Headers || value instanceof Map || value instanceof Set ? [...value] : [];
  return [...members, ...entries];
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
