import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../support/index.js";
import { RESPONSE } from "./clients.js";
import { interleave, type Row } from "./interleave.js";

/** What one run took. */
export interface Sample {
  /** For each call, as the bytes are. */
  readonly cpuUs: number;
  readonly bytes: number;
  /** What the process holds after all calls so far. */
  readonly heldMB: number;
}

/** The runs of a figure of calls. */
export interface CallRuns {
  readonly clients: readonly string[];
  /** The number of calls in one run. */
  readonly calls: number;
  /** Whether there is a server; without one, `fetch` is a stub. */
  readonly server: boolean;
  readonly of: (sample: Sample) => number;
  /** Flags of Node. */
  readonly flags?: readonly string[];
}

/** Measures a figure of calls, each client in a long-lived process of its own. */
export async function measureCalls(runs: CallRuns, worker: string, rounds: number): Promise<Row[]> {
  const { of, clients, calls, server, flags = [] } = runs;
  const started = server ? await startServer() : undefined;
  const workers = clients.map((client) => {
    // Without the warnings of the deprecated operation.
    const execArgv = ["--no-warnings", ...flags];
    const child = fork(worker, [client, started?.url ?? ""], {
      execArgv,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const ended = once(child, "close").then(() => {
      throw new InputError(`${client} can't be measured`);
    });
    ended.catch(() => {});
    const nextMessage = async () => (await Promise.race([once(child, "message"), ended]))[0];
    const measure = async () => {
      child.send({ calls });
      return of((await nextMessage()) as Sample);
    };
    return { client, child, measure, ready: nextMessage() };
  });
  try {
    await Promise.all(workers.map(({ ready }) => ready));
    const contestants = Object.fromEntries(workers.map(({ client, measure }) => [client, measure]));
    // V8 has finished optimizing after six rounds.
    return await interleave(contestants, rounds, Math.max(6, Math.ceil(rounds / 5)));
  } finally {
    for (const { child } of workers) child.kill();
    started?.close();
  }
}

// A server on this machine that responds to each request at once.
async function startServer(): Promise<{ url: string; close: () => void }> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "Content-Type": "application/json" }).end(RESPONSE));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
