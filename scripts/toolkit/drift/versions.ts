/** Whether a media type is an older version of a described one, or a version in a form that is not described. */
export function isOtherVersion(name: string, described: readonly string[]): boolean {
  const version = versionOf(name);
  const chosen = described.flatMap((one) => versionOf(one) ?? []);
  if (!version || described.includes(name)) return false;
  const isOlder = chosen.some(({ kind, date }) => kind === version.kind && date >= version.date);
  return isOlder || !chosen.some(({ suffix }) => suffix === version.suffix);
}

function versionOf(name: string) {
  const [, before = "", date = "", suffix = ""] = /^([^;+]*?)(\d{4}-\d{2}-\d{2})(\+[^;]*)?$/.exec(name) ?? [];
  return date === "" ? undefined : { kind: `${before}${suffix}`, date, suffix };
}
