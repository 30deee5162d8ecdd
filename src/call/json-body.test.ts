import { expect, test } from "@jest/globals";
import { AtlasInvalidRequestError } from "../errors.js";
import { serializeJson } from "./json-body.js";

const circle: { self?: unknown } = {};
circle.self = circle;
class Settings {
  size = "M10";
}
class Getters {
  get size() {
    return "M10";
  }
}

test.each<[string, unknown, string]>([
  ["a plain object", { a: 1, b: [true, null, "x"], c: undefined }, '{"a":1,"b":[true,null,"x"]}'],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ["an instance with properties", new Settings(), '{"size":"M10"}'],
  ["an empty object", {}, "{}"],
  ["an array", [1], "[1]"],
  ["a date inside", { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
  ["a pair of surrogates", ["😀"], '["😀"]'],
])("%s is written", (_, body, text) => {
  expect(serializeJson(body)).toBe(text);
});

test.each<[string, unknown, string]>([
  ["NaN", { a: [0, Number.NaN] }, "body.a[1] is NaN"],
  ["Infinity", { a: { b: Number.POSITIVE_INFINITY } }, "body.a.b is Infinity"],
  ["a bigint", { size: 1n }, "body.size is a bigint"],
  ["a function", { a: () => {} }, "body.a is a function"],
  ["a symbol", { a: Symbol("x") }, "body.a is a symbol"],
  ["a map", new Map([["name", "shop-dev"]]), "body is of type Map"],
  ["a nested map", { a: new Map() }, "body.a is of type Map"],
  ["a nested set", { a: [new Set([1])] }, "body.a[0] is of type Set"],
  ["a pattern", { a: /x/ }, "body.a is of type RegExp"],
  ["bytes", { a: Buffer.from("x") }, "body.a is bytes"],
  ["a form", { a: new URLSearchParams("a=1") }, "body.a is of type URLSearchParams"],
  ["getters of a class", { a: new Getters() }, "body.a is an object without properties of its own"],
  ["undefined in a list", { a: [undefined] }, "body.a[0] is undefined"],
  ["a hole in a list", { a: Array.from({ length: 1 }).concat(new Array(1)).slice(1) }, "body.a[0] is undefined"],
  ["an invalid date", { a: new Date(Number.NaN) }, "body.a has a toJSON that gives null"],
  ["a toJSON that gives nothing", { a: { toJSON: () => undefined } }, "body.a has a toJSON that gives undefined"],
  ["an unpaired surrogate", { name: "shop-\ud83d" }, "body.name has an unpaired surrogate"],
  ["one in a name", { "\ud83d": 1 }, "body.\ud83d has an unpaired surrogate in its name"],
])("%s is rejected with its location", (_, body, problem) => {
  expect(() => serializeJson(body)).toThrow(AtlasInvalidRequestError);
  expect(() => serializeJson(body)).toThrow(`${problem}, which JSON can't hold; nothing was sent`);
});

test.each<[string, unknown]>([
  ["a circle", circle],
  ["what is nested too deep", Array.from({ length: 100_000 }).reduce((inner) => [inner], 1)],
  [
    "a getter that throws",
    {
      get a() {
        throw new Error("mine");
      },
    },
  ],
])("%s can't be written, and the cause says why", (_, body) => {
  expect(() => serializeJson(body)).toThrow("body can't be written as JSON; nothing was sent");
});

test("a bare value is accepted if the operation allows it", () => {
  for (const value of [null, 0, "text", false])
    expect(serializeJson(value, { bareValues: true })).toBe(JSON.stringify(value));
  expect(() => serializeJson(undefined, { bareValues: true })).toThrow("body must be");
});

test.each<[string, unknown]>([
  ["a date", new Date(0)],
  ["a string", "text"],
  ["a number", 1],
  ["null", null],
])("%s alone is not a body", (_, body) => {
  expect(() => serializeJson(body)).toThrow("body must be a plain object or an array, which JSON can hold");
});

test("a getter that returns another value the second time is checked by the value that is written", () => {
  const flapping = (...values: unknown[]) =>
    Object.defineProperty({}, "size", { enumerable: true, get: () => values.shift() });
  expect(serializeJson(flapping(1, Number.NaN))).toBe('{"size":1}');
  expect(() => serializeJson(flapping(Number.NaN, 1))).toThrow("body.size is NaN");
});
