/** Such as "1 finding" and "2 findings". */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => oneLine(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** A list in Markdown. */
export function markdownList(items: readonly string[]): string[] {
  return items.map((item) => `- ${oneLine(item)}`);
}

// Characters that would end the line or begin an element.
function oneLine(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll(/\s*\n\s*/g, " ");
}

/** A folded block of YAML in Markdown, below a line of HTML. */
export function markdownCode(title: string, text: string): string[] {
  // The fence must be longer than any fence in the text.
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [`<details><summary>${title}</summary>`, "", `${fence}yaml`, text.trimEnd(), fence, "", "</details>"];
}
