import { faultLine, hasFault, isRejectedByUnion } from "../judge/index.js";
import { type BadRequest, badRequestsOf } from "./bad-request-cases.js";
import { toExchange } from "./capture.js";
import { forEachOf, type SuiteContext, UNDECIDED } from "./context.js";
import type { OperationCases } from "./operation-cases.js";

const PART = "bad requests";

/** Rules that Prism does not know, with the reason: the judge alone stands for these. */
const PRISM_IS_BLIND: Record<string, string> = {
  readOnly: "it accepts read-only properties in requests",
  format: "it accepts any string for a format in a request",
  unknown: "it accepts undeclared query parameters",
  repeated: "it takes the last of several values",
  "media-type": "it compares media types by their suffix alone",
  required: "it accepts a body without a content type, and headers and query parameters that have a default",
  security: "it accepts any Authorization header, whatever scheme it is of",
};

/**
 * Requests with one fault each, for every constraint of every body, parameter and header, and for all that surrounds
 * them. The judge must name the location and the rule; the mock must reject them too, where it can see them.
 */
export async function runBadRequests(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { key } = cases.operation;
  await forEachOf([...badRequestsOf(cases, context)], (bad) =>
    context.guard(key, bad.title, async () => {
      context.count(PART);
      const problem = await problemOf(bad, context);
      if (problem === UNDECIDED) context.skip({ operation: key, what: bad.title, reason: UNDECIDED });
      else if (problem !== undefined)
        context.disagree({ operation: key, part: PART, title: bad.title, message: problem });
      else if (bad.covers) context.coverage.exercise("constraints broken", bad.covers);
    }),
  );
}

async function problemOf(
  { raw, location, rule, judgeAlone, unions = [] }: BadRequest,
  { judge, servedJudge, mock, limits }: SuiteContext,
): Promise<string | undefined> {
  const { url, ...init } = raw;
  const response = judgeAlone ? new Response(null, { status: 400 }) : await mock(url, init);
  const exchange = await toExchange(url, init, response);
  const faults = judge.judgeRequest(exchange.request).faults;
  // Or by one of its own, which collects what its branches complain of.
  const byUnion = isRejectedByUnion(faults, [...unions, location]);
  if (unions.length > 0 && faults.length === 0) return UNDECIDED;
  if (!byUnion && !hasFault(faults, location, rule))
    return `the judge does not see ${rule} at ${location.join(".")}: ${faults.map(faultLine).join("; ") || "no fault"}`;
  const violations = response.headers.get("sl-violations");
  if (response.status < 400 && violations === null) {
    // What it can't check has been said.
    const unchecked = limits.some((limit) => limit.location.every((part, index) => location[index] === part));
    return unchecked || rule in PRISM_IS_BLIND ? undefined : `the mock accepts it with ${response.status}`;
  }
  // Another description may have other words for the same.
  return violations === null || byUnion || sees(violations, location, servedJudge ? undefined : rule)
    ? undefined
    : `the mock sees something else: ${violations}`;
}

// Prism has other words for some rules, but not another location; the path and what surrounds a body it calls what it likes.
function sees(violations: string, location: readonly string[], rule: string | undefined): boolean {
  const inBody = location[1] === "body" && location.length > 2;
  if (!inBody || !violations.startsWith("[")) return true;
  const entries = JSON.parse(violations) as { location: string[]; code: string }[];
  return entries.some(
    ({ location: seen, code }) =>
      seen.join() === location.join() &&
      (rule === undefined || code === rule || code === "oneOf" || (code === "enum" && rule === "const")),
  );
}
