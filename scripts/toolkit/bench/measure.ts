import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../support/index.js";
import { RESPONSE } from "./response.js";

/** What one run took, for each call. */
export interface Sample {
  readonly cpuUs: number;
  readonly bytes: number;
}

/** The runs of each contestant, round by round. */
export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** How a measurement is made. */
export interface Plan {
  readonly worker: string;
  readonly clients: readonly string[];
  readonly rounds: number;
  readonly calls: number;
  /** The server to call; without one, `fetch` is a stub. */
  readonly baseUrl?: string;
  readonly flags?: readonly string[];
}

/**
 * Measures clients side by side: each in a process of its own that stays, and all of them take turns, so that what slows
 * the machine for a while slows each one. The first rounds warm up and don't count.
 */
export async function takeTurns({ worker, clients, rounds, calls, baseUrl = "", flags = [] }: Plan): Promise<Samples> {
  const children = clients.map((client) => ({
    client,
    samples: [] as Sample[],
    process: fork(worker, [client, baseUrl], {
      execArgv: ["--expose-gc", ...flags],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    }),
  }));
  try {
    // All at once: one that ends before anybody listens would be waited for without end.
    await Promise.all(children.map((child) => nextMessage(child.client, child.process)));
    const warmUp = Math.max(3, Math.ceil(rounds / 5));
    for (let round = -warmUp; round < rounds; round += 1) {
      for (const { client, process, samples } of children) {
        process.send({ calls });
        const sample = (await nextMessage(client, process)) as Sample;
        if (round >= 0) samples.push(sample);
      }
    }
    return new Map(children.map(({ client, samples }) => [client, samples]));
  } finally {
    for (const { process } of children) process.kill();
  }
}

// A worker that ends says why on standard error, and no message comes any more.
function nextMessage(client: string, worker: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let errors = "";
    const listen = (data: unknown) => {
      errors += String(data);
    };
    const end = () => reject(new InputError(`${client} can't be measured:\n${errors}`));
    worker.stderr?.on("data", listen);
    worker.once("close", end);
    worker.once("message", (message) => {
      worker.stderr?.off("data", listen).resume();
      worker.off("close", end);
      resolve(message);
    });
  });
}

/** A server on this machine that responds to each request at once. */
export async function startServer(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "Content-Type": "application/json" }).end(RESPONSE));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** A quartile of numbers: 0.5 is the median. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
