import type { AtlasAuth } from "../../../src/index.js";
import { checkBaseUrl } from "../../../src/options/base-url.js";
import { createSecrets, type Secrets } from "../../../src/redaction/secrets.js";
import type { JsonObject } from "../description/index.js";
import { createExchangeJudge, type ExchangeJudge, faultLine } from "../judge/index.js";
import { countOf } from "../report/index.js";
import { resultProblem } from "../suite/index.js";
import { InputError } from "../support/index.js";
import { checkResponse } from "./check-response.js";
import { deriveProbes, type Probe, type ProbeSkip } from "./derive-probes.js";
import { type LiveExchange, recordingFetch, responseLine } from "./exchange.js";
import { assertHarmless } from "./safeguards.js";
import { sendProbe } from "./send-probe.js";
import { type CheckedUpgrade, checkUpgrade, sendUpgrade, type UpgradeRequest } from "./upgrade.js";

/** What a run against a real server needs. */
export interface LiveOptions {
  description: JsonObject;
  /** Where the server is; http only for localhost. */
  baseUrl: string;
  /** The real credentials. */
  auth: AtlasAuth;
  /** Gets the report, line by line; no line shows credentials. */
  print: (line: string) => void;
  /** The upgrade that is sent in the end, and how to ask for confirmation. */
  upgrade?: { request: UpgradeRequest; ask: (question: string) => Promise<string> } | undefined;
}

/** What a run found. */
export interface LiveReport {
  /** The ways in which the server is not what the description says, each with the probe's name. */
  problems: { operation: string; name: string; message: string }[];
  skips: ProbeSkip[];
  /** How many probes were sent. */
  sent: number;
  /** What became of the upgrade; `rejected` by the server, `withheld` because of problems, `unconfirmed` by the person. */
  upgrade: "not requested" | "sent" | "rejected" | "no response" | "withheld" | "unconfirmed";
  exchanges: (LiveExchange & { title: string })[];
  /** A string without the credentials that were sent. */
  redact: (text: string) => string;
}

/** What the steps of a run share. */
interface LiveRun extends Pick<LiveOptions, "baseUrl" | "auth" | "print"> {
  report: LiveReport;
  judge: ExchangeJudge;
  secrets: Secrets;
}

/**
 * Checks whether a real server does what a description says, and lets the judge check each exchange. No probe can
 * change anything. An upgrade is sent only after all responses were as described and a person has typed the cluster's
 * name.
 *
 * @throws InputError if an option can't be used, or if the server can't be reached
 */
export async function runLive({ description, auth, ...options }: LiveOptions): Promise<LiveReport> {
  const baseUrl = checkBaseUrl(options.baseUrl);
  const judge = createExchangeJudge(description, { serverPaths: [new URL(baseUrl).pathname.replace(/\/+$/, "")] });
  const upgrade = options.upgrade && checkUpgrade(options.upgrade.request, judge, baseUrl);
  const { probes, skips } = deriveProbes(judge, baseUrl);
  const secrets = createSecrets();
  const print = (line: string) => options.print(secrets.redact(line));
  const report: LiveReport = {
    ...{ problems: [], skips, sent: 0, upgrade: "not requested", exchanges: [], redact: secrets.redact },
  };
  const run: LiveRun = { report, judge, secrets, print, baseUrl, auth };

  print(
    `${countOf(probes.length, "request")} to ${baseUrl}. None of them can change anything, whatever the server does.`,
  );
  for (const [index, probe] of probes.entries()) await ask(probe, `${index + 1} of ${probes.length}`, run);
  for (const { operation, name, reason } of skips) print(`\nleft out: ${name}, ${operation}: ${reason}`);
  if (upgrade && options.upgrade) report.upgrade = await runUpgrade(upgrade, options.upgrade.ask, run);

  const { sent, problems } = report;
  const wrong = new Set(problems.map(({ operation, name }) => `${operation} ${name}`)).size;
  print(
    `\n${countOf(sent, "request")} sent, ${countOf(wrong, "response")} not as described, ${countOf(skips.length, "request")} left out; the upgrade: ${report.upgrade}`,
  );
  for (const { operation, name, message } of problems) print(`  ${name}, ${operation}: ${message}`);
  return report;
}

async function ask(probe: Probe, position: string, run: LiveRun): Promise<void> {
  const { report, judge, print, baseUrl, auth } = run;
  const { name, operation, request, credentials } = probe;
  print(`\n${position}: ${name}, ${operation.key}`);
  const { "Content-Type": contentType } = request.headers;
  const body = request.body === undefined ? "" : `, with ${request.body} as ${contentType}`;
  print(`  sends ${request.method} ${new URL(request.url).pathname}${body}; credentials: ${credentials}`);

  const exchanges: LiveExchange[] = [];
  const send = recordingFetch(run.secrets, (exchange) => exchanges.push(exchange));
  let unsafe: string | undefined;
  const failure = await sendProbe(probe, {
    ...{ auth, baseUrl },
    fetch: async (url, init) => {
      // A service account sends a token request before the probe.
      if (url !== request.url) return send(url, init);
      try {
        print(`  can't change anything: ${assertHarmless(url, init, judge).join(", ")}`);
      } catch (error) {
        unsafe = (error as Error).message;
        throw error;
      }
      return send(url, init);
    },
  });
  if (unsafe !== undefined) {
    report.skips.push({ operation: operation.key, name, reason: unsafe });
    return;
  }
  const cause = causeOf(failure);
  report.sent += 1;
  const own = exchanges.filter((exchange) => exchange.request.url === request.url);
  const last = own.at(-1);
  if (!last && report.exchanges.length === 0) throw new InputError(`${baseUrl} can't be reached: ${cause?.message}`);
  const { problems, notes } = last
    ? checkResponse(probe, last.response, judge)
    : { problems: [`there is no response: ${cause?.message}`], notes: [] };
  if (last) print(`  response: ${responseLine(last)}${problems.length === 0 ? ", as described" : ""}`);
  conclude(run, operation.key, name, own, problems);
  for (const note of notes) print(`  note: ${note}`);
}

async function runUpgrade(
  upgrade: CheckedUpgrade,
  confirm: (question: string) => Promise<string>,
  run: LiveRun,
): Promise<LiveReport["upgrade"]> {
  const { descriptor, cluster, operationId, groupId, body } = upgrade;
  const { report, judge, print, baseUrl, auth } = run;
  if (report.problems.length > 0) {
    print("\nThe upgrade is not sent: the server is not what the description says.");
    return "withheld";
  }
  print(`\nThe upgrade: ${operationId}, of the cluster ${cluster} in the group ${groupId}`);
  print(`  sends ${descriptor.method} ${descriptor.path} to ${baseUrl}, once, with ${JSON.stringify(body)}`);
  print("  CHANGES the cluster. It cannot be undone.");
  if ((await confirm(`Type the cluster's name to send it: `)) !== cluster) {
    print("  not sent: that is not the cluster's name");
    return "unconfirmed";
  }
  const exchanges: LiveExchange[] = [];
  const fetch = recordingFetch(run.secrets, (exchange) => exchanges.push(exchange));
  const outcome = await sendUpgrade(upgrade, { auth, baseUrl, print, fetch });
  const key = `${descriptor.method} ${descriptor.path}`;
  const own = exchanges.filter(({ request }) => judge.judgeRequest(request).operation?.key === key);
  const last = own.at(-1);
  const problems: string[] = [];
  if (!last) problems.push(`there is no response: ${"error" in outcome && (outcome.error as Error).message}`);
  else {
    print(`  response: ${responseLine(last)}`);
    const sdk = resultProblem(last.response, outcome, true);
    problems.push(...judge.judge(last).faults.map(faultLine), ...(sdk === undefined ? [] : [`${sdk} (the client)`]));
  }
  conclude(run, key, "the upgrade", own, problems);
  if ("result" in outcome) return "sent";
  return last ? "rejected" : "no response";
}

function conclude(
  { report, print }: LiveRun,
  operation: string,
  name: string,
  exchanges: readonly LiveExchange[],
  problems: readonly string[],
): void {
  report.exchanges.push(...exchanges.map((exchange) => ({ ...exchange, title: `${name}, ${operation}` })));
  for (const message of problems) {
    report.problems.push({ operation, name, message: report.redact(message) });
    print(`  NOT AS DESCRIBED: ${message}`);
  }
}

// The deepest one with a message, since the client's own messages are about clusters, and probes are not.
function causeOf(error: Error | undefined): Error | undefined {
  const cause = error?.cause as Error | undefined;
  return (cause && causeOf(cause)) ?? (error?.message ? error : undefined);
}
