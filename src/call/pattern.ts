/**
 * Compiles a pattern of the description: with Unicode, as JSON Schema means it, or without, where it is older than that.
 *
 * @throws SyntaxError if it is neither
 */
export function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
