import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { locateLines } from "../description/index.js";
import type { LocatedChange } from "../diff/index.js";
import type { GateReport } from "./format-gate.js";
import { PAGE_STYLE } from "./page-style.js";
import type { FinishedStep } from "./step.js";

// Readers stop before that; the JSON has everything.
const MAX_ITEMS = 300;
const CONTEXT_LINES = 2;
const MAX_LINES = 9;
const MAX_COLUMNS = 300;

/** Text that is HTML already. */
class Html {
  constructor(readonly text: string) {}
}

/** Writes the report as a page of one file: it has no script, and asks for nothing from anywhere. */
export function writePage(file: string, report: GateReport): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, gatePage(report));
}

/** The report as a page. */
export function gatePage({ description, passed, failed, steps }: GateReport): string {
  const changes = steps.flatMap((step) => step.changes ?? []);
  const findings = steps.flatMap((step) => step.findings ?? []);
  const coverage = steps.flatMap((step) => step.coverage ?? []).filter(({ declared }) => declared > 0);
  // Read each file once: a large one may have hundreds of findings.
  const files = [...new Set(findings.map(({ file }) => file))].filter((file) => existsSync(file));
  const lines = new Map(files.map((file) => [file, readFileSync(file, "utf8").trimEnd().split("\n")]));
  const sections: [title: string, items: readonly Html[]][] = [
    ...["breaking", "dangerous", "compatible"].map((level): [string, Html[]] => [
      level,
      changes.filter(({ change }) => change.level === level).map(changeCard),
    ]),
    ["findings", findings.map((finding) => findingCard(finding, lines.get(finding.file) ?? []))],
    ...steps.map(({ name, notes = [] }): [string, Html[]] => [
      name,
      notes.map((note) => html`<article><h3>${code(note)}</h3></article>`),
    ]),
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${passed ? "Passes" : "Fails"}: ${description}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body class="${passed ? "pass" : "fail"}">
<header>
<p>The contract gate</p>
<h1><span class="mark">${passed ? "✓" : "✗"}</span> ${description}</h1>
<p class="verdict">${passed ? "passes" : `does not pass: ${failed.join(", ")}`}</p>
</header>
<main>
<section class="steps">${steps.map(tile)}</section>
<nav>${sections.map(([title, { length }]) => length > 0 && html`<a href="#${idOf(title)}">${length} ${title}</a>`)}${coverage.length > 0 && html`<a href="#coverage">coverage</a>`}</nav>
${sections.map(([title, items]) => section(title, items))}
${coverage.length > 0 && html`<section id="coverage"><h2>what contract tests exercise</h2><table>${coverage.map(bar)}</table></section>`}
</main>
</body>
</html>
`.text;
}

const idOf = (title: string) => title.replaceAll(" ", "-");

function tile({ name, passed, summary, ms }: FinishedStep): Html {
  return html`<article class="${passed ? "pass" : "fail"}"><h2>${passed ? "✓" : "✗"} ${name}</h2><p>${summary}</p><small>${(ms / 1000).toFixed(1)} s</small></article>`;
}

function section(title: string, items: readonly Html[]): Html {
  if (items.length === 0) return html``;
  const more = items.length - MAX_ITEMS;
  // Compatible changes need no action.
  const open = title === "compatible" ? html`` : html` open`;
  return html`<section class="${title}" id="${idOf(title)}"><details${open}><summary><h2>${title}</h2> <span>${items.length}</span></summary>
${items.slice(0, MAX_ITEMS)}${more > 0 && html`<p>and ${more} more: --format json has them all</p>`}</details></section>`;
}

function changeCard({ change, accepted, own }: LocatedChange): Html {
  const { what, where, operations, rule, sides } = change;
  const side = (name: string, { location, lacks }: (typeof sides)["base"], word: string) => {
    const { text, first, last } = locateLines(location.document, location.pointer) ?? { text: "", first: 0, last: 0 };
    return html`<figure class="${lacks ? "lacks" : name}"><figcaption>${name}${lacks && `: not there ${word}`}</figcaption>${excerpt(text.trimEnd().split("\n"), first, last)}</figure>`;
  };
  return html`<article>
<h3>${code(what)}</h3>
<p>${code(where)}${operations.length > 1 && html` <small>and ${operations.length - 1} more</small>`}</p>
${accepted && html`<p class="accepted">acknowledged for ${accepted.version}: ${accepted.reason}</p>`}
<div class="sides">${side("before", sides.base, "yet")}${side("after", sides.revision, "any more")}</div>
<footer><code>${own.file}:${own.line}</code> <code>${rule}</code></footer>
</article>`;
}

function findingCard(finding: NonNullable<FinishedStep["findings"]>[number], lines: readonly string[]): Html {
  const { file, line, column, message, rule, severity } = finding;
  return html`<article class="${severity}"><h3>${code(message)}</h3>
<figure><figcaption>${severity}</figcaption>${excerpt(lines, line, line)}</figure>
<footer><code>${file}:${line}:${column}</code> <code>${rule}</code></footer></article>`;
}

function bar({ kind, declared, exercised, excepted, missing }: NonNullable<FinishedStep["coverage"]>[number]): Html {
  const title = missing.length > 0 ? `not exercised: ${missing.slice(0, 20).join(", ")}` : "";
  const percent = (count: number) => `${((100 * count) / declared).toFixed(1)}%`;
  return html`<tr title="${title}"><th>${kind}</th><td><div class="bar"><i style="width:${percent(exercised)}"></i><i class="excepted" style="width:${percent(excepted)}"></i></div></td><td>${exercised} of ${declared}</td></tr>`;
}

// The lines of a part, with some context; a long part is cut.
function excerpt(lines: readonly string[], first: number, last: number): Html {
  const end = Math.min(last, first + MAX_LINES - 1);
  const from = Math.max(1, first - CONTEXT_LINES);
  const shown = lines.slice(from - 1, Math.min(lines.length, end + CONTEXT_LINES));
  const row = (line: string, index: number) => {
    const number = from + index;
    const inside = number >= first && number <= end;
    return html`<span${inside && new Html(' class="hit"')}><b>${number}</b>${line.length > MAX_COLUMNS ? `${line.slice(0, MAX_COLUMNS)}…` : line}\n</span>`;
  };
  return html`<pre>${shown.map(row)}</pre>`;
}

// Text between backticks is code.
function code(text: string): Html[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

type HtmlPart = Html | string | number | false | undefined | readonly HtmlPart[];

/** Puts parts into HTML: whatever is not HTML already is escaped. */
function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(toHtml)));
}

function toHtml(part: HtmlPart): string {
  if (part instanceof Html) return part.text;
  if (part === false || part === undefined) return "";
  if (typeof part === "object") return part.map(toHtml).join("");
  // Remove control characters and those that change the direction of text.
  return String(part)
    .replaceAll(/[^\P{Cc}\t\n\r]|\p{Bidi_Control}/gu, "\uFFFD")
    .replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
