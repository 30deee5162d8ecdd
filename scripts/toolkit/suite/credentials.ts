import type { SecurityScheme } from "../description/index.js";

/** Made-up credentials in the form that an operation wants. */
export interface Credentials {
  headers: Record<string, string>;
  query: Record<string, string>;
}

/** Credentials for the first of an operation's requirements; a Bearer token where none is needed. */
export function credentialsFor(security: readonly SecurityScheme[][]): Credentials {
  const credentials: Credentials = { headers: {}, query: {} };
  for (const { type, scheme = "", in: location, name = "" } of security[0] ?? []) {
    if (type === "apiKey" && location === "query") credentials.query[name] = "contract-test";
    else if (type === "apiKey" && location === "cookie") credentials.headers.Cookie = `${name}=contract-test`;
    else if (type === "apiKey") credentials.headers[name] = "contract-test";
    else if (type === "http" && scheme.toLowerCase() === "basic")
      credentials.headers.Authorization = "Basic dGVzdDp0ZXN0";
    else if (type === "http" && scheme.toLowerCase() !== "bearer")
      credentials.headers.Authorization = `${scheme} contract-test`;
  }
  return { ...credentials, headers: { Authorization: "Bearer contract-test", ...credentials.headers } };
}
