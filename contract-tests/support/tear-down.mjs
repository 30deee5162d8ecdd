/** Jest's global teardown: stops what the setup started. */
export default async function tearDown() {
  await globalThis.contractServices.stop();
}
