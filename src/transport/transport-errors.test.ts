import { expect, test } from "@jest/globals";
import { AtlasTransportError, AtlasUnexpectedResponseError, type SentState } from "./transport-errors.js";

const request = { method: "POST", url: "https://x.test/x", attempts: 1 };
const messageOf = (state: Partial<SentState>) =>
  new AtlasTransportError("failed", { request, sent: 1, ...state }).message;

test.each<[Partial<SentState>, string]>([
  [{ sent: 0 }, "POST https://x.test/x failed; nothing was sent"],
  [{ sent: 0, responded: true }, "POST https://x.test/x failed; Atlas has not acted on it"],
  [{ isAuthRequest: true }, "POST https://x.test/x failed"],
  [{ request: { ...request, method: "GET" } }, "GET https://x.test/x failed"],
  [{ request: { ...request, method: "HEAD" } }, "HEAD https://x.test/x failed"],
  [
    {},
    "POST https://x.test/x failed; Atlas may have received it all the same, so look at the cluster before sending it again",
  ],
  [
    { request: { ...request, cluster: "shop-dev", attempts: 3 }, sent: 2 },
    "POST https://x.test/x failed; Atlas may have received it all the same, so look at the cluster shop-dev before sending it again (2 requests have an unknown outcome)",
  ],
])("an error with %j says what to do", (state, message) => {
  expect(messageOf(state)).toBe(message);
});

test("an unexpected response has only the properties that its headers have", () => {
  const state = { request, sent: 1 };
  const bare = new AtlasUnexpectedResponseError(302, "that is a redirect", state);
  expect(bare.message).toContain("got status 302, but that is a redirect;");
  for (const name of ["deprecation", "rateLimit", "requestId"]) expect(Object.hasOwn(bare, name)).toBe(false);
  const deprecation = { deprecated: true, links: {}, raw: {} };
  const known = { rateLimit: { limit: 1 }, requestId: "id", deprecation };
  expect(new AtlasUnexpectedResponseError(302, "x", state, known)).toMatchObject(known);
});
