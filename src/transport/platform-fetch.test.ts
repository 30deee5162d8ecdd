import { describe, expect, jest, test } from "@jest/globals";
import type { WireBody } from "./call.js";
import { runtimeOf, toOutgoing } from "./platform-fetch.js";

const own = globalThis.fetch;
const text = '{"a":"é"}';

describe("the runtime that a fetch belongs to", () => {
  test("is recognized by the global fetch at the time the package was loaded", () => {
    // This fails if a new version of the runtime has a different fetch: update OWN_SOURCE then.
    expect(runtimeOf(own)).toBe("Node");
    for (const other of [undefined, () => {}, async (...args: Parameters<typeof own>) => own(...args), "fetch"]) {
      expect(runtimeOf(other)).toBeUndefined();
    }
  });

  test.each([
    ["a proxy", new Proxy(own, {})],
    ["bound", own.bind(undefined)],
    // What Bun shows of a bound function.
    ["bound, on Bun", Object.assign(own.bind(undefined), { toString: () => "function fetch() { [native code] }" })],
  ])("is unknown if the fetch was replaced before the package was loaded: %s", (_, replaced) => {
    const sourceOf = Function.prototype.toString;
    jest.spyOn(Function.prototype, "toString").mockImplementation(function shown(this: object) {
      return Object.hasOwn(this, "toString") ? String(this) : sourceOf.call(this);
    });
    globalThis.fetch = replaced;
    try {
      jest.isolateModules(() => {
        const { runtimeOf: reloaded } = jest.requireActual<typeof import("./platform-fetch.js")>("./platform-fetch.js");
        expect(reloaded(replaced)).toBeUndefined();
      });
    } finally {
      globalThis.fetch = own;
      jest.restoreAllMocks();
    }
  });

  test.each(["Deno", "Bun"])("is %s where there is such a global", (name) => {
    Reflect.set(globalThis, name, {});
    expect(runtimeOf(own)).toBe(name);
    Reflect.deleteProperty(globalThis, name);
  });
});

describe("the outgoing body", () => {
  test("can be read once by Node, has its length, and can't be read after withhold()", async () => {
    const first = toOutgoing("POST", text, own);
    expect(first.length).toBe("10");
    expect(await new Response(first.init.body).text()).toBe(text);
    expect(first.withhold()).toBe(false);
    const second = toOutgoing("POST", text, own);
    expect([second.withhold(), second.withhold()]).toEqual([true, true]);
    await expect(new Response(second.init.body).text()).rejects.toThrow("The body is not sent any more");
  });

  test("can be bytes, which are left intact for the next attempt", async () => {
    const { buffer } = new TextEncoder().encode("bytes");
    for (const body of [buffer, new Uint8Array(buffer), buffer]) {
      const { init } = toOutgoing("POST", body, own);
      expect(init.body).toBeInstanceOf(ReadableStream);
      expect(await new Response(init.body).text()).toBe("bytes");
    }
  });

  test("is a blob on Deno, which keeps the length", async () => {
    Reflect.set(globalThis, "Deno", {});
    const { init, withhold } = toOutgoing("POST", text, own);
    Reflect.deleteProperty(globalThis, "Deno");
    expect(init.body).toBeInstanceOf(Blob);
    expect(withhold()).toBe(false);
  });

  test.each<[string, string, WireBody | undefined, unknown]>([
    ["a fetch of the caller's own", "POST", text, () => {}],
    ["a GET", "GET", text, own],
    ["a request without a body", "POST", undefined, own],
    ["an empty body", "POST", "", own],
    ["a body that is a stream already", "POST", new ReadableStream(), own],
  ])("is what was given, with %s", (_, method, body, fetch) => {
    const { init, length, withhold } = toOutgoing(method, body, fetch);
    expect(init).toEqual(body === undefined ? {} : { body });
    expect([length, withhold()]).toEqual([undefined, false]);
  });
});
