/** Jest's global teardown: stops the Prism that the setup started, by its handle. */
export default async function stop() {
  await globalThis.contractMock.stop();
}
