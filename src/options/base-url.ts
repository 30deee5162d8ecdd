import { AtlasConfigurationError } from "../errors.js";

/** The base URL of Atlas. */
export const DEFAULT_BASE_URL = "https://cloud.mongodb.com";

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/**
 * Checks a base URL and returns it without trailing slashes.
 *
 * @param option - where the URL was given, for errors
 * @throws {@link AtlasConfigurationError} if it is not an absolute URL, would show credentials (plain http to another
 * machine, a user in the URL), or has parts that a path can't be added to (query, fragment, `/api/atlas`)
 */
export function checkBaseUrl(baseUrl: string, option = "baseUrl"): string {
  const invalid = (problem: string) => new AtlasConfigurationError(option, problem);
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw invalid('is not an absolute URL, such as "https://cloud.mongodb.com"');
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    throw invalid("must be https: (http: only for localhost), because credentials travel with each request");
  }
  if (url.username || url.password) throw invalid("must not have a user or a password in it; use the auth option");
  if (/[?#]/.test(baseUrl)) throw invalid("must not have a query or a fragment");
  // MongoDB's documentation shows URLs with it.
  if (/\/api\/atlas(\/|$)/.test(url.pathname)) {
    throw invalid("must not include /api/atlas: the path of every operation begins with it");
  }
  return url.href.replace(/\/+$/, "");
}

/** Whether a URL points to this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}
