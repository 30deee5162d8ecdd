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
 * Options of {@link createAtlasEmulator}.
 *
 * @example
 * ```ts
 * let ms = Date.UTC(2026, 0, 1);
 * const options: AtlasEmulatorOptions = { clusters: [{ name: "shop-dev", tier: "M0" }], now: () => ms };
 * ```
 */
export interface AtlasEmulatorOptions {
  /** The initial clusters. */
  readonly clusters: readonly EmulatedCluster[];
  /** Projects in addition to those of the clusters. @default none */
  readonly projects?: readonly string[];
  /**
   * The times of the events of an upgrade. Missing times are those of {@link medianTimeline}, the median of the
   * recorded upgrades.
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
  /**
   * Called with each request that violates the description. If it throws, `fetch` rejects with that error. @default
   * none
   */
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

/** A request that an emulator received, and its outcome. */
export interface EmulatedRequest {
  /** When it was received, in milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** The body as it was sent; empty if there was none. */
  readonly text: string;
  /** The parsed body, if it is JSON. */
  readonly body?: unknown;
  /** The operation or token request, if known. */
  readonly operation?: EmulatedOperation;
  /** How it violates the description, and where. */
  readonly violation?: string;
  /** The fault that was injected. */
  readonly fault?: EmulatedFault;
  /** The response; missing if there was none, or if a fault replaced it. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** The body as it was sent; empty if there was none. */
    readonly text: string;
    /** The parsed body, if it is JSON. */
    readonly body?: unknown;
  };
}

/** The current state of a cluster of an emulator. */
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
  /** How many upgrades of this cluster were accepted. */
  readonly accepted: number;
  /**
   * When the last change happens, in milliseconds since the epoch; missing if the cluster was not upgraded, `Infinity`
   * if the upgrade never ends.
   */
  readonly settledAt?: number;
}

/** An in-memory Atlas. */
export interface AtlasEmulator {
  /** The `fetch` to pass to a client. It can also replace the global one. No request leaves the process. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** All requests so far, including token requests. It is always the same array, and grows. */
  readonly requests: readonly EmulatedRequest[];
  /** How many upgrades were accepted. */
  readonly accepted: number;
  /** Returns the current state of the clusters. */
  clusters(): EmulatedClusterState[];
  /**
   * Makes requests fail.
   *
   * @throws {@link AtlasConfigurationError} saying what is allowed, for an unknown fault or option
   */
  fail(fault: EmulatedFault, options?: FaultOptions<EmulatedRequest>): void;
  /**
   * Makes an operation respond with a response that the description declares. Requests are still checked, but change no
   * cluster.
   *
   * @throws {@link AtlasConfigurationError} saying what is declared, for a status or an example that is not
   */
  respond(operationId: keyof AtlasOperations, response: ScriptedResponse): void;
  /** Invalidates all tokens and nonces that the emulator has issued, as if they had been revoked. */
  revokeCredentials(): void;
  /**
   * Resets clusters, tokens and rate limits to the initial state, and clears faults, scripted responses and recorded
   * requests. For tests that share an emulator.
   */
  reset(): void;
}
