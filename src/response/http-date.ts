const HTTP_DATE =
  /^[A-Za-z]{3,9}, (\d{1,2})[ -]([A-Za-z]{3})[ -](\d{2}|[1-9]\d{3}) ((?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60) GMT$/;
// The form of C's asctime(), whose parts are in another order.
const ASCTIME_DATE = /^([A-Za-z]{3}) ([A-Za-z]{3}) {1,2}(\d{1,2}) ([\d:]+) (\d{4})$/;

/**
 * Parses an HTTP-date in any of its three forms. Unpadded days are accepted, since Atlas sends `Thu, 1 Jul 2027
 * 00:00:00 GMT`. Returns `undefined` for any other string; `Date.parse` would also accept local dates and bare numbers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(value: string): Date | undefined {
  const text = value.trim().replace(ASCTIME_DATE, "$1, $3 $2 $5 $4 GMT");
  const [, day, month, year, minutes, seconds] = HTTP_DATE.exec(text) ?? [];
  // A leap second is the next minute.
  const isLeap = seconds === "60";
  const ms = Date.parse(`${day} ${month} ${fullYear(`${year}`)} ${minutes}${isLeap ? "59" : seconds} GMT`);
  const date = new Date(isLeap ? ms + 1000 : ms);
  // An impossible day or hour rolls over to another day.
  return new Date(ms).getUTCDate() === Number(day) ? date : undefined;
}

// Two-digit years are from 1970 to 2069: HTTP is younger than 1970, and no sunset is after 2069.
function fullYear(year: string): string {
  return year.length > 2 ? year : (year < "70" ? "20" : "19") + year;
}
