import { MONTHS } from "../support/months.js";

const HTTP_DATE = /^[A-Za-z]{3,9}, (\d{1,2})[ -]([A-Za-z]{3})[ -](\d{2}|[1-9]\d{3}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const ASCTIME_DATE = /^[A-Za-z]{3} ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) ([1-9]\d{3})$/;

/**
 * Reads an HTTP-date in any of its three forms, unpadded days included, since Atlas sends `Thu, 1 Jul 2027 00:00:00 GMT`.
 * Anything else is `undefined`; `Date.parse` would also take local dates and bare numbers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(value: string): Date | undefined {
  const text = value.trim();
  const [, day, month, year, ...time] = HTTP_DATE.exec(text) ?? [];
  if (day !== undefined) return toDate(year, month, day, time);
  const [, name, dayOfMonth, hour = "", minute = "", second = "", fullYear] = ASCTIME_DATE.exec(text) ?? [];
  return toDate(fullYear, name, dayOfMonth, [hour, minute, second]);
}

function toDate(year: string | undefined, name = "", day = "", time: readonly string[]): Date | undefined {
  const month = MONTHS.findIndex((full) => full.slice(0, 3).toLowerCase() === name.toLowerCase());
  if (year === undefined || month < 0) return undefined;
  const [hour = 24, minute = 60, second = 61] = time.map(Number);
  const date = new Date(Date.UTC(fullYear(year), month, Number(day), hour, minute, second));
  // A day that the month does not have, and an hour that the day does not have, are on another day.
  return date.getUTCDate() === Number(day) && minute < 60 && second <= 60 ? date : undefined;
}

// Two digits, as before 1995: HTTP is younger than 1970, and no sunset is as far away as 2070.
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 2) return number;
  return number < 70 ? 2000 + number : 1900 + number;
}
