/** A JSON value as a TypeScript literal: keys are unquoted if possible, and a value is on one line if it fits. */
export function toLiteral(value: unknown, width = 120): string {
  return print(value, { width, indent: "", restLength: 0 });
}

/** @param restLength - the length of the rest of the line: the key and a comma */
function print(
  value: unknown,
  { width, indent, restLength }: { width: number; indent: string; restLength: number },
): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? "[]" : "{}";
  const deeper = `${indent}  `;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => {
      const before = isList ? "" : `${toKey(key)}: `;
      return before + print(inner, { width, indent: deeper, restLength: before.length + 1 });
    });
  if (entries.length === 0) return `${open}${close}`;
  const line = isList ? `[${entries.join(", ")}]` : `{ ${entries.join(", ")} }`;
  if (indent.length + line.length + restLength <= width && !line.includes("\n")) return line;
  return `${open}\n${entries.map((inner) => `${deeper}${inner},\n`).join("")}${indent}${close}`;
}

/** The name of a property, quoted if it must be. */
export function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
