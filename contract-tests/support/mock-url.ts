/** The address of the mock that Jest's global setup started. */
export function mockUrl(): string {
  const url = process.env.MOCK_URL;
  if (!url) throw new Error("The mock was not started: run the contract tests through Jest");
  return url;
}
