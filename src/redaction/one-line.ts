const LONGEST = 1_000;
// Control characters, line and paragraph separators, and what changes the direction of text.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const HALF_A_PAIR = /[\ud800-\udbff]$/;

/**
 * A server's text as part of a message: on one line, with spaces for what a log or a terminal could take for more than
 * text, and at most 1,000 characters of it, or as many as are left for it.
 */
export function oneLine(text: string, longest = LONGEST): string {
  // Cut first, so that a text of megabytes costs no more than its beginning.
  const cut = text.length > longest ? `${text.slice(0, longest).replace(HALF_A_PAIR, "")}…` : text;
  return cut.replace(UNPRINTABLE, " ").trim();
}
