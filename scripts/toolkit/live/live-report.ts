import type { LiveExchange } from "./exchange.js";
import type { ProbeSkip } from "./probe.js";
import type { Redactor } from "./redact.js";

/** A way in which the server is not what the description says. */
export interface LiveProblem {
  operation: string;
  /** The question, in words. */
  name: string;
  message: string;
}

/** What a run found. */
export interface LiveReport {
  problems: LiveProblem[];
  skips: ProbeSkip[];
  asked: number;
  /** What became of the upgrade; `rejected` by the server, `withheld` because of problems, `unconfirmed` by the person. */
  upgrade: "not asked for" | "sent" | "rejected" | "no response" | "withheld" | "unconfirmed";
  exchanges: (LiveExchange & { title: string })[];
  redactor: Redactor;
}

/** Puts into the report, and prints, what there is to say of a response. */
export function conclude(
  report: LiveReport,
  about: Omit<LiveProblem, "message">,
  problems: readonly string[],
  notes: readonly string[],
  print: (line: string) => void,
): void {
  for (const message of problems) {
    report.problems.push({ ...about, message: report.redactor.text(message) });
    print(`  NOT AS DESCRIBED: ${message}`);
  }
  for (const note of notes) print(`  note: ${note}`);
}

/** Why there is no response: the deepest cause, since the client's own words speak of clusters, which no probe is about. */
export function reasonOf(failure: Error | undefined): string {
  let reason: { message?: string; cause?: unknown } | undefined = failure;
  while (typeof reason?.cause === "object" && reason.cause !== null) reason = reason.cause;
  return reason?.message || String(failure?.message);
}

/** A response in a few words. */
export function responseLine({ response, durationMs }: LiveExchange): string {
  const [, code = ""] = /"errorCode"\s*:\s*"([\w-]{1,80})"/.exec(new TextDecoder().decode(response.body)) ?? [];
  return [response.status, code, `in ${Math.round(durationMs)} ms`].filter(Boolean).join(" ");
}

/** Prints what it all came to. */
export function printSummary({ asked, problems, skips, upgrade }: LiveReport, print: (line: string) => void): void {
  const wrong = new Set(problems.map(({ operation, name }) => `${operation} ${name}`)).size;
  print(`\n${asked} asked, ${wrong} not as described, ${skips.length} not asked; the upgrade: ${upgrade}`);
  for (const { operation, name, message } of problems) print(`  ${name}, ${operation}: ${message}`);
}
