import { parseChallenges } from "../../../src/auth/www-authenticate.js";
import { type ExchangeJudge, faultLine, findResponse } from "../judge/index.js";
import type { LiveExchange } from "./exchange.js";
import { type Probe, STATUSES_OF_HTTP } from "./probe.js";

/** What there is to say of a response. */
export interface CheckedResponse {
  /** Empty: it is what the description says. */
  problems: string[];
  /** What the description does not know and does not forbid. */
  notes: string[];
}

/** Checks the response to a probe: its status, and everything else by the judge. */
export function checkResponse(
  { operation, expected, request, credentials }: Probe,
  { response }: LiveExchange,
  judge: ExchangeJudge,
): CheckedResponse {
  const { status, headers } = response;
  const problems = expected.includes(status)
    ? []
    : [`${status} is not one of the expected responses: ${expected.join(", ")}`];
  if (credentials === "none" && status === 401 && wantsDigest(operation.security)) {
    // A client with an API key sends nothing else until it is asked.
    const asks = parseChallenges(headers.get("WWW-Authenticate") ?? "").some(({ scheme }) => scheme === "digest");
    if (!asks) problems.push("response.header.WWW-Authenticate: asks for no Digest, which the description promises");
  }
  const location = headers.get("Location");
  if (status >= 300 && status < 400) problems.push(`leads on to ${location ?? "nowhere"}, where nothing was sent`);
  if (!findResponse(operation, status) && (STATUSES_OF_HTTP.includes(status) || request.method !== operation.method)) {
    return { problems, notes: [`${status} is not declared, and is HTTP's own response to this`] };
  }
  const { faults, undeclared } = judge.judgeResponse(response, operation);
  return {
    problems: [...problems, ...faults.map(faultLine)],
    notes: undeclared().map((location) => `${location.join(".")} is not declared`),
  };
}

function wantsDigest(security: Probe["operation"]["security"]): boolean {
  return security.flat().some(({ type, scheme }) => type === "http" && scheme?.toLowerCase() === "digest");
}
