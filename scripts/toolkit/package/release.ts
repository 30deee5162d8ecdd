/** The reasons why a tag can't be released, as sentences. */
export function releaseProblems(
  tag: string,
  { version, repository }: { version: string; repository?: unknown },
  changelog: string,
): string[] {
  const heading = /^## .*/m.exec(changelog)?.[0] ?? "";
  const found = /^## \[([^\]]+)\] - (\d{4}-\d{2}-\d{2})$/.exec(heading);
  return [
    tag !== `v${version}` && `The tag is ${tag}, and package.json has the version ${version}.`,
    found?.[1] !== version && `CHANGELOG.md starts with "${heading}", and not with "## [${version}] - " and the date.`,
    repository === undefined &&
      "package.json has no repository: the registry takes a provenance statement only from the one that is named there.",
  ].filter((problem) => problem !== false);
}
