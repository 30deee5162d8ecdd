import { describe, expect, jest, test } from "@jest/globals";
import {
  AtlasDeprecatedOperationError,
  bearer,
  type DeprecationNotice,
  deprecationMiddleware,
} from "../../src/index.js";
import { CODE, clientOf, deprecation, method, path, spyOnWarnings, sunset } from "../support/deprecation.js";
import { request } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { stopClock } from "../support/stop-clock.js";

const emitWarning = spyOnWarnings();

describe("the notice", () => {
  test("is given before the token and the request, with all details", async () => {
    const order: string[] = [];
    await using server = await startLoopback((response) => {
      order.push("request");
      sendJson(response, 200, {});
    });
    emitWarning.mockImplementationOnce(() => void order.push("warning"));
    const auth = bearer(() => {
      order.push("token");
      return "t";
    });
    await clientOf(server.url, { auth }).upgradeSharedClusterToServerless(request);

    expect(order).toEqual(["warning", "token", "request"]);
    const [text, options] = emitWarning.mock.calls[0] as unknown as [string, Record<string, string>];
    expect(options).toMatchObject({ type: "DeprecationWarning", code: CODE });
    expect(text).toContain(`${method} ${path}`);
    expect(text).toContain("since February 2025");
    expect(text).toContain(sunset);
    for (const successor of deprecation.successors) if ("path" in successor) expect(text).toContain(successor.path);
    expect(text).toContain(deprecation.documentation);
    expect(text).toContain('onDeprecation: "silent"');
    expect(options?.detail).toContain("planUpgrade");
    expect(options?.detail).toContain(`--disable-warning=${CODE}`);
    for (const secret of [request.groupId, "127.0.0.1", "shop-dev", "?"]) expect(text).not.toContain(secret);
  });

  test("is worded differently before and after the sunset", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const notices: DeprecationNotice[] = [];
    const onDeprecation = (notice: DeprecationNotice) => void notices.push(notice);
    const end = Date.parse(sunset);
    for (const now of [() => end - 1, () => end]) {
      await clientOf(server.url, { onDeprecation, now }).upgradeSharedClusterToServerless(request);
    }
    expect(notices.map(({ message }) => message.includes("has passed"))).toEqual([false, true]);
    expect(notices[0]?.message).toContain("Move before then.");
    expect(emitWarning).not.toHaveBeenCalled();
  });

  test("goes to a callback for each call; an error of the callback rejects the call, and nothing is sent", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const reject = new Error("not in this house");
    const onDeprecation = jest.fn<(notice: DeprecationNotice) => void>(() => {
      throw reject;
    });
    const atlas = clientOf(server.url, { onDeprecation });
    for (let call = 0; call < 2; call += 1) {
      await expect(atlas.upgradeSharedClusterToServerless(request)).rejects.toBe(reject);
    }
    expect(onDeprecation).toHaveBeenCalledTimes(2);
    expect(onDeprecation.mock.calls[0]?.[0]).toMatchObject({
      code: CODE,
      since: deprecation.since,
      sunset,
    });
    expect(server.requests).toHaveLength(0);
  });

  test("waits for an asynchronous callback, whose rejection rejects the call", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const reject = new Error("not today");
    const atlas = clientOf(server.url, { onDeprecation: () => Promise.reject(reject) });
    await expect(atlas.upgradeSharedClusterToServerless(request)).rejects.toBe(reject);
    expect(server.requests).toHaveLength(0);
  });

  test("does not fail the call if it can't be printed, and is given again", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const fail = () => {
      throw new Error("no warnings here");
    };
    emitWarning.mockImplementation(fail);
    const warn = jest.spyOn(console, "warn").mockImplementation(fail);
    for (const _ of [1, 2]) await clientOf(server.url).upgradeSharedClusterToServerless(request);
    warn.mockImplementation(() => {});
    for (const _ of [1, 2]) await clientOf(server.url).upgradeSharedClusterToServerless(request);
    expect(server.requests).toHaveLength(4);
    expect([emitWarning.mock.calls.length, warn.mock.calls.length]).toEqual([3, 3]);
    expect(warn.mock.calls[2]?.[0]).toContain(CODE);
    warn.mockRestore();
    emitWarning.mockImplementation(() => {});
  });

  test("is deeply frozen", async () => {
    const notices: DeprecationNotice[] = [];
    const onDeprecation = (notice: DeprecationNotice) => {
      notices.push(notice);
      throw new Error("enough");
    };
    const call = clientOf("https://cloud.mongodb.com", { onDeprecation }).upgradeSharedClusterToServerless(request);
    await expect(call).rejects.toThrow("enough");
    const [notice] = notices;
    for (const held of [notice, notice?.successors, notice?.successors[0]]) expect(Object.isFrozen(held)).toBe(true);
  });

  test("ends with the call's own limits if the callback never settles, and nothing is sent", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    using clock = stopClock();
    const hangs = () => {
      void clock.pass(1000);
      return new Promise<void>(() => {});
    };
    const controller = new AbortController();
    const { upgradeSharedClusterToServerless: call } = clientOf(server.url, { onDeprecation: hangs });
    const [aborted, late] = [call(request, { signal: controller.signal }), call(request, { deadlineMs: 1000 })];
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: "AtlasAbortError", maybeSent: false });
    await expect(late).rejects.toThrow("(deadlineMs), while waiting for onDeprecation; nothing was sent");
    expect(server.requests).toHaveLength(0);
  });

  test("does not hang a call under fake timers, which replace nextTick too", async () => {
    jest.useFakeTimers();
    try {
      const fetch = async () => Response.json({ stateName: "UPDATING" });
      const { data } = await clientOf("https://cloud.mongodb.com", { fetch }).upgradeSharedClusterToServerless(request);
      expect(data.stateName).toBe("UPDATING");
      expect(emitWarning).toHaveBeenCalledTimes(1);
    } finally {
      jest.useRealTimers();
    }
  });

  test("rejects a misspelt mode", () => {
    expect(() => deprecationMiddleware({ onDeprecation: "Throw" as "throw" })).toThrow('"throw"');
  });

  test("is thrown as a typed error, also by the underlying client", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const { http } = clientOf(server.url, { onDeprecation: "throw" });
    const { groupId, body } = request;
    const call = http.POST(path, { params: { path: { groupId } }, body });
    await expect(call).rejects.toBeInstanceOf(AtlasDeprecatedOperationError);
    await expect(call).rejects.toMatchObject({
      notice: { code: CODE },
      message: expect.stringMatching(/Nothing was sent\.$/),
    });
    expect(server.requests).toHaveLength(0);
  });

  test("respects flags that are set while the process runs", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const atlas = clientOf(server.url);
    process.noDeprecation = true;
    await atlas.upgradeSharedClusterToServerless(request);
    expect(emitWarning).not.toHaveBeenCalled();
    process.noDeprecation = false;
    process.throwDeprecation = true;
    await expect(atlas.upgradeSharedClusterToServerless(request)).rejects.toBeInstanceOf(AtlasDeprecatedOperationError);
    process.throwDeprecation = false;
    await atlas.upgradeSharedClusterToServerless(request);
    expect(emitWarning).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["there is no process.emitWarning", { value: undefined }],
    [
      "calling process.emitWarning throws, as in Next's Edge runtime",
      {
        value: () => {
          throw new Error("not supported");
        },
      },
    ],
    [
      "reading process.emitWarning throws",
      {
        get: () => {
          throw new Error("not supported");
        },
      },
    ],
  ])("goes to the console if %s", async (_, descriptor) => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {});
    const { emitWarning: original } = process;
    Object.defineProperty(process, "emitWarning", { ...descriptor, configurable: true });
    try {
      await clientOf(server.url).upgradeSharedClusterToServerless(request);
    } finally {
      Object.defineProperty(process, "emitWarning", { value: original, configurable: true, writable: true });
    }
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain(CODE);
    expect(warn.mock.calls[0]?.[0]).toContain("planUpgrade");
    warn.mockRestore();
  });
});
