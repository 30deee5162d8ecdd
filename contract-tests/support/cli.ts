import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll } from "@jest/globals";
import type { EndSignal, Io } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { type Emulated, emulate } from "./emulated.js";

/** Options for running the command line in this process, with the emulator's clock. */
export interface CliOptions {
  /** Environment variables besides the project and a token. */
  env?: Record<string, string>;
  /** The input that is typed or piped. */
  typed?: string;
  /** The width of the terminal; left out if there is no terminal. */
  columns?: number;
  /** The working folder. @default a new one */
  folder?: string;
  /** The folder for temporary files. @default the working folder */
  temporary?: string;
  /** Called with all output; can send a signal, and let a second pass. */
  onWrite?: (text: string, send: (signal: EndSignal) => void, tick: () => void) => void;
}

/** The result of the command line. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
  folder: string;
}

/** The project of the emulated clusters. */
export const PROJECT = "32b6e34b3d91647abb20e7b8";

/** The tags of the cluster shop-dev. */
export const TAGS = [{ key: "team", value: "storefront" }];

/** The body for tenantUpgradeToServerless that an old program sends. */
export const BODY = JSON.stringify({
  name: "shop-dev",
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
  tags: TAGS,
});

/** A cluster of each kind. */
export const CLUSTERS = [
  { name: "shop-dev", tier: "M0", tags: TAGS },
  { name: "blog", tier: "FLEX" },
  { name: "ledger", tier: "M10" },
] as const;

/** The file with the token of an upgrade of shop-dev. */
export const TOKEN_FILE = "atlas-upgrade-shop-dev.json";

/** An emulator with a cluster of each kind. */
export const typical = () => emulate({ clusters: CLUSTERS });

/** Runs the command line against an emulator. */
export async function cli(emulated: Emulated, args: string[], options: CliOptions = {}): Promise<Ended> {
  const { typed = "", columns, onWrite, folder = temporaryFolder(), temporary = folder } = options;
  const written = { stdout: "", stderr: "" };
  const ticking = new Set<() => void>();
  const tick = () => {
    for (const callback of ticking) callback();
  };
  let send: (signal: EndSignal) => void = () => {};
  const outputTo = (name: keyof typeof written) => ({
    isTTY: columns !== undefined,
    columns,
    write: (text: string) => {
      written[name] += text;
      onWrite?.(text, send, tick);
    },
  });
  const io: Io = {
    args,
    env: { ACCESS_TOKEN: "token-of-today", MONGODB_ATLAS_PROJECT_ID: PROJECT, ...options.env },
    platform: "linux",
    home: folder,
    folder,
    temporary,
    stdin: Object.assign(Readable.from(typed === "" ? [] : [typed]), { isTTY: columns !== undefined }),
    stdout: outputTo("stdout"),
    stderr: outputTo("stderr"),
    now: emulated.now,
    fetch: emulated.fetch,
    sleep: async (ms, signal) => {
      for (let left = ms; left > 0; left -= 1000) {
        await emulated.sleep(Math.min(left, 1000), signal);
        tick();
      }
    },
    every: (_, callback) => {
      ticking.add(callback);
      return () => ticking.delete(callback);
    },
    onEnd: (callback) => {
      send = callback;
      return () => {
        send = () => {};
      };
    },
  };
  const code = await run(io);
  return { code, ...written, folder };
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * A folder of a test's own, removed after the tests of its file; other files in the system's temporary folder must not
 * be counted.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "atlas-cli-"));
  folders.push(folder);
  return folder;
}
