import { expect, test } from "@jest/globals";
import { parseHttpDate } from "./http-date.js";

test.each([
  ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
  ["Thu, 1 Jul 2027 00:00:00 GMT", "2027-07-01T00:00:00.000Z"],
  ["Sunday, 06-Nov-1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
  ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
  ["Thursday, 01-Jul-27 00:00:00 GMT", "2027-07-01T00:00:00.000Z"],
  ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"],
  ["Thu Jul 1 00:00:00 2027", "2027-07-01T00:00:00.000Z"],
  ["Fri, 1 Jan 2027 23:59:00 GMT", "2027-01-01T23:59:00.000Z"],
  ["Thu, 1 Jul 2027 10:00:60 GMT", "2027-07-01T10:01:00.000Z"],
  ["Thursday, 01-Jan-70 00:00:00 GMT", "1970-01-01T00:00:00.000Z"],
  ["Tuesday, 01-Jan-69 00:00:00 GMT", "2069-01-01T00:00:00.000Z"],
  ["  Thu, 01 JUL 2027 23:59:59 GMT ", "2027-07-01T23:59:59.000Z"],
])("reads %s", (value, iso) => {
  expect(parseHttpDate(value)?.toISOString()).toBe(iso);
});

test.each([
  "",
  "1735689600",
  "2027-07-01",
  "Thu, 31 Feb 2027 00:00:00 GMT",
  "Thu, 1 Foo 2027 00:00:00 GMT",
  "Thu, 1 Jul 2027 24:00:00 GMT",
  "Thu, 1 Jul 2027 25:00:00 GMT",
  "Thu, 1 Jul 2027 10:00:61 GMT",
  "Thu, 1 Jul 0027 00:00:00 GMT",
  "Thu Foo 1 00:00:00 2027",
  "Thu Jul 32 00:00:00 2027",
  "Thu Jul 1 00:60:00 2027",
  "Thu Jul 1 00:00:00 2027 GMT",
])("does not guess at %j", (value) => {
  expect(parseHttpDate(value)).toBeUndefined();
});
