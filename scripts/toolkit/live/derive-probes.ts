import type { ContractOperation, ContractParameter } from "../description/index.js";
import type { ExchangeJudge } from "../judge/index.js";
import { type RawRequest, toRaw } from "../suite/index.js";
import { IMPOSSIBLE_ID } from "./safeguards.js";

/** A request to a real server that can't change anything. */
export interface Probe {
  /** What is wrong with it, in words. */
  name: string;
  operation: ContractOperation;
  /** Its credentials are added when it is sent. */
  request: RawRequest;
  credentials: "none" | "a made-up token" | "a made-up API key" | "the real ones";
  /** The statuses that the description, or else HTTP itself, has for this request. */
  expected: readonly number[];
}

/** A probe that is left out, and why. */
export interface ProbeSkip {
  operation: string;
  name: string;
  reason: string;
}

// Instead of a valid body, an operation gets the first of these that its schema rejects.
const IMPOSSIBLE_BODIES = [[], {}, "no request"];

// A server may reject the caller's address (403), look for the group (404), or say that an operation is retired (410).
const REJECTED = [403, 404, 410];

/**
 * Derives probes of a server from a description: without credentials, with wrong ones, for a group that does not exist,
 * with another method and with another content type. None of them can change anything.
 *
 * @param baseUrl - without a trailing slash
 */
export function deriveProbes(judge: ExchangeJudge, baseUrl: string): { probes: Probe[]; skips: ProbeSkip[] } {
  const probes: Probe[] = [];
  const skips: ProbeSkip[] = [];
  for (const operation of judge.contract.operations) {
    const skip = (name: string, reason: string) => skips.push({ operation: operation.key, name, reason });
    try {
      const request = impossibleRequest(operation, judge, baseUrl);
      // A method that is not described may exist, and do what its name says.
      if (hasGet(operation, judge)) skip("a wrong method", "every method but GET could change something");
      probes.push(...probesOf(operation, request, judge));
    } catch (error) {
      skip("all requests", (error as Error).message);
    }
  }
  return { probes, skips };
}

function hasGet({ template }: ContractOperation, { contract }: ExchangeJudge): boolean {
  return contract.operations.some((other) => other.template === template && other.method === "GET");
}

function probesOf(operation: ContractOperation, request: RawRequest, judge: ExchangeJudge): Probe[] {
  const { requestBody, security } = operation;
  const schemes = security.flat().map(({ authorization }) => authorization);
  const { body: _, ...bodiless } = request;
  const read = { ...bodiless, method: "GET" };
  const otherType = { ...request, headers: { ...request.headers, "Content-Type": "application/x-no-such-type" } };
  const rejected = requestBody ? [400, ...REJECTED] : REJECTED;
  // A server checks credentials first, so probes of anything else need real ones.
  const real = "the real ones";
  const candidates: [applies: boolean, string, Probe["credentials"], RawRequest, expected: number[]][] = [
    [security.length > 0, "no credentials", "none", request, [401]],
    [schemes.includes("bearer"), "a wrong token", "a made-up token", request, [401]],
    [schemes.includes("digest"), "a wrong API key", "a made-up API key", request, [401]],
    [true, "a group that doesn't exist", real, request, rejected],
    // 406: the path may match another operation, with other media types.
    [!hasGet(operation, judge), "a wrong method", real, read, [...REJECTED, 405, 406, 501]],
    [requestBody !== undefined, "a wrong content type", real, otherType, [400, ...REJECTED, 406, 415]],
  ];
  return candidates
    .filter(([applies]) => applies)
    .map(([, name, credentials, request, expected]) => ({ name, operation, credentials, request, expected }));
}

// A cluster that cannot exist, with a body that is not valid.
function impossibleRequest(operation: ContractOperation, judge: ExchangeJudge, baseUrl: string): RawRequest {
  const required = operation.parameters.filter(({ required }) => required);
  const parameters = new Map(required.map((parameter) => [parameter, impossibleValue(parameter, judge)]));
  const contents = operation.requestBody?.content ?? [];
  const value = IMPOSSIBLE_BODIES.find((body) =>
    contents.every(({ schema }) => judge.judgeSchema(schema, body, "request").length > 0),
  );
  if (value === undefined) throw new Error("every body that is tried is a valid request");
  const [content] = contents;
  const body = content && { body: { mediaType: content.mediaType, value } };
  const raw = toRaw({ operation }, { parameters, ...body }, baseUrl);
  const { Authorization: _, ...headers } = raw.headers;
  return { ...raw, headers };
}

function impossibleValue(parameter: ContractParameter, judge: ExchangeJudge): unknown {
  const { in: location, name, schema, examples } = parameter;
  const value = location === "path" ? IMPOSSIBLE_ID : examples[0];
  if (value === undefined || judge.judgeSchema(schema, value, "request").length > 0) {
    throw new Error(`${location} ${name} has no valid value that is sure not to exist`);
  }
  return value;
}
