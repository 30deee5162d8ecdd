import type { AtlasAuth, OperationDescriptor } from "../../../src/index.js";
import { checkBaseUrl } from "../../../src/options/base-url.js";
import type { JsonObject } from "../description/index.js";
import { createExchangeJudge, type ExchangeJudge, faultLine } from "../judge/index.js";
import { readFailure, resultProblem } from "../suite/index.js";
import { InputError } from "../support/index.js";
import { checkResponse } from "./check-response.js";
import { deriveProbes } from "./derive-probes.js";
import { type LiveExchange, recordingFetch } from "./exchange.js";
import { conclude, type LiveReport, printSummary, reasonOf, responseLine } from "./live-report.js";
import type { Probe } from "./probe.js";
import { createRedactor, type Redactor } from "./redact.js";
import { assertHarmless } from "./safeguards.js";
import { sendProbe } from "./send-probe.js";
import { type CheckedUpgrade, checkUpgrade, sendUpgrade, type UpgradeRequest } from "./upgrade.js";

/** What a run against a real server needs. */
export interface LiveOptions {
  description: JsonObject;
  descriptors: readonly OperationDescriptor[];
  /** Where the server is; http only to this machine. */
  baseUrl: string;
  /** The real credentials. */
  auth: AtlasAuth;
  /** Gets the report, line by line; no line shows credentials. */
  print: (line: string) => void;
  /** The upgrade that is sent in the end, and how to ask whether it shall be. */
  upgrade?: { request: UpgradeRequest; ask: (question: string) => Promise<string> } | undefined;
}

/**
 * Checks whether a real server does what a description promises, and has the judge of exchanges look at what it gets.
 * Nothing that is asked can change anything; an upgrade is sent only after all responses were as described, and after
 * somebody has typed the cluster's name.
 *
 * @throws InputError if an option can't be used, or if the server can't be reached
 */
export async function runLive(options: LiveOptions): Promise<LiveReport> {
  const { description, descriptors, auth } = options;
  const baseUrl = checkBaseUrl(options.baseUrl);
  const basePath = new URL(baseUrl).pathname.replace(/\/+$/, "");
  const judge = createExchangeJudge(description, { serverPaths: [basePath] });
  const upgrade = options.upgrade && checkUpgrade(options.upgrade.request, descriptors, judge, baseUrl);
  const { probes, skips } = deriveProbes(judge, baseUrl);
  const redactor = createRedactor();
  const print = (line: string) => options.print(redactor.text(line));
  const report: LiveReport = { problems: [], skips, asked: 0, upgrade: "not asked for", exchanges: [], redactor };
  const context: LiveContext = { report, judge, redactor, print, baseUrl, auth };

  print(`${probes.length} questions to ${baseUrl}. None of them can change anything, whatever the server makes of it.`);
  for (const probe of probes) await ask(probe, probes.length, context);
  for (const { operation, name, reason } of skips) print(`\nnot asked: ${name}, ${operation}: ${reason}`);
  if (upgrade && options.upgrade) report.upgrade = await runUpgrade(upgrade, options.upgrade.ask, context);
  printSummary(report, print);
  return report;
}

interface LiveContext {
  report: LiveReport;
  judge: ExchangeJudge;
  redactor: Redactor;
  print: (line: string) => void;
  baseUrl: string;
  auth: AtlasAuth;
}

async function ask(probe: Probe, of: number, context: LiveContext): Promise<void> {
  const { report, judge, redactor, print, baseUrl, auth } = context;
  const { name, operation, request, credentials, safeguards } = probe;
  report.asked += 1;
  print(`\n${report.asked} of ${of}: ${name}, ${operation.key}`);
  const { "Content-Type": contentType } = request.headers;
  const body = request.body === undefined ? "" : `, with ${request.body} as ${contentType}`;
  print(`  sends ${request.method} ${new URL(request.url).pathname}${body}; credentials: ${credentials}`);
  print(`  can't change anything: ${safeguards.join(", ")}`);

  const exchanges: LiveExchange[] = [];
  const send = recordingFetch(redactor);
  const sendProbed = recordingFetch(redactor, (exchange) => exchanges.push(exchange));
  const failure = await sendProbe(probe, {
    auth,
    baseUrl,
    fetch: async (url, init) => {
      // What a service account asks for beforehand: a token, for an hour.
      if (url !== request.url) return send(url, init);
      assertHarmless(url, init, judge);
      return sendProbed(url, init);
    },
  }).then(
    () => undefined,
    (error: Error) => error,
  );
  const title = `${name}, ${operation.key}`;
  report.exchanges.push(...exchanges.map((exchange) => ({ ...exchange, title })));
  const last = exchanges.at(-1);
  if (!last && report.exchanges.length === 0) throw new InputError(`${baseUrl} can't be asked: ${reasonOf(failure)}`);
  const { problems, notes } = last
    ? checkResponse(probe, last, judge)
    : { problems: [`there is no response: ${reasonOf(failure)}`], notes: [] };
  if (last) print(`  response: ${responseLine(last)}${problems.length === 0 ? ", as described" : ""}`);
  conclude(report, { operation: operation.key, name }, problems, notes, print);
}

async function runUpgrade(
  upgrade: CheckedUpgrade,
  confirm: (question: string) => Promise<string>,
  { report, judge, redactor, print, baseUrl, auth }: LiveContext,
): Promise<LiveReport["upgrade"]> {
  const { descriptor, cluster, operationId, groupId, body } = upgrade;
  if (report.problems.length > 0) {
    print("\nThe upgrade is not sent: the server is not what the description says.");
    return "withheld";
  }
  print(`\nThe upgrade: ${operationId}, of the cluster ${cluster} in the group ${groupId}`);
  print(`  sends ${descriptor.method} ${descriptor.path} to ${baseUrl}, once, with ${JSON.stringify(body)}`);
  print("  CHANGES the cluster. There is no way back.");
  if ((await confirm(`Type the cluster's name to send it: `)) !== cluster) {
    print("  not sent: that is not the cluster's name");
    return "unconfirmed";
  }
  const exchanges: LiveExchange[] = [];
  const outcome = await sendUpgrade(upgrade, {
    auth,
    baseUrl,
    print,
    fetch: recordingFetch(redactor, (exchange) => exchanges.push(exchange)),
  });
  const name = "the upgrade";
  const key = `${descriptor.method} ${descriptor.path}`;
  const ofOperation = exchanges.filter(({ request }) => judge.judgeRequest(request).operation === key);
  report.exchanges.push(...ofOperation.map((exchange) => ({ ...exchange, title: `${name}, ${key}` })));
  const last = ofOperation.at(-1);
  const problems: string[] = [];
  if (!last) problems.push(`there is no response: ${"error" in outcome && (outcome.error as Error).message}`);
  else {
    print(`  response: ${responseLine(last)}`);
    const sdk = resultProblem(last.response, outcome, true, readFailure);
    problems.push(...judge.judge(last).faults.map(faultLine));
    if (sdk !== undefined) problems.push(`${sdk} (the client)`);
  }
  conclude(report, { operation: key, name }, problems, [], print);
  if ("result" in outcome) return "sent";
  return last ? "rejected" : "no response";
}
