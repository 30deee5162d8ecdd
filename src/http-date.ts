const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const HTTP_DATE = /^[A-Za-z]{3,9}, (\d{1,2})[ -]([A-Za-z]{3})[ -]([1-9]\d{3}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/**
 * Reads an HTTP-date, unpadded days included, since Atlas sends `Thu, 1 Jul 2027 00:00:00 GMT`.
 * Anything else is `undefined`; `Date.parse` would also take local dates and bare numbers.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(value: string): Date | undefined {
  const match = HTTP_DATE.exec(value.trim());
  if (!match) return undefined;
  const [, day, monthName = "", year, hour, minute, second] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase());
  if (month < 0) return undefined;
  const date = new Date(Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second)));
  return date.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60
    ? date
    : undefined;
}
