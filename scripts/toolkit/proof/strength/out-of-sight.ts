/**
 * Changes that break consumers and can't show between a mock and a client, by name, with the reason: they don't count. One
 * that is seen after all fails the run.
 */
export const OUT_OF_SIGHT: Readonly<Record<string, string>> = {
  "server URL changed": "a mock stands at an address of its own; the client's is an option of its own",
  "tokenUrl changed": "a mock has no token endpoint",
};
