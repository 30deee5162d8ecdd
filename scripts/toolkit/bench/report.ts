import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "../report/index.js";
import { projectRoot } from "../support/index.js";
import type { Result } from "./interleave.js";

/** The figures as tables for people: medians, and ratios to the first row with the quartiles of single rounds. */
export function formatTables(results: readonly Result[]): string {
  return results.map((result) => [`## ${result.title}`, "", ...tableOf(result)].join("\n")).join("\n\n");
}

function tableOf({ unit, rows }: Result): string[] {
  const width = Math.max(...rows.map(({ client }) => client.length));
  const cells = rows.map(({ client, median, ratio, spread: [low, high] }) => [
    client.padEnd(width),
    `${median.toFixed(median < 10 ? 1 : 0)} ${unit}`.padStart(12),
    ratio.toFixed(2).padStart(5),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
  ]);
  return markdownTable(["".padEnd(width), "      median", "ratio", "half of the rounds"], cells);
}

/** Writes `docs/bench.md` and `docs/bench.svg`. */
export function writeReport(results: readonly Result[], machine: string): void {
  const docs = join(projectRoot, "docs");
  writeFileSync(join(docs, "bench.svg"), drawChart(results));
  const parts = ["# Speed and size", machine, "![The ratios as bars](bench.svg)", formatTables(results)];
  writeFileSync(join(docs, "bench.md"), `${parts.join("\n\n")}\n`);
}

const BAR = { height: 18, gap: 8, left: 270, width: 430 };
const STYLE =
  "text{font:12px sans-serif;fill:#333}.title{font-weight:bold}rect{fill:#b8c4ce}.own{fill:#00864b}" +
  "@media(prefers-color-scheme:dark){text{fill:#ddd}rect{fill:#5a6872}.own{fill:#00a35c}}";

// A bar for each ratio; the first row, bare fetch, is the lower limit.
function drawChart(results: readonly Result[]): string {
  const lines: string[] = [];
  let y = 10;
  for (const { title, rows } of results) {
    const longest = Math.max(...rows.map(({ ratio }) => ratio));
    lines.push(`<text x="10" y="${y + 14}" class="title">${title}</text>`);
    y += 26;
    for (const { client, ratio } of [...rows].sort((a, b) => a.ratio - b.ratio)) {
      const width = Math.round((BAR.width * ratio) / longest);
      const own = client.startsWith("atlas-tenant-upgrade") ? ' class="own"' : "";
      lines.push(
        `<text x="${BAR.left - 8}" y="${y + 13}" text-anchor="end">${client}</text>`,
        `<rect x="${BAR.left}" y="${y}" width="${width}" height="${BAR.height}"${own}/>`,
        `<text x="${BAR.left + width + 6}" y="${y + 13}">${ratio.toFixed(2)}</text>`,
      );
      y += BAR.height + BAR.gap;
    }
    y += 14;
  }
  const size = `width="770" height="${y}" viewBox="0 0 770 ${y}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`;
  const title = "<title>What clients cost, as ratios</title>";
  return [svg, title, `<style>${STYLE}</style>`, ...lines, "</svg>", ""].join("\n");
}
