import { tsImport } from "tsx/esm/api";

/** Jest's global setup, outside of its module system: starts what all contract tests share. */
export default async function setUp() {
  const { startServices } = await tsImport("./services.ts", import.meta.url);
  const services = await startServices();
  globalThis.contractServices = services;
  process.env.MOCK_URL = services.mockUrl;
  process.env.COMPILED_SCRIPTS = services.scripts;
}
