import { NAMES } from "./clients.js";
import { measureBundles, measureGenerate, measureImports } from "./costs.js";
import { ALLOCATION, AT_ONCE, LOOPBACK, measureCalls, type Row, STUB } from "./figures.js";
import type { Result } from "./report.js";
import { prepareFolder } from "./workspace.js";

const use = (name: string) => `import * as all from ${JSON.stringify(name)}; console.log(all);`;
const PROGRAMS = {
  "openapi-fetch": 'import create from "openapi-fetch"; console.log(create({}));',
  "@octokit/request": 'import { request } from "@octokit/request"; console.log(request);',
  ky: 'import ky from "ky"; console.log(ky);',
  axios: 'import axios from "axios"; console.log(axios);',
  "atlas-tenant-upgrade, bearer":
    'import { bearer, createAtlasClient } from "atlas-tenant-upgrade"; console.log(createAtlasClient({ auth: bearer("a") }));',
  "atlas-tenant-upgrade, everything": use("atlas-tenant-upgrade"),
};
const IMPORTS = ["openapi-fetch", "atlas-tenant-upgrade", "@octokit/request", "ky", "axios"];

/** How many figures there are. */
export const FIGURES = 7;

/** Measures them all. The first row of each is what the others are compared to. */
export async function measureFigures(rounds: number, step: (title: string) => void): Promise<Result[]> {
  step("installing the peers, building the package");
  const { folder, worker } = await prepareFolder();
  const overFetch = [...NAMES.own, ...NAMES.peers];
  const results: Result[] = [];
  const add = async (title: string, unit: string, measure: () => Promise<Row[]>) => {
    step(title);
    results.push({ title, unit, rows: await measure() });
  };
  for (const [figure, clients] of [
    [LOOPBACK, [...overFetch, ...NAMES.withoutFetch]],
    [STUB, overFetch],
    [ALLOCATION, overFetch],
    [AT_ONCE, NAMES.atOnce],
  ] as const) {
    await add(figure.title, figure.unit, () => measureCalls(figure, worker, clients, rounds));
  }
  await add("Processor time of an import", "ms", () => measureImports(folder, IMPORTS, rounds));
  await add("A bundle for the browser, minified and compressed", "kB", () => measureBundles(folder, PROGRAMS));
  await add("Processor time of generating the code", "ms", () => measureGenerate(Math.ceil(rounds / 3)));
  return results;
}
