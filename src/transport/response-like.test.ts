import { Readable } from "node:stream";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { readBody, readHead, UnusableResponse } from "./response-like.js";

const { signal } = new AbortController();
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function textOf(response: object, maxBytes = 100): Promise<string> {
  return new TextDecoder().decode(await readBody(response, maxBytes, signal));
}

describe("headers", () => {
  const two = { "x-one": "1", "x-two": "2" };
  test.each<[string, unknown]>([
    ["of the platform", new Headers(two)],
    ["as a plain object", { "X-One": 1, "x-two": "2", "x-none": undefined }],
    ["as a map", new Map(Object.entries(two))],
    ["as pairs", Object.entries(two)],
    [
      "that have forEach alone",
      { forEach: (add: (value: string, name: string) => void) => new Headers(two).forEach(add) },
    ],
    ["in Node's raw form", ["X-One", "1", "X-Two", "2"]],
    ["with what no header can be", { ":status": "200", "x-one": 1, "no name": "x", "x-two": "2" }],
    ["of another realm", runInNewContext('new Map([["x-one", "1"], ["x-two", "2"]])')],
  ])("%s are read", (_, headers) => {
    const head = readHead({ status: 200, statusText: "Fine", headers });
    expect([...head.headers]).toEqual(Object.entries(two));
    expect(head).toMatchObject({ status: 200, statusText: "Fine" });
  });

  test("in lists are all kept, and missing ones are left out", () => {
    const { headers } = readHead({ status: 200, headers: { "set-cookie": ["a=1", "b=2"] } });
    expect(headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([...readHead({ status: 200 }).headers]).toEqual([]);
  });
});

describe("a body", () => {
  const chunks = ['{"a":', "1}"];
  test.each<[string, () => object]>([
    ["as a stream of the platform", () => new Response('{"a":1}')],
    ["as a stream of Node's", () => ({ body: Readable.from(chunks.map((chunk) => Buffer.from(chunk))) })],
    ["as a stream of strings", () => ({ body: Readable.from(chunks) })],
    ["as bytes", () => ({ body: bytesOf('{"a":1}') })],
    ["as a string", () => ({ body: '{"a":1}' })],
    ["behind arrayBuffer()", () => ({ arrayBuffer: async () => bytesOf('{"a":1}').buffer })],
    [
      "behind an iterator that gives no promises",
      () => ({ body: { [Symbol.asyncIterator]: () => chunks[Symbol.iterator]() } }),
    ],
    ["behind json()", () => ({ json: async () => ({ a: 1 }) })],
    ["behind text()", () => ({ body: {}, text: async () => '{"a":1}' })],
    ["of another realm", () => ({ body: runInNewContext("new Uint8Array([123, 34, 97, 34, 58, 49, 125])") })],
  ])("%s is read", async (_, make) => {
    expect(await textOf(make())).toBe('{"a":1}');
  });

  test("that is missing is empty", async () => {
    expect(await textOf({})).toBe("");
    expect(await textOf({ body: null })).toBe("");
    expect(await textOf(new Response(null), 0)).toBe("");
  });

  test("is read up to the limit, and the rest is cancelled", async () => {
    let cancelled = 0;
    const make = () => ({
      body: new ReadableStream({
        pull: (controller) => controller.enqueue(bytesOf("12345")),
        cancel: () => {
          cancelled += 1;
        },
      }),
    });
    expect(await textOf({ body: Readable.from(["12345", "67890"]) }, 10)).toBe("1234567890");
    await expect(textOf(make(), 9)).rejects.toThrow("its body is larger than 9 bytes (maxResponseBytes)");
    expect(cancelled).toBe(1);
  });

  test("that never ends and never waits lets timers run, and takes no memory for empty chunks", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort("time is up"), 1);
    const endless = new ReadableStream({ pull: (own) => own.enqueue(new Uint8Array()) });
    await expect(readBody({ body: endless }, 100, controller.signal)).rejects.toBe("time is up");
  });

  test("in many small chunks is joined", async () => {
    const text = "0123456789".repeat(500);
    expect(await textOf({ body: Readable.from([...text]) }, 5_000)).toBe(text);
  });

  test("that stalls is ended by the signal", async () => {
    const controller = new AbortController();
    const reading = readBody({ body: new ReadableStream() }, 100, controller.signal);
    controller.abort("enough");
    await expect(reading).rejects.toBe("enough");
  });
});

describe("the error for a value that is not a response says why", () => {
  const throwing = (name: string) =>
    Object.defineProperty({ status: 200, headers: {}, body: null }, name, {
      get: () => {
        throw new Error("mine");
      },
    });
  const read = new Response("x");
  read.body?.getReader();
  test.each<[string, unknown, string]>([
    ["undefined", undefined, "it gave a value of type undefined"],
    ["null", null, "it gave null"],
    ["an empty object", {}, "its status is not a number from 100 to 999"],
    ["a status of another type", { status: Number.NaN }, "its status is not a number from 100 to 999"],
    ["a network error", Response.error(), "its status is not a number from 100 to 999"],
    ["a status that throws", throwing("status"), "its status can't be read"],
    ["headers that throw", throwing("headers"), "its headers can't be read"],
    ["headers of another type", { status: 200, headers: 5 }, "its headers can't be read"],
    ["a status that is a symbol", { status: Symbol("x") }, "its status is not a number from 100 to 999"],
    ["a status that is an object", { status: { valueOf: () => 200 } }, "its status is not a number from 100 to 999"],
    ["a body that throws", throwing("body"), "its body can't be read"],
    ["a body that has been read", read, "its body has been read already"],
    ["a body of nothing", { status: 200, body: {} }, "its body is not a stream of bytes"],
    ["a body of objects", { status: 200, body: Readable.from([{}]) }, "its body has something in it that is not bytes"],
  ])("%s", async (_, response, problem) => {
    const reading = async () => {
      readHead(response);
      await textOf(Object(response));
    };
    const error = await reading().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnusableResponse);
    expect(error.message).toContain(`fetch did not give a response that can be used: ${problem}. The fetch option`);
  });

  test("an unreadable reason phrase is left out", () => {
    expect(readHead(throwing("statusText"))).toMatchObject({ status: 200, statusText: "" });
  });
});

test("a stalled stream of the platform is cancelled when the signal is aborted", async () => {
  let cancelled = false;
  const body = new ReadableStream({
    cancel: () => {
      cancelled = true;
    },
  });
  const controller = new AbortController();
  const read = readBody(new Response(body), 10, controller.signal);
  controller.abort("enough");
  await expect(read).rejects.toBe("enough");
  expect(cancelled).toBe(true);
});
