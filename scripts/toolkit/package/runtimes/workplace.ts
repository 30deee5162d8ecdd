import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createAtlasEmulator } from "../../../../src/testing/index.js";
import { type Served, serveFetch } from "../../mock/index.js";
import { type Finished, projectRoot } from "../../support/index.js";

/** Where runtimes are tried: folders of projects that have the package, and an Atlas to call. */
export interface Workplace {
  /** The folder with all of it. */
  folder: string;
  /** The packages that are installed on demand. */
  modules: string;
  /** The address of the emulated Atlas, which browsers may call from another origin too. */
  url: string;
  /** Makes a folder of its own for one case, with the fixtures and these files. */
  project(name: string, files?: Readonly<Record<string, string>>): string;
}

/** What came of a case. */
export interface Outcome {
  runtime: string;
  version: string;
  how: string;
  /** Why it failed, if it did. */
  problem?: string;
}

const fixtures = join(projectRoot, "contract-tests", "fixtures", "runtimes");

/** Lays the package out among the modules that are there on demand, so that each project finds both. */
export function createWorkplace(packed: string, modules: string, url: string): Workplace {
  const folder = mkdtempSync(join(dirname(modules), "projects-"));
  const own = join(folder, "node_modules");
  cpSync(packed, join(own, "atlas-tenant-upgrade"), { recursive: true });
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "smol-toml"]) {
    cpSync(join(projectRoot, "node_modules", name), join(own, name), { recursive: true });
  }
  return {
    ...{ folder, modules, url },
    project(name, files = {}) {
      const project = join(folder, name);
      mkdirSync(project);
      for (const file of readdirSync(fixtures)) cpSync(join(fixtures, file), join(project, file), { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
      return project;
    },
  };
}

/** Serves an Atlas with one cluster, and lets pages of any origin call it. */
export function serveAtlas(): Promise<Served> {
  const emulator = createAtlasEmulator({
    clusters: [{ name: "shop-dev", tier: "M0" }],
    credentials: { tokensPerMinute: Number.MAX_SAFE_INTEGER, tokenLifetimeS: 1 },
  });
  // As it was while there were serverless instances.
  emulator.respond("upgradeSharedClusterToServerless", { status: 200, example: "updating" });
  return serveFetch(async (url, init) => {
    const headers = new Headers(init?.headers);
    const isPreflight = init?.method === "OPTIONS";
    const response = isPreflight ? new Response(null, { status: 204 }) : await emulator.fetch(url, init);
    const cors = new Headers(response.headers);
    cors.set("Access-Control-Allow-Origin", "*");
    cors.set("Access-Control-Expose-Headers", "*");
    if (isPreflight) {
      cors.set("Access-Control-Allow-Methods", "GET, POST, PATCH");
      cors.set("Access-Control-Allow-Headers", headers.get("Access-Control-Request-Headers") ?? "");
    }
    return new Response(isPreflight ? null : await response.arrayBuffer(), { status: response.status, headers: cors });
  });
}

/** Why a process did not do what the probe asks for. */
export function problemOf({ code, stdout, stderr }: Finished, expected = "checks hold"): string | undefined {
  return code === 0 && (stdout + stderr).includes(expected)
    ? undefined
    : `exit code ${code}: ${(stdout + stderr).trim()}`;
}
