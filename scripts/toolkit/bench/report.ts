import type { Row } from "./figures.js";

/** A figure as a table for people: medians, and ratios to the first row with the quartiles of single rounds. */
export function formatTable(title: string, unit: string, rows: readonly Row[]): string {
  const cells = rows.map(({ client, median, ratio, spread: [low, high] }) => [
    client,
    `${median.toFixed(median < 10 ? 1 : 0)} ${unit}`,
    ratio.toFixed(2),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
  ]);
  const table = [["client", "median", "ratio", "half of the rounds"], ["---", "--:", "--:", "--:"], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(
    (row) => `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(" | ")} |`,
  );
  return [`### ${title}`, "", ...lines].join("\n");
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
