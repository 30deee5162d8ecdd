import { createHash } from "node:crypto";
import { type AtlasClientOptions, bearer, createAtlasClient } from "../../src/index.js";
import { type AtlasEmulator, type AtlasEmulatorOptions, createAtlasEmulator } from "../../src/testing/index.js";
import { exchangeFaults, requestFaults } from "./judge.js";

/** An emulator with a clock of its own, and a client for it. */
export interface Emulated extends AtlasEmulator, Disposable {
  /** The time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Advances the clock. */
  pass(seconds: number): void;
  /** A sleep that advances the clock at once. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  client(options?: Partial<AtlasClientOptions>): ReturnType<typeof createAtlasClient>;
}

const START = Date.UTC(2026, 10, 24, 9);

/**
 * Makes an emulator that judges every exchange by the description. Use it with `using`: disposing of it reports the
 * faults. Faults that a test ordered are not judged, nor are token requests, which the description does not have.
 */
export function emulate(options: AtlasEmulatorOptions): Emulated {
  let ms = START;
  const now = () => ms;
  const emulator = createAtlasEmulator({ now, ...options });
  const sleep = async (duration: number, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    ms += duration;
  };
  return Object.assign(Object.create(emulator) as AtlasEmulator, {
    now,
    sleep,
    pass: (seconds: number) => {
      ms += seconds * 1000;
    },
    client: (more: Partial<AtlasClientOptions> = {}) =>
      createAtlasClient({
        auth: bearer("any-token"),
        fetch: emulator.fetch,
        now,
        onDeprecation: "silent",
        retry: { sleep },
        ...more,
      }),
    [Symbol.dispose]: () => {
      const faults = emulationFaults(emulator);
      if (faults.length > 0) throw new Error(`Not as described: ${faults.join("; ")}`);
    },
  });
}

/** The faults of the exchanges with an emulator. */
export function emulationFaults({ requests }: AtlasEmulator): string[] {
  return requests.flatMap(({ method, url, headers, text, response, violation }) => {
    const request = { method, url, headers, body: Buffer.from(text) };
    if (violation !== undefined) return [`${violation} (the emulator)`, ...requestFaults(request)];
    if (!response) return requestFaults(request);
    const { status, headers: given, text: received } = response;
    return exchangeFaults({ request, response: { status, headers: new Headers(given), body: Buffer.from(received) } });
  });
}

/** MD5 and SHA-256, which Digest needs. */
export const hash = (algorithm: "MD5" | "SHA-256", text: string): string =>
  createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex");
