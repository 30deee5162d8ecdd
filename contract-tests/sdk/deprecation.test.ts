import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import {
  AtlasDeprecatedOperationError,
  bearer,
  createAtlasClient,
  type DeprecationNotice,
  deprecationMiddleware,
  operationDescriptors,
} from "../../src/index.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { stopClock } from "../support/stop-clock.js";

const { method, path, deprecation } = operationDescriptors.upgradeSharedClusterToServerless;
const CODE = "ATLAS_DEPRECATED_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";
const request = {
  groupId: "32b6e34b3d91647abb20e7b8",
  body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
} as const;

type Options = Partial<Parameters<typeof createAtlasClient>[0]>;
const clientOf = (baseUrl: string, options: Options = {}) =>
  createAtlasClient({ auth: bearer("t"), baseUrl, ...options });

describe("the notice", () => {
  const emitWarning = jest.spyOn(process, "emitWarning").mockImplementation(() => {});

  beforeEach(() => {
    emitWarning.mockClear();
    Reflect.deleteProperty(globalThis, Symbol.for("atlas-tenant-upgrade.deprecations"));
  });
  afterEach(() => {
    process.noDeprecation = false;
    process.throwDeprecation = false;
  });

  test("comes before the token and before the request, and says all there is to say", async () => {
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
    expect(text).toContain(deprecation.sunset);
    for (const successor of deprecation.successors) if ("path" in successor) expect(text).toContain(successor.path);
    expect(text).toContain(deprecation.documentation);
    expect(text).toContain('onDeprecation: "silent"');
    expect(options?.detail).toContain("planUpgrade");
    expect(options?.detail).toContain(`--disable-warning=${CODE}`);
    for (const secret of [request.groupId, "127.0.0.1", "shop-dev", "?"]) expect(text).not.toContain(secret);
  });

  test("is emitted before the token is asked for", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const order: string[] = [];
    emitWarning.mockImplementationOnce(() => void order.push("notice"));
    const auth = bearer(() => {
      order.push("token");
      return "t";
    });
    await clientOf(server.url, { auth }).upgradeSharedClusterToServerless(request);
    expect(order).toEqual(["notice", "token"]);
  });

  test("is worded for the time: before and after the sunset", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const notices: DeprecationNotice[] = [];
    const onDeprecation = (notice: DeprecationNotice) => void notices.push(notice);
    const sunset = Date.parse(deprecation.sunset);
    for (const now of [() => sunset - 1, () => sunset]) {
      await clientOf(server.url, { onDeprecation, now }).upgradeSharedClusterToServerless(request);
    }
    expect(notices.map(({ message }) => message.includes("has passed"))).toEqual([false, true]);
    expect(notices[0]?.message).toContain("Move before then.");
    expect(emitWarning).not.toHaveBeenCalled();
  });

  test("goes to a callback for each call; what it throws rejects the call, and nothing is sent", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const refuse = new Error("not in this house");
    const onDeprecation = jest.fn<(notice: DeprecationNotice) => void>(() => {
      throw refuse;
    });
    const atlas = clientOf(server.url, { onDeprecation });
    for (let call = 0; call < 2; call += 1) {
      await expect(atlas.upgradeSharedClusterToServerless(request)).rejects.toBe(refuse);
    }
    expect(onDeprecation).toHaveBeenCalledTimes(2);
    expect(onDeprecation.mock.calls[0]?.[0]).toMatchObject({
      code: CODE,
      since: deprecation.since,
      sunset: deprecation.sunset,
    });
    expect(server.requests).toHaveLength(0);
  });

  test("waits for a callback that takes its time, and a promise that it rejects rejects the call", async () => {
    await using server = await startLoopback((response) => sendJson(response, 200, {}));
    const refuse = new Error("not today");
    const atlas = clientOf(server.url, { onDeprecation: () => Promise.reject(refuse) });
    await expect(atlas.upgradeSharedClusterToServerless(request)).rejects.toBe(refuse);
    expect(server.requests).toHaveLength(0);
  });

  test("that can't be printed fails no call, and is given again", async () => {
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

  test("is frozen, with all that it holds", async () => {
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

  test("that a callback never settles ends with the call's own limits, and nothing is sent", async () => {
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

  test("does not hang a call under fake timers, which fake nextTick as well", async () => {
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

  test("is not lost to a misspelt mode", () => {
    expect(() => deprecationMiddleware({ onDeprecation: "Throw" as "throw" })).toThrow('"throw"');
  });

  test("is thrown as a typed error, by the underlying client as well", async () => {
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

  test("follows flags that are set while the process runs", async () => {
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
      "to call process.emitWarning throws, as in Next's Edge runtime",
      {
        value: () => {
          throw new Error("not supported");
        },
      },
    ],
    [
      "to look at process.emitWarning throws",
      {
        get: () => {
          throw new Error("not supported");
        },
      },
    ],
  ])("goes to the console where %s", async (_, descriptor) => {
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

  describe("from the server", () => {
    const NEWS = "ATLAS_SUNSET_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";
    const codes = () => emitWarning.mock.calls.map((call) => Reflect.get(call[1] as unknown as object, "code"));

    test.each([
      { deprecation: "@1738713600", deprecated: true, since: new Date("2025-02-05T00:00:00Z") },
      { deprecation: "true", deprecated: true, since: undefined },
      { deprecation: "Wed, 5 Feb 2025 00:00:00 GMT", deprecated: true, since: new Date("2025-02-05T00:00:00Z") },
      { deprecation: "whenever", deprecated: false, since: undefined },
    ])("is read from Deprecation: $deprecation", async ({ deprecation: header, deprecated, since }) => {
      await using server = await startLoopback((response) => sendJson(response, 200, {}, { Deprecation: header }));
      const result = await clientOf(server.url).upgradeSharedClusterToServerless(request);
      expect(result.deprecation).toEqual({
        deprecated,
        ...(since && { since }),
        links: {},
        raw: { deprecation: header },
      });
      expect(codes()).toEqual([CODE]);
    });

    test("is read from errors too, with its links", async () => {
      const headers = {
        Sunset: new Date(deprecation.sunset).toUTCString(),
        Link: '</old>; title="a, b"; rel="deprecation", <https://example.com/new>; rel="alternate successor-version"',
      };
      await using server = await startLoopback((response) =>
        sendJson(response, 410, { error: 410, errorCode: "VERSION_GONE" }, headers),
      );
      await expect(clientOf(server.url).upgradeSharedClusterToServerless(request)).rejects.toMatchObject({
        deprecation: {
          deprecated: false,
          sunset: new Date(deprecation.sunset),
          links: { deprecation: "/old", successorVersion: "https://example.com/new" },
        },
      });
      expect(codes()).toEqual([CODE]);
    });

    test("is news if it names another sunset: told once, and never thrown", async () => {
      await using server = await startLoopback((response) =>
        sendJson(response, 200, {}, { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" }),
      );
      for (let call = 0; call < 2; call += 1) await clientOf(server.url).upgradeSharedClusterToServerless(request);
      expect(codes()).toEqual([CODE, NEWS]);
      expect(emitWarning.mock.calls[1]?.[0]).toContain("2027-07-01");
      expect(emitWarning.mock.calls[1]?.[0]).toContain(deprecation.sunset);
    });

    test("does not hold the result back, whatever a callback does with it", async () => {
      const fetch = async () =>
        Response.json({ name: "shop-dev" }, { headers: { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" } });
      for (const late of [() => new Promise<void>(() => {}), () => Promise.reject(new Error("late"))]) {
        const onDeprecation = ({ code }: DeprecationNotice) => (code === NEWS ? late() : undefined);
        const atlas = clientOf("https://cloud.mongodb.com", { fetch, onDeprecation });
        await expect(atlas.upgradeSharedClusterToServerless(request)).resolves.toMatchObject({
          data: { name: "shop-dev" },
        });
      }
    });

    test("is told again with the next response, if it can't be printed", async () => {
      const fetch = async () =>
        Response.json({ name: "shop-dev" }, { headers: { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" } });
      const atlas = clientOf("https://cloud.mongodb.com", { fetch });
      await atlas.upgradeSharedClusterToServerless(request);
      Reflect.deleteProperty(globalThis, Symbol.for("atlas-tenant-upgrade.deprecations"));
      emitWarning.mockReset().mockImplementationOnce(() => {});
      emitWarning.mockImplementationOnce(() => {
        throw new Error("no warnings here");
      });
      emitWarning.mockImplementation(() => {});
      const warn = jest.spyOn(console, "warn").mockImplementationOnce(() => {
        throw new Error("no console here");
      });
      for (const _ of [1, 2, 3]) {
        await expect(atlas.upgradeSharedClusterToServerless(request)).resolves.toMatchObject({ data: {} });
      }
      expect(codes()).toEqual([CODE, NEWS, NEWS]);
      warn.mockRestore();
    });

    test("is news of an operation that the description does not call deprecated", async () => {
      await using server = await startLoopback((response) =>
        sendJson(response, 200, {}, { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" }),
      );
      await clientOf(server.url).getCluster({ groupId: request.groupId, clusterName: "shop-dev" });
      expect(codes()).toEqual(["ATLAS_SUNSET_GET_CLUSTER"]);
      expect(emitWarning.mock.calls[0]?.[0]).toContain("knows of none");
    });

    test("kills no process that throws on deprecations, and obeys one that has none", async () => {
      await using server = await startLoopback((response) =>
        sendJson(response, 200, {}, { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" }),
      );
      const call = () => clientOf(server.url).getCluster({ groupId: request.groupId, clusterName: "shop-dev" });
      process.noDeprecation = true;
      await call();
      expect(emitWarning).not.toHaveBeenCalled();
      process.noDeprecation = false;
      process.throwDeprecation = true;
      await call();
      expect(emitWarning.mock.calls[0]?.[1]).toMatchObject({ type: "Warning" });
    });

    test.each(["silent", "callback"] as const)("is given as the client was told: %s", async (mode) => {
      await using server = await startLoopback((response) =>
        sendJson(response, 200, {}, { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" }),
      );
      const notices: string[] = [];
      const onDeprecation = (notice: DeprecationNotice) => {
        notices.push(notice.code);
        if (notice.code === NEWS) throw new Error("too late to stop anything");
      };
      const atlas = clientOf(server.url, { onDeprecation: mode === "silent" ? mode : onDeprecation });
      await expect(atlas.upgradeSharedClusterToServerless(request)).resolves.toMatchObject({ data: {} });
      expect(notices).toEqual(mode === "silent" ? [] : [CODE, NEWS]);
      expect(emitWarning).not.toHaveBeenCalled();
    });
  });
});
