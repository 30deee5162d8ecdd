/**
 * The span of days that a date, or a month without a day, stands for.
 *
 * @param {unknown} text such as `2025-02-05` or `2025-02`
 * @returns {{ first: string, last: string } | undefined} nothing, if the calendar has no such day
 */
export function readDate(text) {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(String(text)) ?? [];
  if (!year || Number(month) < 1 || Number(month) > 12) return undefined;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (day === undefined) return { first: `${year}-${month}-01`, last: `${year}-${month}-${days}` };
  return Number(day) >= 1 && Number(day) <= days ? { first: text, last: text } : undefined;
}
