import type { ContractOperation, ContractParameter } from "../description/index.js";
import type { ExchangeJudge } from "../judge/index.js";
import { type RawRequest, toRaw } from "../suite/index.js";
import type { Probe, ProbeCredentials, ProbeSkip } from "./probe.js";
import { FEWEST_SAFEGUARDS, IMPOSSIBLE_ID, MADE_UP, safeguardsOf } from "./safeguards.js";

// An operation that takes one of them takes no other: what it is described to take is no longer what it is sent.
const IMPOSSIBLE_BODIES = [[], {}, "no request"];

// A server may reject the caller's address (403), look for the group (404), or say that an operation is retired (410).
const REJECTED = [403, 404, 410];

type Question = Omit<Probe, "operation" | "safeguards">;

/**
 * The questions to a server that follow from a description: what it says without credentials, with wrong ones, of a group
 * that does not exist, to another method and to another content type. None of them can change anything.
 *
 * @param baseUrl - without a trailing slash
 */
export function deriveProbes(judge: ExchangeJudge, baseUrl: string): { probes: Probe[]; skips: ProbeSkip[] } {
  const probes: Probe[] = [];
  const skips: ProbeSkip[] = [];
  for (const operation of judge.contract.operations) {
    const skip = (name: string, reason: string) => void skips.push({ operation: operation.key, name, reason });
    try {
      const request = impossibleRequest(operation, judge, baseUrl);
      for (const question of questionsOf(operation, request, judge, skip)) {
        const safeguards = safeguardsOf(question.request.url, asSent(question), judge);
        if (safeguards.length >= FEWEST_SAFEGUARDS) probes.push({ ...question, operation, safeguards });
        else skip(question.name, `only ${safeguards.join() || "nothing"} would keep it from changing anything`);
      }
    } catch (error) {
      skip("all questions", (error as Error).message);
    }
  }
  return { probes, skips };
}

function* questionsOf(
  { template, requestBody, security }: ContractOperation,
  request: RawRequest,
  judge: ExchangeJudge,
  skip: (name: string, reason: string) => void,
): Generator<Question> {
  if (security.length > 0) {
    const schemes = security.flat().map(({ type, scheme = "" }) => (type === "http" ? scheme.toLowerCase() : type));
    const wrong: [string, ProbeCredentials, boolean][] = [
      ["no credentials", "none", true],
      ["a wrong token", "a made-up token", schemes.some((scheme) => ["bearer", "oauth2"].includes(scheme ?? ""))],
      ["a wrong API key", "a made-up API key", schemes.includes("digest")],
    ];
    for (const [name, credentials, fits] of wrong) {
      if (fits) yield { name, credentials, request, expected: [401] };
    }
  }
  // With the real credentials from here on, since a server looks at those first.
  const credentials = "the real ones";
  yield {
    name: "a group that doesn't exist",
    credentials,
    request,
    expected: requestBody ? [400, ...REJECTED] : REJECTED,
  };
  const used = judge.contract.operations.filter((other) => other.template === template).map(({ method }) => method);
  if (used.includes("GET")) {
    // Methods that are not described may be there all the same, and do what their names say.
    skip("a wrong method", "every method but GET could change something");
  } else {
    const { body: _, ...bodiless } = request;
    const wrong = { ...bodiless, method: "GET" };
    // 406: the path may fit another operation, which has other media types.
    yield { name: "a wrong method", credentials, request: wrong, expected: [...REJECTED, 405, 406, 501] };
  }
  if (requestBody) {
    const wrong = { ...request, headers: { ...request.headers, "Content-Type": "application/x-no-such-type" } };
    yield { name: "a wrong content type", credentials, request: wrong, expected: [400, ...REJECTED, 406, 415] };
  }
}

// For something that can't exist, with a body that is not a request.
function impossibleRequest(operation: ContractOperation, judge: ExchangeJudge, baseUrl: string): RawRequest {
  const required = operation.parameters.filter(({ required }) => required);
  const parameters = new Map(required.map((parameter) => [parameter, impossibleValue(parameter, judge)]));
  const contents = operation.requestBody?.content ?? [];
  const value = IMPOSSIBLE_BODIES.find((body) =>
    contents.every(({ schema }) => judge.judgeSchema(schema, body, "request").length > 0),
  );
  const [content] = contents;
  const body = content && value !== undefined ? { body: { mediaType: content.mediaType, value } } : {};
  if (content && value === undefined) throw new Error("every body that is tried is a valid request");
  const raw = toRaw({ operation }, { title: "", parameters, covers: [], ...body }, baseUrl);
  const { Authorization: _, ...headers } = raw.headers;
  return { ...raw, headers };
}

function impossibleValue(parameter: ContractParameter, judge: ExchangeJudge): unknown {
  const { in: location, name, schema, examples } = parameter;
  const value = location === "path" ? IMPOSSIBLE_ID : examples[0];
  if (value === undefined || judge.judgeSchema(schema, value, "request").length > 0) {
    throw new Error(`there is no value for ${location} ${name} that names nothing`);
  }
  return value;
}

function asSent({ request, credentials }: Question): RequestInit {
  const authorization: Record<ProbeCredentials, string | undefined> = {
    none: undefined,
    "a made-up token": `Bearer ${MADE_UP.token}`,
    "a made-up API key": `Digest username="${MADE_UP.publicKey}"`,
    "the real ones": "Bearer of the environment",
  };
  const value = authorization[credentials];
  return { ...request, headers: { ...request.headers, ...(value && { Authorization: value }) } };
}
