// What may follow a backslash in Unicode mode; a hyphen in a class only.
const ESCAPED = /[\^$\\.*+?()[\]{}|/dDsSwWbBpPkcxufnrtv0-9]/;

/**
 * What is wrong with a pattern by JSON Schema, whose regular expressions are ECMAScript's in Unicode mode; nothing, if it
 * is one. What only Unicode mode rejects is named, since an engine without it takes the pattern.
 *
 * @returns {string | undefined} the end of a sentence about the pattern
 */
export function patternProblem(pattern) {
  const strict = compile(pattern, "u");
  if (strict === undefined) return undefined;
  if (compile(pattern, "") !== undefined) return `is not a regular expression: ${strict}`;
  const escapes = needlessEscapes(String(pattern));
  const cause =
    escapes.length > 0
      ? `${escapes.join(", ")} ${escapes.length === 1 ? "is not an escape" : "are not escapes"} there, and the backslash is not needed`
      : strict;
  return `is not a regular expression in Unicode mode, which JSON Schema asks for, though it is one without: ${cause}`;
}

function compile(pattern, flags) {
  try {
    new RegExp(pattern, flags);
    return undefined;
  } catch ({ message }) {
    // The engine's own reason stands behind the pattern.
    return message.slice(message.lastIndexOf(": ") + 2);
  }
}

function needlessEscapes(pattern) {
  let inClass = false;
  const found = [];
  for (const [text] of pattern.matchAll(/\\?./gsu)) {
    if (text === "[") inClass = true;
    else if (text === "]") inClass = false;
    else if (text.length > 1 && text.startsWith("\\") && !ESCAPED.test(text[1]) && !(inClass && text === "\\-"))
      found.push(text);
  }
  return [...new Set(found)];
}
