import { type BadRequest, badRequestsOf } from "./bad-request-cases.js";
import type { SuiteContext } from "./context.js";
import { hasFault, missedFault } from "./expected-fault.js";
import type { OperationCases } from "./operation-cases.js";
import { toExchangeRequest } from "./request-case.js";

/** Rules that Prism does not check, anywhere or in one part of a request, with the reason: only the judge checks these. */
const UNCHECKED_BY_PRISM: Record<string, string> = {
  readOnly: "it accepts read-only properties in requests",
  format: "it accepts any string for a format in a request",
  unknown: "it accepts undeclared query parameters",
  repeated: "it uses the last of several values",
  "media-type": "it compares media types by their suffix alone",
  required: "it accepts a body without a content type, and headers and query parameters that have a default",
  "query additionalProperties": "it reads only the described properties of an object",
  "query maxProperties": "it reads only the described properties of an object",
  security: "it accepts any Authorization header, whatever scheme it is of",
};

/**
 * Requests with one fault each, for every constraint of every body, parameter and header, and for the parts around
 * them. The judge must report the location and the rule; the mock must reject them too, if it can detect the fault.
 */
export function runBadRequests(cases: OperationCases, context: SuiteContext): Promise<void> {
  return context.log.runCases(cases.operation.key, "bad requests", badRequestsOf(cases, context), (bad) =>
    problemOf(bad, context),
  );
}

async function problemOf(bad: BadRequest, context: SuiteContext): Promise<string | undefined> {
  const { raw, location, rule, judgeAlone } = bad;
  const { faults } = context.judge.judgeRequest(toExchangeRequest(raw));
  const missed = missedFault(faults, bad);
  if (missed || judgeAlone) return missed;
  const { url, ...init } = raw;
  const { status, headers } = await context.mock(url, init);
  const violations = headers.get("sl-violations");
  if (violations === null) {
    // The parts that it can't check have been reported.
    const unchecked = context.limits.some((limit) => limit.location.every((part, index) => location[index] === part));
    const isUnknown = [rule, `${location[1]} ${rule}`].some((key) => key in UNCHECKED_BY_PRISM);
    return status >= 400 || unchecked || isUnknown ? undefined : `the mock accepts it with ${status}`;
  }
  // A union is rejected by other rules, and another description may use another rule for the same fault.
  if (!hasFault(faults, location, rule)) return undefined;
  const isReported = reports(violations, location, context.servedJudge ? undefined : rule);
  return isReported ? undefined : `the mock rejects it, but for another reason: ${violations}`;
}

// Prism has other names for some rules, but the same locations in a body; for the path and the parts around a body, its
// locations differ.
function reports(violations: string, location: readonly string[], rule: string | undefined): boolean {
  const inBody = location[1] === "body" && location.length > 2;
  if (!inBody || !violations.startsWith("[")) return true;
  const entries = JSON.parse(violations) as { location: string[]; code: string }[];
  return entries.some(
    ({ location: seen, code }) =>
      seen.join() === location.join() &&
      (rule === undefined || code === rule || code === "oneOf" || (code === "enum" && rule === "const")),
  );
}
