import type { createInstance, IHttpRequest } from "@stoplight/prism-http";

/** Rejects requests and responses that break the description, and responds with the description's examples. */
export const CONFIG = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  mock: { dynamic: false },
  upstreamProxy: undefined,
} as const;

type Logger = Parameters<typeof createInstance>[1]["logger"];

/**
 * The pino logger that Prism requires.
 *
 * @param log - called with a line for what Prism's server logs about a request
 */
export function createLogger(log: (line: string) => void): Logger {
  const levels = ["trace", "debug", "info", "warn", "error", "fatal", "success"];
  const write = ({ input }: { input?: IHttpRequest }, message: string) => {
    if (input) log(`${input.method.toUpperCase()} ${input.url.path}: ${message}`);
  };
  const logger: Record<string, unknown> = Object.fromEntries(levels.map((level) => [level, write]));
  logger.child = () => logger;
  return logger as unknown as Logger;
}
