const MAX_LENGTH = 1_000;
// Control characters, line and paragraph separators, and characters that change the direction of text.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const HALF_A_PAIR = /[\ud800-\udbff]$/;

/**
 * Makes a server's text safe for a message: on one line, with spaces instead of characters that a log or a terminal
 * could interpret, and cut to `maxLength` characters, 1,000 by default.
 */
export function oneLine(text: string, maxLength = MAX_LENGTH): string {
  // Cut first, so that megabytes of text are not processed.
  const cut = text.length > maxLength ? `${text.slice(0, maxLength).replace(HALF_A_PAIR, "")}…` : text;
  return cut.replace(UNPRINTABLE, " ").trim();
}
