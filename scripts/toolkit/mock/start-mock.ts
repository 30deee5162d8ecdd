import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FAST_START_FLAGS, generatedFolder, projectRoot } from "../support/index.js";
import { serveFetch } from "./serve-fetch.js";

const PRISM = join(projectRoot, "node_modules", "@stoplight", "prism-cli", "dist", "index.js");

const DESCRIPTION = join(generatedFolder, "openapi.json");

// Prism ends when this process ends, however that happens: our end of its standard input closes even if we are killed.
const END_WITH_PARENT = "data:text/javascript,process.stdin.resume().on('end',()=>process.exit())";

/** A running mock. */
export interface Mock {
  /** Its URL, without a trailing slash. */
  url: string;
  /** Stops it, and resolves when it has ended. */
  stop(): Promise<void>;
  /** Resolves when it has ended, by itself or by {@link Mock.stop}. */
  ended: Promise<void>;
}

/**
 * Starts Prism on the committed description, on this machine only.
 *
 * @param port - the port; 0 for a free one
 * @param log - called with each line that Prism prints about a request
 * @throws Error if the port can't be used, or with the last line of Prism's output, if it does not start
 */
export async function startMock(port = 0, log?: (line: string) => void): Promise<Mock> {
  // Prism would find out a second later.
  const { close } = await serveFetch(async () => new Response(), port);
  await close();
  const node = [...FAST_START_FLAGS, "--import", END_WITH_PARENT, PRISM];
  const args = [...node, "mock", "--errors", "--port", String(port), DESCRIPTION];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(child, "exit").then(() => undefined);
  try {
    const url = await listeningAddress(child);
    if (log) createInterface(child.stdout).on("line", (line) => line.includes("[HTTP SERVER]") && log(line));
    return { url, stop: () => stop(child, ended), ended };
  } catch (error) {
    await stop(child, ended);
    throw error;
  }
}

function listeningAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\r?\n)/.exec(output.split("is listening on")[1] ?? "") ?? [];
      if (address) resolve(address);
    };
    // Read to the end, even after the URL is known: a full pipe would stall Prism.
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`Prism ended before it listened: ${output.trim().split("\n").at(-1)}`)));
  });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  await ended;
}
