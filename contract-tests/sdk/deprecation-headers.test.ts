import { describe, expect, jest, test } from "@jest/globals";
import type { DeprecationNotice } from "../../src/index.js";
import { CODE, clientOf, spyOnWarnings, sunset } from "../support/deprecation.js";
import { request } from "../support/failure.js";
import { sendJson, startLoopback } from "../support/loopback.js";

const emitWarning = spyOnWarnings();

describe("a deprecation that the server announces", () => {
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
      Sunset: new Date(sunset).toUTCString(),
      Link: '</old>; title="a, b"; rel="deprecation", <https://example.com/new>; rel="alternate successor-version"',
    };
    await using server = await startLoopback((response) =>
      sendJson(response, 410, { error: 410, errorCode: "VERSION_GONE" }, headers),
    );
    await expect(clientOf(server.url).upgradeSharedClusterToServerless(request)).rejects.toMatchObject({
      deprecation: {
        deprecated: false,
        sunset: new Date(sunset),
        links: { deprecation: "/old", successorVersion: "https://example.com/new" },
      },
    });
    expect(codes()).toEqual([CODE]);
  });

  test("with a different sunset is reported once, and never thrown", async () => {
    await using server = await startLoopback((response) =>
      sendJson(response, 200, {}, { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" }),
    );
    for (let call = 0; call < 2; call += 1) await clientOf(server.url).upgradeSharedClusterToServerless(request);
    expect(codes()).toEqual([CODE, NEWS]);
    expect(emitWarning.mock.calls[1]?.[0]).toContain("2027-07-01");
    expect(emitWarning.mock.calls[1]?.[0]).toContain(sunset);
  });

  test("does not delay the result, whatever the callback does", async () => {
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

  test("is reported again with the next response if it can't be printed", async () => {
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
    const warn = jest.spyOn(console, "warn").mockImplementation(() => {
      throw new Error("no console here");
    });
    for (const _ of [1, 2, 3]) {
      await expect(atlas.upgradeSharedClusterToServerless(request)).resolves.toMatchObject({ data: {} });
    }
    expect(codes()).toEqual([CODE, NEWS, NEWS]);
    warn.mockRestore();
  });

  test("is reported for an operation that is not deprecated in the description", async () => {
    await using server = await startLoopback((response) =>
      sendJson(response, 200, {}, { Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" }),
    );
    await clientOf(server.url).getCluster({ groupId: request.groupId, clusterName: "shop-dev" });
    expect(codes()).toEqual(["ATLAS_SUNSET_GET_CLUSTER"]);
    expect(emitWarning.mock.calls[0]?.[0]).toContain("the description has none");
  });

  test("does not end a process with --throw-deprecation, and is not printed with --no-deprecation", async () => {
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

  test.each(["silent", "callback"] as const)("is reported as the client is configured: %s", async (mode) => {
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
