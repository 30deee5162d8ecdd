// Short runs say nothing.
const FIRST_AFTER_MS = 5000;

/**
 * Makes a function that is told of each operation and prints a line every few seconds.
 *
 * @param now - the clock, in milliseconds
 */
export function createProgress(
  print: (line: string) => void,
  now: () => number = () => performance.now(),
): (operation: string, done: number, of: number) => void {
  let last = now();
  return (operation, done, of) => {
    if (now() - last < FIRST_AFTER_MS) return;
    last = now();
    print(`${done} of ${of} operations; ${operation}`);
  };
}
