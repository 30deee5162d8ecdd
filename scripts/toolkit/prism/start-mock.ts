import { join } from "node:path";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { generatedFolder } from "../support/index.js";
import { CONFIG, createLogger } from "./config.js";

/**
 * Serves the committed description with Prism, on this machine only.
 *
 * @param port - 0 for a free one
 * @param log - called with a line for each request @default logs nothing
 * @returns its URL, without a trailing slash, and a function that stops it
 * @throws Error if it can't listen on the port
 */
export async function startMock(
  port = 0,
  log: (line: string) => void = () => {},
): Promise<{ url: string; close(): Promise<void> }> {
  const operations = await getHttpOperationsFromSpec(join(generatedFolder, "openapi.json"));
  const components = { logger: createLogger(log) };
  const { listen, close } = createServer(operations, { cors: true, config: CONFIG, components });
  const url = await listen(port, "127.0.0.1").catch((message: string) => {
    throw new Error(message);
  });
  return { url, close };
}
