export { type ApiKeyOptions, apiKey } from "./api-key.js";
export { authFromEnv } from "./auth-from-env.js";
