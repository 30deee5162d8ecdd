import type { AtlasOperations } from "../../generated/operations.js";
import { AtlasConfigurationError } from "../errors.js";
import { checkFunction, readOptions } from "../options/option-checks.js";
import type { FetchLike } from "../transport/send.js";
import { checkHead, findRoute, isViolation, readBody, type Violation } from "./check-request.js";
import { connectionStringsOf } from "./cluster-views.js";
import { createClusters, DEFAULT_PROJECT } from "./clusters.js";
import { createCredentialChecker, type EmulatedCredentials } from "./credentials.js";
import {
  type EmulatedCluster,
  type EmulatedState,
  type EmulatedTier,
  momentOf,
  settledAt,
  type Tag,
} from "./emulated-cluster.js";
import { createFaults, type EmulatedFault, type EmulatedOperation, type FaultOptions, failWith } from "./faults.js";
import { errorResponse, type PlannedResponse } from "./planned-response.js";
import { createRateLimiter, type EmulatedRateLimit } from "./rate-limit.js";
import { medianTimeline } from "./recorded-timelines.js";
import { createScriptedResponses, type ScriptedResponse } from "./scripted-responses.js";
import type { Timeline } from "./timeline.js";

/**
 * What an emulator is made of.
 *
 * @example
 * ```ts
 * let ms = Date.UTC(2026, 0, 1);
 * const options: AtlasEmulatorOptions = { clusters: [{ name: "shop-dev", tier: "M0" }], now: () => ms };
 * ```
 */
export interface AtlasEmulatorOptions {
  /** The clusters that there are from the start. */
  readonly clusters: readonly EmulatedCluster[];
  /** Projects beside those of the clusters. @default none */
  readonly projects?: readonly string[];
  /** When what happens in an upgrade. @default the median of the recorded ones, {@link medianTimeline} */
  readonly timeline?: Timeline | ((cluster: EmulatedCluster) => Timeline);
  /** The clock, in milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** @default everybody is let in */
  readonly credentials?: EmulatedCredentials;
  /** @default none */
  readonly rateLimit?: EmulatedRateLimit;
  /** Told of each request that is not as the description says; what it throws, `fetch` rejects with. @default nobody */
  readonly onUnexpected?: (message: string, request: EmulatedRequest) => void;
}

/** A request that an emulator received, and what came of it. */
export interface EmulatedRequest {
  /** When, by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The body as it was sent; empty if there was none. */
  readonly text: string;
  /** What it is for, where that is known. */
  readonly operation?: EmulatedOperation;
  /** What of it is not as the description says, and where. */
  readonly violation?: string;
  /** The fault that it met. */
  readonly fault?: EmulatedFault;
  /** What it was answered with; missing where there was no response, or one of a fault. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
  };
}

/** A cluster of an emulator, as it is at the moment. */
export interface EmulatedClusterState {
  readonly groupId: string;
  readonly name: string;
  readonly tier: EmulatedTier;
  readonly id: string;
  readonly createDate: string;
  readonly stateName: EmulatedState;
  readonly connectionStrings: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  readonly terminationProtectionEnabled: boolean;
  /** How many upgrades of it were accepted. */
  readonly accepted: number;
  /** When nothing more changes, in milliseconds since the epoch; missing if it was not upgraded, `Infinity` for never. */
  readonly settledAt?: number;
}

/** An Atlas in memory. */
export interface AtlasEmulator {
  /** The `fetch` to give to a client; it can stand in for the global one as well. No request leaves the process. */
  readonly fetch: FetchLike;
  /** All requests so far, those for tokens included. */
  readonly requests: readonly EmulatedRequest[];
  /** How many upgrades were accepted. */
  readonly accepted: number;
  /** The clusters as they are at the moment. */
  clusters(): EmulatedClusterState[];
  /** Makes requests fail. */
  fail(fault: EmulatedFault, options?: FaultOptions<EmulatedRequest>): void;
  /**
   * Answers an operation with a response that the description declares; no cluster is touched by it. The request is
   * checked all the same.
   *
   * @throws {@link AtlasConfigurationError} saying what there is, for a status or an example that is not declared
   */
  respond(operationId: keyof AtlasOperations, response: ScriptedResponse): void;
  /** Makes all tokens and nonces that were given out worthless, as if somebody had revoked them. */
  revokeCredentials(): void;
}

/**
 * Makes an Atlas in memory, for tests: its clusters are upgraded over time, in the shapes that were recorded of the real
 * one. It holds to the description, and refuses a request that does not.
 *
 * It checks method, path, media types, parameters and the body by its schema, credentials as far as it is told them, and
 * whether project, cluster and tier allow the request. It does not check roles, payment, limits of an account, or whether a
 * cloud has a region or a size; `respond` answers as Atlas does then.
 *
 * @throws {@link AtlasConfigurationError} if an option can't be used
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
  const { clusters: given = [], timeline = medianTimeline, now = Date.now, ...rest } = checkOptions(options);
  const { projects = [], credentials = {}, rateLimit, onUnexpected } = rest;
  const clusters = createClusters(
    given,
    (cluster) => cluster.timeline ?? (typeof timeline === "function" ? timeline(cluster) : timeline),
    now,
  );
  const groups = new Set([...projects, ...given.map(({ groupId = DEFAULT_PROJECT }) => groupId)]);
  const checker = createCredentialChecker(credentials, now);
  const limiter = createRateLimiter(rateLimit, now);
  const faults = createFaults<EmulatedRequest>();
  const scripted = createScriptedResponses();
  const requests: EmulatedRequest[] = [];

  const handle = (request: Writable<EmulatedRequest>, url: URL): PlannedResponse => {
    const received = { ...request, url };
    if (request.operation === "token") return checker.token(received);
    if (request.operation === "revoke") return checker.revoke(received);
    const refuse = (violation: Violation) => {
      request.violation = violation.message;
      onUnexpected?.(violation.message, request);
      return errorResponse(violation.status, violation.errorCode, violation.message);
    };
    const uncredited = checker.refuse(received);
    if (uncredited) return uncredited;
    const route = findRoute(request.method, url);
    if (isViolation(route)) return refuse(route);
    const problem = checkHead(route, url, request.headers);
    if (problem) return refuse(problem);
    const { operationId, path } = route;
    const { groupId = "" } = path;
    const { headers, refusal } = limiter(groupId);
    if (refusal) return refusal;
    const script = scripted.take(operationId);
    if (!script && !groups.has(groupId)) {
      return errorResponse(404, "GROUP_NOT_FOUND", `There is no project ${groupId}.`, { parameters: [groupId] });
    }
    const read = readBody(route, request.text);
    if (isViolation(read)) return refuse(read);
    const planned = script ?? clusters.handle({ operationId, groupId, path, body: read.body });
    return { ...planned, headers: { ...planned.headers, ...headers } };
  };

  const fetch: FetchLike = async (input, init) => {
    const { url, method, headers, text, signal } = await readFetch(input, init);
    signal?.throwIfAborted();
    const operation = operationOf(method, url);
    const request: Writable<EmulatedRequest> = { at: now(), method, url: url.href, headers, text };
    if (operation) request.operation = operation;
    requests.push(request);
    const failing = faults.take(request);
    const planned = failing?.arrived === false ? undefined : handle(request, url);
    const fault = failing?.fault ?? planned?.fault;
    if (fault !== undefined || !planned) {
      request.fault = fault ?? "reset";
      return failWith(request.fault, signal);
    }
    const { status } = planned;
    const body = toText(planned.body, url.searchParams.get("pretty") === "true");
    request.response = { status, headers: planned.headers, text: body };
    return new Response(body === "" ? null : body, { status, headers: planned.headers });
  };

  return {
    fetch,
    requests,
    get accepted() {
      return [...clusters.records.values()].reduce((sum, { accepted }) => sum + accepted, 0);
    },
    clusters: () =>
      [...clusters.records.values()].map((record) => {
        const moment = momentOf(record, now());
        const settled = settledAt(record);
        const { tier, id, createDate, terminationProtectionEnabled } = moment.snapshot;
        const { groupId, name, accepted } = record;
        return {
          ...{ groupId, name, tier, id, createDate, terminationProtectionEnabled, accepted },
          stateName: moment.stateName,
          connectionStrings: connectionStringsOf(record, moment),
          tags: moment.tags,
          ...(settled !== undefined && { settledAt: settled }),
        };
      }),
    fail: faults.add,
    respond: scripted.add,
    revokeCredentials: checker.forget,
  };
}

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function checkOptions(options: AtlasEmulatorOptions): Partial<AtlasEmulatorOptions> {
  const allowed = ["clusters", "projects", "timeline", "now", "credentials", "rateLimit", "onUnexpected"] as const;
  const own = readOptions(options, allowed, "createAtlasEmulator");
  if (!Array.isArray(own.clusters)) throw new AtlasConfigurationError("clusters", "must be a list of clusters");
  checkFunction("now", own.now);
  checkFunction("onUnexpected", own.onUnexpected);
  return own;
}

// Named also where the request is not as described, for faults to find it.
function operationOf(method: string, url: URL): EmulatedOperation | undefined {
  if (url.pathname === "/api/oauth/token") return "token";
  if (url.pathname === "/api/oauth/revoke") return "revoke";
  const route = findRoute(method, url);
  return isViolation(route) ? undefined : route.operationId;
}

async function readFetch(input: unknown, init: RequestInit = {}) {
  if (typeof input === "string" || input instanceof URL) {
    const { method = "GET", headers, body, signal } = init;
    const text = typeof body === "string" ? body : body == null ? "" : await new Response(body).text();
    return {
      url: new URL(input),
      method: method.toUpperCase(),
      headers: new Headers(headers),
      text,
      signal: signal ?? undefined,
    };
  }
  const request = new Request(input as Request, init);
  const { method, headers, signal } = request;
  return { url: new URL(request.url), method, headers, text: await request.text(), signal };
}

function toText(body: unknown, pretty: boolean): string {
  if (body === undefined) return "";
  return typeof body === "string" ? body : JSON.stringify(body, null, pretty ? 2 : 0);
}
