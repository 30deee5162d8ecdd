import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../support/index.js";
import type { Row } from "./figures.js";

/** What was measured of one figure. */
export interface Result {
  readonly title: string;
  readonly unit: string;
  readonly rows: readonly Row[];
}

/** The figures as tables for people: medians, and ratios to the first row with the quartiles of single rounds. */
export function formatTables(results: readonly Result[]): string {
  return results.map(formatTable).join("\n\n");
}

/** Writes `docs/bench.md` and `docs/bench.svg`. */
export function writeReport(results: readonly Result[], machine: string): void {
  const docs = join(projectRoot, "docs");
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, "bench.svg"), drawChart(results));
  const parts = ["# Speed and size", machine, "![The ratios as bars](bench.svg)", formatTables(results)];
  writeFileSync(join(docs, "bench.md"), `${parts.join("\n\n")}\n`);
}

function formatTable({ title, unit, rows }: Result): string {
  const cells = rows.map(({ client, median, ratio, spread: [low, high] }) => [
    client,
    `${median.toFixed(median < 10 ? 1 : 0)} ${unit}`,
    ratio.toFixed(2),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
  ]);
  const table = [["", "median", "ratio", "half of the rounds"], ["---", "--:", "--:", "--:"], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(
    (row) => `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join(" | ")} |`,
  );
  return [`## ${title}`, "", ...lines].join("\n");
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

const BAR = { height: 18, gap: 8, left: 270, width: 430 };

// A bar for each ratio, the first row being the limit.
function drawChart(results: readonly Result[]): string {
  const lines: string[] = [];
  let y = 10;
  for (const { title, rows } of results) {
    const longest = Math.max(...rows.map(({ ratio }) => ratio));
    lines.push(`<text x="10" y="${y + 14}" class="title">${escapeXml(title)}</text>`);
    y += 26;
    for (const { client, ratio } of [...rows].sort((a, b) => a.ratio - b.ratio)) {
      const width = ((BAR.width * ratio) / longest).toFixed(0);
      const own = client.startsWith("atlas-tenant-upgrade") ? ' class="own"' : "";
      lines.push(
        `<text x="${BAR.left - 8}" y="${y + 13}" text-anchor="end">${escapeXml(client)}</text>`,
        `<rect x="${BAR.left}" y="${y}" width="${width}" height="${BAR.height}"${own}/>`,
        `<text x="${BAR.left + Number(width) + 6}" y="${y + 13}">${ratio.toFixed(2)}</text>`,
      );
      y += BAR.height + BAR.gap;
    }
    y += 14;
  }
  const style =
    "text{font:12px sans-serif;fill:#333}.title{font-weight:bold}rect{fill:#b8c4ce}.own{fill:#00864b}" +
    "@media(prefers-color-scheme:dark){text{fill:#ddd}rect{fill:#5a6872}.own{fill:#00a35c}}";
  const size = `width="770" height="${y}" viewBox="0 0 770 ${y}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    "<title>What clients cost, as ratios</title>",
    `<style>${style}</style>`,
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
