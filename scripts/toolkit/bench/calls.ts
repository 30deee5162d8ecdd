import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../support/index.js";
import { NAMES } from "./clients.js";
import { interleave, type Row } from "./interleave.js";
import { RESPONSE } from "./response.js";

/** What one run took. */
export interface Sample {
  /** For each call, as the bytes are. */
  readonly cpuUs: number;
  readonly bytes: number;
  /** What the process holds after all calls so far. */
  readonly heldMB: number;
}

/** A figure of calls. */
export interface CallFigure {
  readonly title: string;
  readonly unit: string;
  readonly of: (sample: Sample) => number;
  readonly clients: readonly string[];
  /** The number of calls in one run. */
  readonly calls: number;
  /** Whether there is a server; without one, `fetch` is a stub. */
  readonly server: boolean;
  readonly flags?: readonly string[];
}

const STUB = { calls: 1_000, server: false, clients: NAMES.overFetch };
// So much room for what is new that nothing is collected during a run. Collected before it, which must not be done where
// time is measured: V8 forgets optimized code with it, and each run would measure the compiler.
const flags = ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"];

/** The figures of calls. */
export const CALL_FIGURES: readonly CallFigure[] = [
  {
    ...{ title: "Processor time of a call to a server on this machine", unit: "µs", of: ({ cpuUs }) => cpuUs },
    ...{ calls: 500, server: true, clients: [...NAMES.overFetch, ...NAMES.withoutFetch] },
  },
  { ...STUB, title: "Processor time of a call over a stubbed fetch", unit: "µs", of: ({ cpuUs }) => cpuUs },
  {
    ...{ ...STUB, flags, unit: "bytes", of: ({ bytes }) => bytes },
    title: "Memory that a call allocates, over a stubbed fetch",
  },
  {
    ...{ ...STUB, flags, unit: "MB", of: ({ heldMB }) => heldMB },
    title: "Memory in use after thousands of calls, over a stubbed fetch",
  },
  {
    ...{ title: "Processor time of 1,000 calls at once of a new client", unit: "ms", of: ({ cpuUs }) => cpuUs / 1000 },
    ...{ calls: 1, server: true, clients: NAMES.atOnce },
  },
];

/** Measures a figure of calls, each client in a long-lived process of its own. */
export async function measureCalls(figure: CallFigure, worker: string, rounds: number): Promise<Row[]> {
  const { of, clients, calls, server, flags = [] } = figure;
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
