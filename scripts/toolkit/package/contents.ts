/** How much a file may be smaller or larger than listed, as a share of its size, or in bytes if that is more. */
const TOLERANCE = 0.05;
const TOLERANCE_BYTES = 512;

/** A line for each file and one for the total: the committed list of the package's files. */
export function listContents(sizes: ReadonlyMap<string, number>): string {
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const files = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = [...files, [`in ${sizes.size} files`, total] as const];
  return lines.map(([what, size]) => `${String(size).padStart(8)} ${what}\n`).join("");
}

/** The files that are only in the package or only in the list, and the sizes that differ too much from the list. */
export function compareContents(sizes: ReadonlyMap<string, number>, list: string): string[] {
  const lines = [...list.matchAll(/^ *(\d+) (\S+)$/gm)];
  const listed = new Map(lines.map(([, size, name = ""]) => [name, Number(size)]));
  const surplus = [...sizes.keys()].filter((name) => !listed.has(name)).map((name) => `${name} is not in the list`);
  const wrong = [...listed].map(([name, bytes]) => {
    const size = sizes.get(name);
    const tolerance = Math.max(bytes * TOLERANCE, TOLERANCE_BYTES);
    if (size === undefined) return `${name} is in the list and not in the package`;
    return (
      Math.abs(size - bytes) > tolerance && `${name} has ${size} bytes; the list says ${bytes} ± ${tolerance.toFixed()}`
    );
  });
  return [...surplus, ...wrong.filter((problem) => problem !== false)];
}
