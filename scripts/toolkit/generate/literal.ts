/** A JSON value as a TypeScript literal, its keys unquoted where they can be. */
export function toLiteral(value: unknown): string {
  // A JSON string never spans lines, so at the start of a line there is only ever a key.
  return JSON.stringify(value, null, 2).replace(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
}
