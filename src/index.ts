export type * from "../generated/operations.js";
export { operationDescriptors } from "../generated/operations.js";
export type { components, paths } from "../generated/schema.js";
export { AtlasApiError, type FieldViolation, isAtlasApiError } from "./api-error.js";
export type { AtlasAuth, AuthChallenge, AuthContext } from "./auth/auth.js";
export { bearer } from "./auth/bearer.js";
export { type ServiceAccount, type ServiceAccountOptions, serviceAccount } from "./auth/service-account.js";
export { AtlasTokenError } from "./auth/token-error.js";
export { type AtlasClient, createAtlasClient } from "./client.js";
export type { AtlasClientOptions } from "./client-options.js";
export { type DeprecationOptions, deprecationMiddleware, type OnDeprecation } from "./deprecation.js";
export type { DeprecationNotice } from "./deprecation-notice.js";
export {
  AtlasAuthError,
  AtlasConfigurationError,
  AtlasDeprecatedOperationError,
  AtlasError,
  AtlasInvalidRequestError,
  isAtlasError,
} from "./errors.js";
export type { LimitOptions } from "./limits.js";
export type {
  AtlasResult,
  CallOptions,
  DeprecationDescriptor,
  HttpMethod,
  OperationDescriptor,
  ParameterDescriptor,
  Successor,
} from "./operation.js";
export { type PathCheckOptions, pathCheckMiddleware } from "./path-check.js";
export {
  type FlexClusterPlan,
  type FollowUp,
  type PlannedChange,
  planUpgrade,
  type ServerlessBody,
  type SharedClusterPlan,
  type UpgradePlan,
} from "./plan.js";
export type { DedicatedSize, PlanOptions, SourceTier, TargetTier } from "./plan-options.js";
export type { RateLimit } from "./rate-limit.js";
export type { ResponseDeprecation } from "./response-deprecation.js";
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
} from "./transport/transport-errors.js";
export { version } from "./version.js";
