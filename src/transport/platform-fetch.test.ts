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

describe("the runtime whose own fetch it is", () => {
  test("is known by the function that was there when the package was loaded", () => {
    // On a runtime that writes its fetch in another way, this fails: look at OWN_SOURCE.
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

describe("what goes out", () => {
  test("is a body that Node takes once, with its length, and that can't be taken once it is withheld", async () => {
    const first = toOutgoing(init(), own);
    expect(new Headers(first.init.headers).get("Content-Length")).toBe("10");
    expect(await new Response(first.init.body).text()).toBe('{"a":"é"}');
    expect(first.withhold()).toBe(false);
    const second = toOutgoing(init(), own);
    expect([second.withhold(), second.withhold()]).toEqual([true, true]);
    await expect(new Response(second.init.body).text()).rejects.toThrow("The body is not sent any more");
  });

  test("is made of bytes as well, which stay for the next attempt", async () => {
    const { buffer } = new TextEncoder().encode("bytes");
    for (const _ of [1, 2]) {
      expect(await new Response(toOutgoing(init({ body: buffer }), own).init.body).text()).toBe("bytes");
    }
  });

  test("is a blob on Deno, which keeps its length", async () => {
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
