/** By how much a file may be smaller or larger than listed, as a share of its size, or in bytes if that is more. */
const TOLERANCE = 0.05;
const TOLERANCE_BYTES = 512;

/** A line for each file and one for all of them: the committed list of what is in the package. */
export function listContents(sizes: ReadonlyMap<string, number>): string {
  const lines = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, size]) => line(size, name));
  return `${[...lines, line(total(sizes), `in ${sizes.size} files`)].join("\n")}\n`;
}

/** What is in the package and not in the list, or the other way around, and the sizes that are too far from the list's. */
export function compareContents(sizes: ReadonlyMap<string, number>, list: string): string[] {
  const lines = list.trimEnd().split("\n");
  const listed = new Map(lines.slice(0, -1).map((line) => [line.slice(WIDTH + 1), Number(line.slice(0, WIDTH))]));
  const surplus = [...sizes.keys()].filter((name) => !listed.has(name)).map((name) => `${name} is not in the list`);
  const wrong = [...listed].flatMap(([name, bytes]) => {
    const size = sizes.get(name);
    if (size === undefined) return [`${name} is in the list and not in the package`];
    const tolerance = Math.max(bytes * TOLERANCE, TOLERANCE_BYTES);
    return Math.abs(size - bytes) > tolerance
      ? [`${name} has ${size} bytes; the list says ${bytes} ± ${Math.round(tolerance)}`]
      : [];
  });
  return [...surplus, ...wrong];
}

const WIDTH = 8;

function line(size: number, what: string): string {
  return `${String(size).padStart(WIDTH)} ${what}`;
}

function total(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
