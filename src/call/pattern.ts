// The patterns of descriptions, which are few; compiling one takes longer than most matches.
const compiled = new Map<string, RegExp>();

/**
 * Compiles a pattern of the description: with Unicode, as JSON Schema means it, or without, where it is older than that.
 *
 * @throws SyntaxError if it is neither
 */
export function toRegExp(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? compile(pattern);
  compiled.set(pattern, known);
  return known;
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}
