import { parseChallenges } from "../../../src/auth/www-authenticate.js";
import { type ExchangeJudge, type ExchangeResponse, faultLine, findResponse } from "../judge/index.js";
import type { Probe } from "./derive-probes.js";

// HTTP's own statuses for a wrong method, `Accept` or `Content-Type`. They respond to requests that a description does not
// contain, so a description need not declare them.
const STATUSES_OF_HTTP = [405, 406, 415, 501];

/**
 * Checks the status of the response to a probe, and lets the judge check the rest.
 *
 * @returns what contradicts the description, and what the description neither declares nor forbids
 */
export function checkResponse(
  { operation, expected, request, credentials }: Probe,
  response: ExchangeResponse,
  judge: ExchangeJudge,
): { problems: string[]; notes: string[] } {
  const { status, headers } = response;
  const problems: string[] = [];
  if (!expected.includes(status))
    problems.push(`${status} is not one of the expected responses: ${expected.join(", ")}`);
  const schemes = operation.security.flat().map(({ authorization }) => authorization);
  if (credentials === "none" && status === 401 && schemes.includes("digest")) {
    // With an API key, a client sends no credentials before the challenge.
    const offers = parseChallenges(headers.get("WWW-Authenticate") ?? "").some(({ scheme }) => scheme === "digest");
    if (!offers)
      problems.push("response.header.WWW-Authenticate: does not offer Digest, which the description declares");
  }
  if (status >= 300 && status < 400) {
    problems.push(`redirects to ${headers.get("Location") ?? "nowhere"}, and was not followed`);
  }
  if (!findResponse(operation, status) && (STATUSES_OF_HTTP.includes(status) || request.method !== operation.method)) {
    return { problems, notes: [`${status} is not declared, and is HTTP's own response to this`] };
  }
  const { faults } = judge.judgeResponse(response, operation);
  return {
    problems: [...problems, ...faults.map(faultLine)],
    notes: judge.undeclared(response, operation).map((location) => `${location.join(".")} is not declared`),
  };
}
