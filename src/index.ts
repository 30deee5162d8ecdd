// Re-exported so that types inferred from `atlas.http` can be named in programs that can't import openapi-fetch.
export type { Client, FetchResponse, MaybeOptionalInit, Middleware } from "openapi-fetch";
export type * from "../generated/operations.js";
export { operationDescriptors } from "../generated/operations.js";
export type {
  $Read,
  $Write,
  components,
  operations,
  paths,
  Readable,
  ReadOnlyBecauseAtlasSetsIt,
  Writable,
} from "../generated/schema.js";
export type { AtlasAuth, AuthChallenge, AuthContext } from "./auth/auth.js";
export { bearer } from "./auth/bearer.js";
export { type ServiceAccount, type ServiceAccountOptions, serviceAccount } from "./auth/service-account.js";
export { AtlasTokenError, type TokenErrorOptions } from "./auth/token-error.js";
export { type PathCheckOptions, pathCheckMiddleware } from "./call/path-check.js";
export { type AtlasClient, createAtlasClient } from "./client.js";
export { AtlasDeprecatedOperationError } from "./deprecation/deprecated-operation-error.js";
export { type DeprecationOptions, deprecationMiddleware, type OnDeprecation } from "./deprecation/deprecation.js";
export type { DeprecationNotice } from "./deprecation/deprecation-notice.js";
export {
  AtlasAuthError,
  AtlasConfigurationError,
  AtlasError,
  type AtlasErrorOptions,
  AtlasInvalidRequestError,
  isAtlasError,
} from "./errors.js";
export type {
  AtlasResult,
  CallDescriptor,
  CallOptions,
  DeprecationDescriptor,
  DescriptorOf,
  HttpMethod,
  OperationDescriptor,
  ParameterDescriptor,
  Successor,
} from "./operation.js";
export type { AtlasClientOptions } from "./options/client-options.js";
export type { LimitOptions } from "./options/limits.js";
export { planUpgrade } from "./plan/plan.js";
export {
  type DedicatedSize,
  isTargetTier,
  type PlanOptions,
  type SourceTier,
  type TargetTier,
} from "./plan/plan-options.js";
export type {
  FlexClusterPlan,
  FollowUp,
  PlanBase,
  PlannedChange,
  ServerlessBody,
  SharedClusterPlan,
  UpgradePlan,
} from "./plan/upgrade-plan.js";
export { type ApiErrorInit, AtlasApiError, type FieldViolation, isAtlasApiError } from "./response/api-error.js";
export type { ResponseMetadata } from "./response/metadata.js";
export type { RateLimit } from "./response/rate-limit.js";
export type { ResponseDeprecation } from "./response/response-deprecation.js";
export type { AtlasHooks, RequestEvent, ResponseEvent, RetryEvent } from "./transport/hooks.js";
export type { RetryOptions } from "./transport/retry-options.js";
export type { FetchLike } from "./transport/send.js";
export {
  AtlasAbortError,
  AtlasConnectionError,
  AtlasTimeoutError,
  AtlasTransportError,
  AtlasUnexpectedResponseError,
  type RequestSummary,
  type SentState,
} from "./transport/transport-errors.js";
export { resumeUpgrade } from "./upgrade/resume-upgrade.js";
export type { UpgradeRunPlan } from "./upgrade/run-plan.js";
export { upgradeCluster } from "./upgrade/upgrade-cluster.js";
export { AtlasUpgradeError, type UpgradeErrorInit, type UpgradeFailure } from "./upgrade/upgrade-error.js";
export type { FollowOptions, UpgradeClusterOptions } from "./upgrade/upgrade-options.js";
export type { UpgradePhase, UpgradeProgress, UpgradeResult, UpgradeRun } from "./upgrade/upgrade-progress.js";
export type { UpgradeToken } from "./upgrade/upgrade-token.js";
export { version } from "./version.js";
export type {
  OperationReference,
  Outcome,
  OutcomeRule,
  OutcomesDescriptor,
  PollDescriptor,
} from "./waiting/waiting-descriptor.js";
