/**
 * Proposes what was probably meant, for the end of an error.
 *
 * @param known - the known words, as they are typed
 * @returns nothing if no word is similar
 */
export function didYouMean(typed: string, known: readonly string[]): string {
  const wanted = simplify(typed);
  const meant =
    [0, 1, 2, 3].flatMap((errors) => known.filter((word) => isSimilar(wanted, simplify(word), errors)))[0] ??
    known.find((word) => wanted.length > 2 && simplify(word).includes(wanted));
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** Makes other spellings of a word, such as `project-id` and `PROJECT_ID`, the same. */
export function simplify(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, "");
}

function isSimilar(typed: string, word: string, errors: number): boolean {
  return errors <= word.length / 3 && differByAtMost(errors, typed, word);
}

/** Whether so many typing errors make one word the other: a letter missing, added, wrong, or swapped with the next. */
function differByAtMost(errors: number, a: string, b: string): boolean {
  if (a === b) return true;
  if (a[0] === b[0]) return differByAtMost(errors, a.slice(1), b.slice(1));
  if (errors === 0) return false;
  const rests = [
    [a.slice(1), b],
    [a, b.slice(1)],
    [a.slice(1), b.slice(1)],
    ...(a[0] === b[1] && a[1] === b[0] ? [[a.slice(2), b.slice(2)]] : []),
  ] as const;
  return rests.some(([restOfA = "", restOfB = ""]) => differByAtMost(errors - 1, restOfA, restOfB));
}
