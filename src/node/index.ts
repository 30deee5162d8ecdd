export { type ApiKeyOptions, apiKey } from "./api-key.js";
export { authFromEnv, type EnvironmentAuth } from "./auth-from-env.js";
export { authFromProfile } from "./auth-from-profile.js";
export type { NamedValues } from "./find-auth.js";
