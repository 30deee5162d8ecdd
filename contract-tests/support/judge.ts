import { readDescription } from "../../scripts/toolkit/generate/index.js";
import {
  capturing,
  createExchangeJudge,
  type Exchange,
  type ExchangeJudge,
  type ExchangeRequest,
  faultLine,
} from "../../scripts/toolkit/judge/index.js";
import type { FetchLike } from "../../src/index.js";

/** The judge of every exchange with a server of the tests, by the committed description. */
export const contractJudge = createExchangeJudge({ ...readDescription() });

// A new connection for each request: the mock closes one that was idle for five seconds, perhaps just when it is used
// again.
const fetchOnce: FetchLike = (url, init) => {
  const headers = new Headers(init.headers);
  headers.set("Connection", "close");
  return fetch(url, { ...init, headers });
};

/** A `fetch` that fails a call whose exchange breaks the description. */
export const judgedFetch: FetchLike = capturing(fetchOnce, (exchange) => {
  const faults = contractJudge.judge(exchange).faults.map(faultLine);
  if (faults.length > 0) throw new Error(`The exchange is not as described: ${faults.join("; ")}`);
});

/**
 * The faults of a request that a test's server received. Requests that the description does not have (the token call of
 * a service account) and requests without credentials (the first one of Digest) are left to the test.
 */
export const requestFaults = (request: ExchangeRequest, judge: ExchangeJudge = contractJudge): string[] =>
  linesOf(judge.judgeRequest(request));

/** The faults of a request and its response, with the same exceptions. */
export const exchangeFaults = (exchange: Exchange): string[] => linesOf(contractJudge.judge(exchange));

function linesOf({ operation, faults }: ReturnType<ExchangeJudge["judge"]>): string[] {
  return operation === undefined ? [] : faults.filter(({ rule }) => rule !== "security").map(faultLine);
}
