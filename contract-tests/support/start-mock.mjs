import { tsImport } from "tsx/esm/api";

/** Jest's global setup, outside of its module system: starts Prism once, from the committed description, on a free port. */
export default async function start() {
  const { startMock } = await tsImport("../../scripts/prism.ts", import.meta.url);
  const mock = await startMock();
  globalThis.contractMock = mock;
  process.env.MOCK_URL = mock.url;
}
