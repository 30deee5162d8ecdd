import { quantile, type Sample, startServer, takeTurns } from "./measure.js";

/** What is measured, and how. */
export interface Figure {
  readonly title: string;
  readonly unit: string;
  readonly of: (sample: Sample) => number;
  /** How many calls one run makes. */
  readonly calls: number;
  /** Whether there is a server; without one, `fetch` is a stub. */
  readonly server: boolean;
  readonly flags?: readonly string[];
}

/** One contestant in one figure: medians, and the quartiles of the ratios within each round. */
export interface Row {
  readonly client: string;
  readonly median: number;
  readonly ratio: number;
  readonly spread: readonly [number, number];
}

export const STUB: Figure = {
  title: "Processor time of a call over a stubbed fetch",
  unit: "µs",
  of: ({ cpuUs }) => cpuUs,
  calls: 1_000,
  server: false,
};

export const LOOPBACK: Figure = {
  ...STUB,
  title: "Processor time of a call to a server on this machine",
  calls: 500,
  server: true,
};

export const ALLOCATION: Figure = {
  ...STUB,
  title: "Memory that a call allocates, over a stubbed fetch",
  unit: "bytes",
  of: ({ bytes }) => bytes,
  calls: 1_000,
  // So much room for what is new that nothing is collected during a run.
  flags: ["--min-semi-space-size=128", "--max-semi-space-size=128"],
};

export const AT_ONCE: Figure = {
  ...LOOPBACK,
  title: "Processor time of 1,000 calls at once of a new client",
  unit: "ms",
  of: ({ cpuUs }) => cpuUs / 1000,
  calls: 1,
};

/** Measures a figure for several clients; the first one is what the others are compared to. */
export async function measureCalls(
  { of, calls, server, flags = [] }: Figure,
  worker: string,
  clients: readonly string[],
  rounds: number,
): Promise<Row[]> {
  const started = server ? await startServer() : undefined;
  try {
    const baseUrl = started?.url ?? "";
    const samples = await takeTurns({ worker, clients, rounds, calls, baseUrl, flags });
    const values = clients.map((client) => (samples.get(client) ?? []).map(of));
    return toRows(clients, values);
  } finally {
    started?.close();
  }
}

/** Compares the runs of each contestant with those of the first in the same round. */
export function toRows(clients: readonly string[], values: readonly (readonly number[])[]): Row[] {
  const [limit = []] = values;
  return clients.map((client, index) => {
    const own = values[index] ?? [];
    const ratios = own.map((value, round) => value / (limit[round] ?? Number.NaN));
    const median = quantile(own, 0.5);
    return {
      client,
      median,
      ratio: median / quantile(limit, 0.5),
      spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    };
  });
}
