// A description has few patterns, and compiling one takes longer than most matches.
const compiled = new Map<string, RegExp>();

/**
 * Compiles a pattern of the description: with the `u` flag, as JSON Schema requires, or without it if the pattern is
 * invalid then.
 *
 * @throws SyntaxError if it is invalid both ways
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
