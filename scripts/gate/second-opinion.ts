import { diffConfigFile } from "../paths.js";
import { runRedocly } from "../redocly.js";

/** What Redocly says of changes that our own comparison lets pass. */
export interface SecondOpinion {
  /** To go on with in a summary; empty, if Redocly agrees. */
  summary: string;
  /** Markdown, that a terminal can show as well; empty, if Redocly agrees. */
  lines: string[];
}

interface DiffReport {
  changes: {
    verdicts: { impact: string; ruleId: string; message: string; location?: { pointer?: string } }[];
  }[];
}

/**
 * Asks `redocly diff` which changes are major. It is no reason to fail, whatever it says: it compares what is written,
 * takes some rewritings for changes, and is experimental. Where it can't compare, the opinion is that it can't.
 */
export async function secondOpinion(base: string, revision: string): Promise<SecondOpinion> {
  const { stdout, stderr } = await runRedocly(["diff", base, revision, "--config", diffConfigFile, "--format", "json"]);
  if (!stdout.startsWith("{")) {
    return {
      summary: "; Redocly can't compare it",
      lines: ["", "Redocly's own comparison failed:", "", item(stderr), ""],
    };
  }
  const { changes } = JSON.parse(stdout) as DiffReport;
  const major = changes.flatMap(({ verdicts }) => verdicts).filter(({ impact }) => impact === "major");
  if (major.length === 0) return { summary: "", lines: [] };
  const texts = major.map(({ message, ruleId, location }) =>
    item(`${message} (${ruleId}, ${location?.pointer ?? "#/"})`),
  );
  const introduction = "Redocly's own comparison calls this major. A reader should decide:";
  return { summary: "; Redocly doubts it", lines: ["", introduction, "", ...new Set(texts), ""] };
}

// What would end the item, or be taken for HTML.
function item(text: string): string {
  return `- ${text
    .trim()
    .replaceAll("<", "&lt;")
    .replaceAll(/\s*\n\s*/g, " ")}`;
}
