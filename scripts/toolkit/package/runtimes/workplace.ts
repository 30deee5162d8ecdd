import { EventEmitter, once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createAtlasEmulator } from "../../../../src/testing/index.js";
import { serveFetch } from "../../mock/index.js";
import { type Finished, projectRoot } from "../../support/index.js";
import { install } from "../tarball.js";

/** The folders in which runtimes are tried: projects with the package installed, and an Atlas to call. */
export type Workplace = ReturnType<typeof createWorkplace>;

/** The result of a case. */
export interface Outcome {
  runtime: string;
  version: string;
  how: string;
  /** Why it failed, if it did. */
  problem?: string;
}

/** An emulated Atlas on this machine, which pages of any origin may call. */
export type ServedAtlas = Awaited<ReturnType<typeof serveAtlas>>;

const fixtures = join(projectRoot, "contract-tests", "fixtures", "runtimes");

/**
 * Links the package beside the modules that are installed on demand, so that each project finds both.
 *
 * @param packed - the folder of the package
 * @param modules - the packages that are installed on demand
 */
export function createWorkplace(packed: string, modules: string, atlas: ServedAtlas) {
  const folder = mkdtempSync(join(dirname(modules), "projects-"));
  install(packed, join(folder, "node_modules"));
  return {
    ...{ folder, modules, atlas },
    /** Makes a separate folder for one case, with the fixtures and these files. */
    project(name: string, files: Readonly<Record<string, string>> = {}): string {
      const project = join(folder, name);
      cpSync(fixtures, project, { recursive: true });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(project, file), text);
      return project;
    },
    /** The version of a package that is installed on demand. */
    version: (name: string): string =>
      JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version.replace(/^v/, ""),
    /** The path of a program of such a package. */
    executable(name: string, file: string): string {
      const program = join(modules, name, file);
      chmodSync(program, 0o755);
      return program;
    },
  };
}

/** Serves an Atlas with one cluster; `nextReport` is the report that a page posts to `/report`. */
export async function serveAtlas() {
  const emulator = createAtlasEmulator({
    clusters: [{ name: "shop-dev", tier: "M0" }],
    credentials: { tokensPerMinute: Number.MAX_SAFE_INTEGER, tokenLifetimeS: 1 },
  });
  // As it was while there were serverless instances.
  emulator.respond("upgradeSharedClusterToServerless", { status: 200, example: "updating" });
  const reports = new EventEmitter();
  const served = await serveFetch(async (input, init) => {
    const isReport = String(input).endsWith("/report");
    if (isReport) reports.emit("report", init?.body);
    const isEmpty = isReport || init?.method === "OPTIONS";
    const { status, headers, body } = isEmpty ? new Response(null, { status: 204 }) : await emulator.fetch(input, init);
    const cors = new Headers(headers);
    cors.set("Access-Control-Allow-Origin", "*");
    cors.set("Access-Control-Expose-Headers", "*");
    cors.set("Access-Control-Allow-Methods", "GET, POST, PATCH");
    cors.set("Access-Control-Allow-Headers", new Headers(init?.headers).get("Access-Control-Request-Headers") ?? "");
    return new Response(body, { status, headers: cors });
  });
  return { ...served, nextReport: async () => String((await once(reports, "report"))[0]) };
}

/**
 * The result of a case, by the exit code of its process, or by its report.
 *
 * @param expected - a text of its output, and the exit code
 */
export function outcome(
  [runtime, version, how]: readonly [runtime: string, version: string, how: string],
  ended: Finished | string,
  expected = { text: "checks hold", code: 0 },
): Outcome {
  const { code, stdout, stderr } = typeof ended === "string" ? { code: 0, stdout: ended, stderr: "" } : ended;
  const isRight = code === expected.code && (stdout + stderr).includes(expected.text);
  return { runtime, version, how, ...(!isRight && { problem: `exit code ${code}: ${(stdout + stderr).trim()}` }) };
}
