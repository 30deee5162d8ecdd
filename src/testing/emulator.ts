import { AtlasConfigurationError } from "../errors.js";
import { defined } from "../support/properties.js";
import {
  type AtlasEmulator,
  type AtlasEmulatorOptions,
  type EmulatedRequest,
  optionsSchema,
} from "./atlas-emulator.js";
import { checkHead, findRoute, isViolation, readBody, type Violation } from "./check-request.js";
import { connectionStringsOf } from "./cluster-views.js";
import { createClusters, DEFAULT_PROJECT } from "./clusters.js";
import { createCredentialChecker } from "./credentials.js";
import { type EmulatedCluster, momentOf, settledAt } from "./emulated-cluster.js";
import { createFaults, type EmulatedOperation, failWith } from "./faults.js";
import { errorResponse, type PlannedResponse } from "./planned-response.js";
import { createRateLimiter } from "./rate-limit.js";
import { medianTimeline } from "./recorded-timelines.js";
import { createScriptedResponses } from "./scripted-responses.js";
import { closedSchema, readSetUp } from "./set-up.js";
import { completeTimeline, type Timeline, timelineSchema } from "./timeline.js";

/**
 * Makes an in-memory Atlas for tests. Its clusters are upgraded over time, with responses as recorded from the real
 * Atlas. It conforms to the description, and rejects requests that don't.
 *
 * It checks the method, path, media types, parameters, the body by its schema, the credentials that it was given, and
 * whether project, cluster and tier allow the request. It does not check roles, payment, account limits, or whether a
 * cloud has a region or a size: use `respond` for Atlas's responses to these.
 *
 * Behavior that was not recorded strictly follows the description. A media type with a later date than the described
 * version is accepted as that version, except by `upgradeSharedCluster`, of which a newer version rejects upgrades to
 * dedicated; an earlier date gets 406. An upgrade request must have a size, cloud, region and a node, and must not
 * contradict itself. Its `clusterType`, `replicationSpecs`, `backupEnabled`, tags and termination protection are kept;
 * other settings are accepted, but not shown.
 *
 * @throws {@link AtlasConfigurationError} if an option is not allowed
 * @example
 * ```ts
 * import { bearer, createAtlasClient } from "atlas-tenant-upgrade";
 * import { createAtlasEmulator } from "atlas-tenant-upgrade/testing";
 *
 * const emulator = createAtlasEmulator({ clusters: [{ name: "shop-dev", tier: "M0" }] });
 * const atlas = createAtlasClient({ auth: bearer("any-token"), fetch: emulator.fetch });
 * ```
 */
export function createAtlasEmulator(options: AtlasEmulatorOptions): AtlasEmulator {
  const read = readSetUp(options, optionsSchema, "createAtlasEmulator");
  const { clusters: given, timeline = medianTimeline, projects = [], credentials = {}, rateLimit, onUnexpected } = read;
  // Not Date.now itself, which a test may fake later.
  const now = checkedClock(read.now ?? (() => Date.now()));
  const timelineOf = timelineReader(timeline);
  const groups = new Set([...projects, ...given.map(({ groupId = DEFAULT_PROJECT }) => groupId)]);
  const requests: EmulatedRequest[] = [];
  const start = () => ({
    clusters: createClusters(given, timelineOf, now),
    checker: createCredentialChecker(credentials, now),
    limiter: createRateLimiter(rateLimit, now),
    faults: createFaults<EmulatedRequest>(),
    scripted: createScriptedResponses(),
  });
  let state = start();

  const handle = (request: Writable<EmulatedRequest>, url: URL): PlannedResponse => {
    const received = { ...request, url };
    const { checker, clusters, limiter, scripted } = state;
    if (request.operation === "token") return checker.token(received);
    if (request.operation === "revoke") return checker.revoke(received);
    const reject = (violation: Violation) => {
      request.violation = violation.message;
      onUnexpected?.(violation.message, request);
      return errorResponse(violation.status, violation.errorCode, violation.message);
    };
    const uncredited = checker.reject(received);
    if (uncredited) return uncredited;
    const route = findRoute(request.method, url);
    if (isViolation(route)) return reject(route);
    const problem = checkHead(route, url, request.headers);
    if (problem) return reject(problem);
    const { operationId, path } = route;
    const { groupId = "" } = path;
    const { headers, rejection } = limiter(groupId);
    if (rejection) return rejection;
    const script = scripted.take(operationId);
    if (!script && !groups.has(groupId)) {
      return errorResponse(404, "GROUP_NOT_FOUND", `There is no project ${groupId}.`, { parameters: [groupId] });
    }
    const content = readBody(route, request.text);
    if (isViolation(content)) return reject(content);
    const planned = script ?? clusters.handle({ operationId, groupId, path, body: content.body });
    return { ...planned, headers: { ...planned.headers, ...headers } };
  };

  const fetch: AtlasEmulator["fetch"] = async (input, init) => {
    const given = toRequest(input, init ?? {});
    const { signal = input instanceof Request ? input.signal : null } = init ?? {};
    const { method, headers } = given;
    const url = new URL(given.url);
    const text = await given.text();
    signal?.throwIfAborted();
    const operation = operationOf(method, url);
    const request: Writable<EmulatedRequest> = { at: now(), method, url: url.href, headers, ...toBody(text) };
    if (operation) request.operation = operation;
    requests.push(request);
    const failing = state.faults.take(request);
    const planned = failing?.arrived === false ? undefined : handle(request, url);
    const fault = failing?.fault ?? planned?.fault;
    if (fault !== undefined || !planned) {
      request.fault = fault ?? "reset";
      return failWith(request.fault, signal, input);
    }
    const { status } = planned;
    const body = toText(planned.body, url.searchParams.get("pretty") === "true");
    const dated = { ...planned.headers, Date: new Date(now()).toUTCString() };
    request.response = { status, headers: dated, ...toBody(body) };
    return new Response(body === "" ? null : body, { status, headers: dated });
  };

  return {
    fetch,
    requests,
    get accepted() {
      return [...state.clusters.records.values()].reduce((sum, { accepted }) => sum + accepted, 0);
    },
    clusters: () =>
      [...state.clusters.records.values()].map((record) => {
        const moment = momentOf(record, now());
        const settled = settledAt(record);
        const { tier, id, createDate, terminationProtectionEnabled } = moment.snapshot;
        const { groupId, name, accepted } = record;
        return {
          ...{ groupId, name, tier, id, createDate, terminationProtectionEnabled, accepted },
          stateName: moment.stateName,
          connectionStrings: connectionStringsOf(record, moment),
          tags: moment.tags.map((tag) => ({ ...tag })),
          ...(settled !== undefined && { settledAt: settled }),
        };
      }),
    fail: (fault, options) => state.faults.add(fault, options),
    respond: (operationId, response) => state.scripted.add(operationId, response),
    revokeCredentials: () => state.checker.forget(),
    reset: () => {
      state = start();
      requests.length = 0;
    },
  };
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

const computedSchema = closedSchema<{ timeline: Timeline }>({ timeline: timelineSchema }, "timeline");

function timelineReader(timeline: AtlasEmulatorOptions["timeline"] & {}): (cluster: EmulatedCluster) => Timeline {
  if (typeof timeline !== "function") {
    const complete = completeTimeline(timeline, medianTimeline, "timeline");
    return () => complete;
  }
  return (cluster) => {
    const computed = readSetUp({ timeline: timeline(cluster) }, computedSchema, "timeline");
    return completeTimeline(computed.timeline, medianTimeline, "timeline");
  };
}

// The range of Date. A time outside it would fail later, when ids and dates are made.
const MAX_DATE_MS = 8.64e15;

function checkedClock(now: () => number): () => number {
  const checked = () => {
    const ms = now();
    if (typeof ms === "number" && Math.abs(ms) <= MAX_DATE_MS) return ms;
    throw new AtlasConfigurationError("now", `must return milliseconds since the epoch, not ${String(ms)}`);
  };
  checked();
  return checked;
}

// Without the signal: Node's Request follows one only until it is garbage-collected, and rejects those of jsdom.
function toRequest(input: string | URL | Request, { method, headers, body }: RequestInit): Request {
  return new Request(input, { ...defined({ method, headers, body }), duplex: "half" } as RequestInit);
}

// Also found for a request that violates the description, so that faults can match it.
function operationOf(method: string, url: URL): EmulatedOperation | undefined {
  if (url.pathname === "/api/oauth/token") return "token";
  if (url.pathname === "/api/oauth/revoke") return "revoke";
  const route = findRoute(method, url);
  return isViolation(route) ? undefined : route.operationId;
}

function toBody(text: string): { text: string; body?: unknown } {
  try {
    return { text, body: JSON.parse(text) };
  } catch {
    return { text };
  }
}

function toText(body: unknown, pretty: boolean): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body, null, pretty ? 2 : 0);
}
