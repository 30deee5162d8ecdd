import { inspect } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { safeCause } from "./safe-cause.js";
import { createSecrets } from "./secrets.js";

const SECRET = "secret-token-0123456789";
const secrets = createSecrets();
secrets.keep(SECRET);
const show = (value: unknown) => inspect(value, { showHidden: true, depth: 20 }) + String((value as Error)?.stack);

class OwnError extends Error {
  constructor(readonly extra?: unknown) {
    super("own");
  }
}

test.each([[undefined], [null], ["word"], [7]])("%j is returned unchanged", (value) => {
  expect(safeCause(value, secrets)).toBe(value);
});

test("the properties of connection errors are kept, for each of several addresses", () => {
  const connect = Object.assign(new Error("connect"), {
    code: "ECONNREFUSED",
    syscall: "connect",
    port: 1,
    errno: -111,
  });
  const all = Object.assign(new AggregateError([connect], "all"), { code: "ECONNREFUSED" });
  const copy = safeCause(new TypeError("fetch failed", { cause: all }), secrets) as Error;
  expect(copy).toMatchObject({ name: "TypeError", message: "fetch failed" });
  expect(copy.stack).toMatch(/^TypeError: fetch failed\n {4}at /);
  expect(copy.cause).toMatchObject({ name: "AggregateError", message: "all", code: "ECONNREFUSED" });
  const [first] = (copy.cause as AggregateError).errors;
  expect(first).toMatchObject({ message: "connect", code: "ECONNREFUSED", syscall: "connect", port: 1, errno: -111 });
});

describe("a secret", () => {
  const hidden = Object.defineProperty({}, "hidden", { value: SECRET, enumerable: false });
  class Getter extends Error {
    override get message() {
      return SECRET;
    }
  }
  class Printed extends Error {
    readonly #secret = SECRET;
    toJSON() {
      return this.#secret;
    }
    [inspect.custom]() {
      return this.#secret;
    }
    override toString() {
      return this.#secret;
    }
  }
  test.each<[string, unknown]>([
    ["in the message", new Error(`x ${SECRET} y`)],
    ["in the message, percent-encoded", new Error(`x ${SECRET.replace("-", "%2D")} y`)],
    ["in the message, by a getter of the class", new Getter()],
    ["in the code", Object.assign(new Error("x"), { code: SECRET })],
    ["in what the class prints", new Printed("x")],
    ["in what the class of the cause prints", new Error("x", { cause: new Printed("x") })],
    ["in a property", new OwnError(SECRET)],
    ["deep in a property", new OwnError({ config: { headers: [{ value: `Bearer ${SECRET}` }] } })],
    ["in a hidden property", new OwnError(hidden)],
    ["under a symbol", new OwnError({ [Symbol("x")]: SECRET })],
    ["in headers", new OwnError(new Headers({ Authorization: `Bearer ${SECRET}` }))],
    ["in bytes that can't be parsed", Object.assign(new Error("x"), { data: Buffer.from(SECRET) })],
    ["in one of several errors", new AggregateError([new OwnError(SECRET), new Error(SECRET)], "all")],
    ["in a chain of causes", new Error("outer", { cause: new Error("inner", { cause: new OwnError(SECRET) }) })],
    ["in what is not an error", { token: SECRET }],
    ["in a function", Object.assign(() => {}, { token: SECRET, message: SECRET })],
    ["in a string", `it was ${SECRET}`],
  ])("%s is not shown", (_, error) => {
    const copy = safeCause(error, secrets);
    expect(show(copy) + JSON.stringify(copy)).not.toContain(SECRET);
  });
});

test("a chain of causes is cut after the fifth, even an endless one", () => {
  const loop: Error & { cause?: unknown } = new Error("level");
  loop.cause = loop;
  let levels = 0;
  for (let copy: unknown = safeCause(loop, secrets); copy instanceof Error; copy = copy.cause) levels += 1;
  expect(levels).toBe(6);
});

test("an object whose getters and traps throw becomes an error without those properties", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const throwing = Object.defineProperty(new Error("x"), "code", {
    get: () => {
      throw new Error("mine");
    },
  });
  expect(safeCause(throwing, secrets)).toMatchObject({ message: "x" });
  for (const odd of [proxy, { errors: proxy, cause: proxy }, Object.create(null)]) {
    expect(safeCause(odd, secrets)).toBeInstanceOf(Error);
  }
});

test("a property that the error lacks is not added", () => {
  const copy = safeCause(new Error("x"), secrets) as Error;
  expect(Object.keys(copy)).toEqual([]);
  for (const name of ["code", "cause", "errors"]) expect(Object.hasOwn(copy, name)).toBe(false);
  expect((safeCause(new Error("x", { cause: null }), secrets) as Error).cause).toBeNull();
});

test("a name or stack that is not a string is not copied", () => {
  const copy = safeCause({ message: "x", name: 5, stack: 6, code: 7 }, secrets);
  expect(copy).toMatchObject({ name: "Error", stack: expect.stringMatching(/^Error: x/), code: 7 });
});
