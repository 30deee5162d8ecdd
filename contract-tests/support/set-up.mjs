import { tsImport } from "tsx/esm/api";

/** Jest's global setup, outside of its module system: starts what all contract tests share. */
export default async function setUp() {
  const { startServices, FAST_START_FLAGS } = await tsImport("./services.ts", import.meta.url);
  // Jest starts its workers later, with this process's flags. They live longer, but load everything anew for each file.
  process.execArgv.push(...FAST_START_FLAGS);
  const services = await startServices();
  globalThis.contractServices = services;
  process.env.MOCK_URL = services.mockUrl;
  process.env.COMPILED_SCRIPTS = services.scripts;
}
