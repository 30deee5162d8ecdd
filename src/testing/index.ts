export type { DigestHash } from "../auth/digest.js";
export type {
  AtlasEmulator,
  AtlasEmulatorOptions,
  EmulatedClusterState,
  EmulatedRequest,
} from "./atlas-emulator.js";

export type { EmulatedCluster, EmulatedState, EmulatedTier, Tag } from "./emulated-cluster.js";
export type { EmulatedCredentials } from "./emulated-credentials.js";
export { createAtlasEmulator } from "./emulator.js";
export type { EmulatedFault, EmulatedOperation, FaultOptions } from "./faults.js";
export type { EmulatedRateLimit } from "./rate-limit.js";
export { medianTimeline, recordedTimelines } from "./recorded-timelines.js";
export type { ScriptedResponse } from "./scripted-responses.js";
export { settledAfterS, type Timeline, type TimeWindow } from "./timeline.js";
