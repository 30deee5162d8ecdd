import fc from "fast-check";
import { toRegExp } from "../../../src/call/pattern.js";
import type { Schema } from "../description/index.js";
import { boundedFilter } from "./bounded-filter.js";

/** Which characters a string may have: all of them, or those that a URL or a header can carry. */
export type Charset = "any" | "visible";

// fast-check's own unit of that kind lists all of Unicode anew for each arbitrary, which takes seconds in all.
const CHARACTER = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

// A server may well reject longer ones for their size.
const LONGEST = 20_000;

const DAY = { min: new Date("1970-01-01T00:00:00Z"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true };

// Making one of these is slow, and the same patterns come again and again.
const known = new Map<string, fc.Arbitrary<string>>();

function matching(regExp: RegExp): fc.Arbitrary<string> {
  const arbitrary = known.get(String(regExp)) ?? fc.stringMatching(regExp);
  known.set(String(regExp), arbitrary);
  return arbitrary;
}

const FORMATS: Record<string, () => fc.Arbitrary<string>> = {
  "date-time": () => fc.date(DAY).map((date) => date.toISOString()),
  date: () => fc.date(DAY).map((date) => date.toISOString().slice(0, 10)),
  time: () => fc.date(DAY).map((date) => date.toISOString().slice(11)),
  duration: () => fc.integer({ min: 1, max: 400 }).map((days) => `P${days}D`),
  email: () => matching(/^[a-z]{1,8}@[a-z]{1,8}\.com$/),
  hostname: () => matching(/^[a-z]{1,8}\.example$/),
  ipv4: () => fc.ipV4(),
  ipv6: () => fc.ipV6(),
  uri: () => fc.webUrl(),
  url: () => fc.webUrl(),
  "uri-reference": () => matching(/^\/[a-z]{1,8}$/),
  "uri-template": () => matching(/^\/\{[a-z]{1,8}\}$/),
  uuid: () => fc.uuid(),
  regex: () => matching(/^[a-z]{1,8}$/),
  "json-pointer": () => matching(/^\/[a-z]{1,8}$/),
  byte: () => fc.base64String({ maxLength: 16 }),
};

/**
 * Strings of a schema: of its format, of its pattern, or of its lengths alone.
 *
 * @throws Error if fast-check can't make strings of the pattern; from the arbitrary, if none of them fits
 */
export function stringArbitrary(view: Schema, charset: Charset): fc.Arbitrary<string> {
  const minLength = Number(view.minLength ?? 0);
  if (minLength > LONGEST) throw new Error(`strings of at least ${minLength} characters are not made`);
  const maxLength = Math.min(Number(view.maxLength ?? Number.POSITIVE_INFINITY), Math.max(minLength, 8) + 8);
  const fits = (text: string) => {
    const length = [...text].length;
    const longest = Number(view.maxLength ?? Number.POSITIVE_INFINITY);
    return length >= minLength && length <= longest ? undefined : `no length from ${minLength} to ${longest}`;
  };
  const ofFormat = FORMATS[String(view.format)];
  if (ofFormat && view.pattern === undefined) return boundedFilter(ofFormat(), fits);
  if (view.pattern !== undefined)
    return boundedFilter(ofPattern(String(view.pattern), minLength, maxLength, charset), fits);
  if (charset === "visible") return boundedFilter(fc.stringMatching(/^[a-zA-Z0-9_-]+$/), fits);
  return fc.array(CHARACTER, { minLength, maxLength }).map((characters) => characters.join(""));
}

function ofPattern(pattern: string, minLength: number, maxLength: number, charset: Charset): fc.Arbitrary<string> {
  const regExp = toRegExp(pattern);
  const plain = (text: string) => charset === "any" || /^[\x21-\x7e]+$/.test(text);
  // A quantifier without an end rarely reaches a length that is asked for; one that ends there does.
  const bounded = pattern.replace(/[*+]\$?$/, (end) => `{${minLength},${maxLength}}${end.endsWith("$") ? "$" : ""}`);
  const source = bounded.endsWith(`}$`) && minLength > 1 ? bounded : pattern;
  return boundedFilter(matching(toRegExp(source)), (text) =>
    regExp.test(text) && plain(text) ? undefined : `not of the pattern ${pattern}`,
  );
}
