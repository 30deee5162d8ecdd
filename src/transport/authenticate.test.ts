import { describe, expect, test } from "@jest/globals";
import type { AtlasAuth } from "../auth/auth.js";
import { AtlasConfigurationError } from "../errors.js";
import { makeCall, makeResponse } from "../test-support/call.js";
import { withAuth } from "./authenticate.js";
import type { Layer, ReadResponse, RequestCall } from "./call.js";

const shared = { baseUrl: "https://cloud.mongodb.com", fetch, keepSecret: () => {}, now: Date.now };

/** Carries out a call, repeating the last response, and returns what was sent. */
async function play(auth: AtlasAuth, responses: ReadResponse[], call: RequestCall = makeCall()) {
  const sent: (string | null | undefined)[] = [];
  const next: Layer = async ({ authorization, progress }) => {
    sent.push(authorization);
    progress.sent += 1;
    progress.responded = true;
    return responses[Math.min(sent.length, responses.length) - 1] ?? makeResponse(200);
  };
  const outcome = await withAuth(
    next,
    auth,
    shared,
  )(call).then(
    ({ status }) => ({ status }),
    (error: Error) => ({ name: error.name, message: error.message, cause: error.cause }),
  );
  return { outcome, sent, progress: call.progress };
}

const rejected = makeResponse(401, { "WWW-Authenticate": "Custom" });
const own = new Error("the vault is closed");

describe("credentials that could not be obtained", () => {
  test("before the request: the error says that nothing was sent", async () => {
    const { outcome, sent } = await play({ authorize: () => Promise.reject(own) }, []);
    const message = "Could not obtain credentials: authorize() failed; nothing was sent";
    expect(outcome).toEqual({ name: "AtlasAuthError", message, cause: own });
    expect(sent).toEqual([]);
  });

  test("after a 401: the error says that Atlas has not acted on the request", async () => {
    const auth: AtlasAuth = { authorize: () => "Custom a", reauthorize: () => Promise.reject(own) };
    const { outcome, progress } = await play(auth, [rejected]);
    const message = "Could not obtain credentials: reauthorize() failed; Atlas has not acted on it";
    expect(outcome).toEqual({ name: "AtlasAuthError", message, cause: own });
    expect(progress.sent).toBe(0);
  });

  test("an error of this package is passed on unchanged", async () => {
    const error = new AtlasConfigurationError("privateKey", "is missing");
    const { outcome } = await play({ authorize: () => Promise.reject(error) }, []);
    expect(outcome).toMatchObject({ name: "AtlasConfigurationError", message: "privateKey is missing" });
  });

  test("and so is the reason of an abort", async () => {
    const controller = new AbortController();
    const authorize = () => {
      controller.abort(own);
      return Promise.reject(new Error("of the abort"));
    };
    const failure = withAuth(async () => rejected, { authorize }, shared)(makeCall({ signal: controller.signal }));
    await expect(failure).rejects.toBe(own);
  });
});

describe("an Authorization header that can't be used is rejected", () => {
  test.each<[unknown]>([[undefined], [null], [""], ["Bearer a\nb"], [" Bearer a"], ["Bearer a "], ["Bearer é"], [7]])(
    "%j from authorize()",
    async (value) => {
      const { outcome, sent } = await play({ authorize: () => value as string }, []);
      const message = "authorize() did not return a usable Authorization header; nothing was sent";
      expect(outcome).toMatchObject({ name: "AtlasAuthError", message });
      expect(sent).toEqual([]);
    },
  );

  test("or from reauthorize()", async () => {
    const auth: AtlasAuth = { authorize: () => "Custom a", reauthorize: () => null as unknown as string };
    const { outcome } = await play(auth, [rejected]);
    const message = "reauthorize() did not return a usable Authorization header; Atlas has not acted on it";
    expect(outcome).toMatchObject({ name: "AtlasAuthError", message });
  });

  test.each(["x", "xy", "Bearer a\tb"])("but %j is sent", async (value) => {
    expect(await play({ authorize: () => value }, [])).toMatchObject({ outcome: { status: 200 }, sent: [value] });
  });
});

describe("a 401", () => {
  test("is final without reauthorize(), and Atlas did not act on it", async () => {
    const { outcome, sent, progress } = await play({ authorize: () => "Custom a" }, [rejected]);
    expect({ outcome, sent }).toEqual({ outcome: { status: 401 }, sent: ["Custom a"] });
    expect(progress.sent).toBe(0);
  });

  test("is final when reauthorize() returns undefined", async () => {
    const { outcome, sent } = await play({ authorize: () => "Custom a", reauthorize: () => undefined }, [rejected]);
    expect({ outcome, sent }).toEqual({ outcome: { status: 401 }, sent: ["Custom a"] });
  });

  test("is retried at most twice, each time with the challenge and its count", async () => {
    const challenges: unknown[] = [];
    const auth: AtlasAuth = {
      authorize: () => "Custom 0",
      reauthorize: ({ headers, authorization, count }) => {
        challenges.push([headers.get("WWW-Authenticate"), authorization, count]);
        return `Custom ${count}`;
      },
    };
    const { outcome, sent, progress } = await play(auth, [rejected]);
    expect({ outcome, sent }).toEqual({ outcome: { status: 401 }, sent: ["Custom 0", "Custom 1", "Custom 2"] });
    expect(challenges).toEqual([
      ["Custom", "Custom 0", 1],
      ["Custom", "Custom 1", 2],
    ]);
    expect(progress.waitingFor).toBe("the credentials");
  });

  test("retries a request that had no credentials, with those of reauthorize()", async () => {
    const auth: AtlasAuth = { authorize: () => null, reauthorize: () => "Custom 1" };
    expect(await play(auth, [rejected, makeResponse(200)])).toMatchObject({
      outcome: { status: 200 },
      sent: [null, "Custom 1"],
    });
  });

  test("does not count, other than an earlier attempt that may have been acted on", async () => {
    const call = makeCall();
    call.progress.sent = 1;
    const { progress } = await play({ authorize: () => "Custom a" }, [rejected], call);
    expect(progress.sent).toBe(1);
  });
});
