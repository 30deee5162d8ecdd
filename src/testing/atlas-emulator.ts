import type { AtlasOperations } from "../../generated/operations.js";
import {
  clusterSchema,
  type EmulatedCluster,
  type EmulatedState,
  type EmulatedTier,
  type Tag,
} from "./emulated-cluster.js";
import { credentialsSchema, type EmulatedCredentials } from "./emulated-credentials.js";
import type { EmulatedFault, EmulatedOperation, FaultOptions } from "./faults.js";
import { type EmulatedRateLimit, rateLimitSchema } from "./rate-limit.js";
import type { ScriptedResponse } from "./scripted-responses.js";
import { closedSchema, parameterSchema } from "./set-up.js";
import { type Timeline, timelineSchema } from "./timeline.js";

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
  /**
   * When what happens in an upgrade, as far as it differs from the median of the recorded ones, {@link medianTimeline}.
   *
   * @default medianTimeline
   */
  readonly timeline?: Partial<Timeline> | ((cluster: EmulatedCluster) => Partial<Timeline>);
  /** The clock, in milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** @default all callers are accepted */
  readonly credentials?: EmulatedCredentials;
  /** @default none */
  readonly rateLimit?: EmulatedRateLimit;
  /** Called with each request that is not as the description says; `fetch` rejects with what it throws. @default nobody */
  readonly onUnexpected?: (message: string, request: EmulatedRequest) => void;
}

/** The allowed options. */
export const optionsSchema = closedSchema<AtlasEmulatorOptions>(
  {
    clusters: { type: "array", items: clusterSchema },
    projects: { type: "array", items: parameterSchema("groupId") },
    timeline: { ...timelineSchema, type: ["object", "function"] },
    now: { type: "function" },
    credentials: credentialsSchema,
    rateLimit: rateLimitSchema,
    onUnexpected: { type: "function" },
  },
  "clusters",
);

/** A request that an emulator received, and what came of it. */
export interface EmulatedRequest {
  /** When, by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The body as it was sent; empty if there was none. */
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body?: unknown;
  /** The operation or the token that it is for, where that is known. */
  readonly operation?: EmulatedOperation;
  /** Its violation of the description, and where. */
  readonly violation?: string;
  /** The fault that it met. */
  readonly fault?: EmulatedFault;
  /** The response; missing if there was none, or if a fault replaced it. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** The body as it was sent; empty if there was none. */
    readonly text: string;
    /** The body, where it is JSON. */
    readonly body?: unknown;
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
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** All requests so far, those for tokens included; always the same array, which grows. */
  readonly requests: readonly EmulatedRequest[];
  /** How many upgrades were accepted. */
  readonly accepted: number;
  /** The clusters as they are at the moment. */
  clusters(): EmulatedClusterState[];
  /**
   * Makes requests fail.
   *
   * @throws {@link AtlasConfigurationError} saying what is allowed, for a fault or an option that is not known
   */
  fail(fault: EmulatedFault, options?: FaultOptions<EmulatedRequest>): void;
  /**
   * Responds to an operation with a response that the description declares; no cluster is touched by it. The request is
   * checked all the same.
   *
   * @throws {@link AtlasConfigurationError} saying what there is, for a status or an example that is not declared
   */
  respond(operationId: keyof AtlasOperations, response: ScriptedResponse): void;
  /** Makes all tokens and nonces that the emulator issued invalid, as if they had been revoked. */
  revokeCredentials(): void;
  /**
   * Makes everything as it was at the start: clusters, tokens and limits; no faults, responses or requests are left. For tests
   * that share an emulator.
   */
  reset(): void;
}
