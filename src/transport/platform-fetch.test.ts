import { describe, expect, test } from "@jest/globals";
import { runtimeOf, toOutgoing } from "./platform-fetch.js";

const own = globalThis.fetch;
type Given = Parameters<typeof toOutgoing>[0];
const init = (more: Partial<Given> = {}): Given => ({
  method: "POST",
  headers: new Headers(),
  body: '{"a":"é"}',
  ...more,
});

describe("the runtime that a fetch belongs to", () => {
  test("is recognized by the global fetch at the time the package was loaded", () => {
    // This fails if a new version of the runtime has a different fetch: update OWN_SOURCE then.
    expect(runtimeOf(own)).toBe("Node");
    for (const other of [undefined, () => {}, async (...args: Parameters<typeof own>) => own(...args), "fetch"]) {
      expect(runtimeOf(other)).toBeUndefined();
    }
  });

  test.each(["Deno", "Bun"])("is %s where there is such a global", (name) => {
    Reflect.set(globalThis, name, {});
    expect(runtimeOf(own)).toBe(name);
    Reflect.deleteProperty(globalThis, name);
  });
});

describe("the outgoing init", () => {
  test("has a body that Node can read once, with its length, and can't read after withhold()", async () => {
    const first = toOutgoing(init(), own);
    expect(new Headers(first.init.headers).get("Content-Length")).toBe("10");
    expect(await new Response(first.init.body).text()).toBe('{"a":"é"}');
    expect(first.withhold()).toBe(false);
    const second = toOutgoing(init(), own);
    expect([second.withhold(), second.withhold()]).toEqual([true, true]);
    await expect(new Response(second.init.body).text()).rejects.toThrow("The body is not sent any more");
  });

  test("also takes bytes, and leaves them intact for the next attempt", async () => {
    const { buffer } = new TextEncoder().encode("bytes");
    for (const _ of [1, 2]) {
      expect(await new Response(toOutgoing(init({ body: buffer }), own).init.body).text()).toBe("bytes");
    }
  });

  test("has a blob as its body on Deno, which keeps the length", async () => {
    Reflect.set(globalThis, "Deno", {});
    const { init: sent, withhold } = toOutgoing(init(), own);
    Reflect.deleteProperty(globalThis, "Deno");
    expect(sent.body).toBeInstanceOf(Blob);
    expect(withhold()).toBe(false);
  });

  test.each<[string, Partial<Given>, unknown]>([
    ["a fetch of the caller's own", {}, () => {}],
    ["a GET", { method: "GET" }, own],
    ["a request without a body", { body: null }, own],
    ["an empty body", { body: "" }, own],
    ["a body that is a stream already", { body: new ReadableStream() }, own],
  ])("is what was given, with %s", (_, more, fetch) => {
    const given = init(more);
    const { init: sent, withhold } = toOutgoing(given, fetch);
    expect(sent).toBe(given);
    expect(withhold()).toBe(false);
  });
});
