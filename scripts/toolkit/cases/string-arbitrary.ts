import fc from "fast-check";
import { toRegExp } from "../../../src/call/pattern.js";
import type { Schema } from "../description/index.js";
import { boundedFilter } from "./bounded-filter.js";

/** The characters that a string may have: all, or those that a URL or a header can carry. */
export type Charset = "any" | "visible";

// fast-check's own unit of that kind lists all of Unicode again for each arbitrary, which takes seconds in total.
const CHARACTER = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

/** A server may reject longer strings because of their size. */
export const MAX_LENGTH = 20_000;

const DAY = { min: new Date("1970-01-01T00:00:00Z"), max: new Date("2099-12-31T23:59:59Z"), noInvalidDate: true };
const date = (from: number, to?: number) => () => fc.date(DAY).map((day) => day.toISOString().slice(from, to));

// Making one of these is slow, and the same patterns come up again and again.
const known = new Map<string, fc.Arbitrary<string>>();

function matching(regExp: RegExp): fc.Arbitrary<string> {
  const arbitrary = known.get(String(regExp)) ?? fc.stringMatching(regExp);
  known.set(String(regExp), arbitrary);
  return arbitrary;
}

/** The formats that the judge knows, each with a value that breaks it. */
export const FORMATS: Readonly<Record<string, { valid?: () => fc.Arbitrary<string>; invalid: unknown }>> = {
  "date-time": { valid: date(0), invalid: "2025-02-31T00:00:00Z" },
  date: { valid: date(0, 10), invalid: "2025-02-31" },
  time: { valid: date(11), invalid: "25:00:00Z" },
  duration: { valid: () => fc.integer({ min: 1, max: 400 }).map((days) => `P${days}D`), invalid: "one day" },
  email: { valid: () => matching(/^[a-z]{1,8}@[a-z]{1,8}\.com$/), invalid: "nobody" },
  hostname: { valid: () => matching(/^[a-z]{1,8}\.example$/), invalid: "-.-" },
  ipv4: { valid: () => fc.ipV4(), invalid: "256.0.0.1" },
  ipv6: { valid: () => fc.ipV6(), invalid: "::g" },
  uri: { valid: () => fc.webUrl(), invalid: "no uri" },
  url: { valid: () => fc.webUrl(), invalid: "no url" },
  "uri-reference": { valid: () => matching(/^\/[a-z]{1,8}$/), invalid: "no\\reference" },
  "uri-template": { valid: () => matching(/^\/\{[a-z]{1,8}\}$/), invalid: "/{open" },
  uuid: { valid: () => fc.uuid(), invalid: "42" },
  regex: { valid: () => matching(/^[a-z]{1,8}$/), invalid: "(" },
  "json-pointer": { valid: () => matching(/^\/[a-z]{1,8}$/), invalid: "none" },
  byte: { valid: () => fc.base64String({ maxLength: 16 }), invalid: "*" },
  int32: { invalid: 2 ** 31 },
};

/**
 * Strings of a schema: by its format, by its pattern, or by its lengths alone.
 *
 * @throws Error if fast-check can't make strings of the pattern; from the arbitrary, if no string fits
 */
export function stringArbitrary(view: Schema, charset: Charset): fc.Arbitrary<string> {
  const minLength = Number(view.minLength ?? 0);
  if (minLength > MAX_LENGTH) throw new Error(`strings of at least ${minLength} characters are not made`);
  const longest = Number(view.maxLength ?? Number.POSITIVE_INFINITY);
  const maxLength = Math.min(longest, Math.max(minLength, 8) + 8);
  const ofLength = (arbitrary: fc.Arbitrary<string>) =>
    boundedFilter(arbitrary, (text) => {
      const { length } = [...text];
      return length >= minLength && length <= longest ? undefined : `no length from ${minLength} to ${longest}`;
    });
  if (view.pattern !== undefined) return ofLength(ofPattern(String(view.pattern), minLength, maxLength, charset));
  const ofFormat = FORMATS[String(view.format)]?.valid;
  if (ofFormat) return ofLength(ofFormat());
  if (charset === "visible") return ofLength(fc.stringMatching(/^[a-zA-Z0-9_-]+$/));
  return fc.array(CHARACTER, { minLength, maxLength }).map((characters) => characters.join(""));
}

function ofPattern(pattern: string, minLength: number, maxLength: number, charset: Charset): fc.Arbitrary<string> {
  const regExp = toRegExp(pattern);
  // An open-ended quantifier rarely reaches a requested length; one with that upper bound does.
  const bounded = pattern.replace(/[*+]\$$/, `{${minLength},${maxLength}}$$`);
  const source = minLength > 1 ? bounded : pattern;
  return boundedFilter(matching(toRegExp(source)), (text) =>
    regExp.test(text) && (charset === "any" || /^[\x21-\x7e]+$/.test(text))
      ? undefined
      : `not of the pattern ${pattern}`,
  );
}
