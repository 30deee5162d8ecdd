// What a document says until the first release.
const UNPUBLISHED = /not on the npm registry yet|not published yet|\bOWNER\//gi;

/**
 * The reasons why a tag can't be released, as sentences.
 *
 * @param documents - those that users read, by path
 */
export function releaseProblems(
  tag: string,
  { version, repository }: { version: string; repository?: unknown },
  changelog: string,
  documents: ReadonlyMap<string, string>,
): string[] {
  const heading = /^## .*/m.exec(changelog)?.[0] ?? "";
  const found = /^## \[([^\]]+)\] - (\d{4}-\d{2}-\d{2})$/.exec(heading);
  const leftovers = [...documents].flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, index) =>
        (line.match(UNPUBLISHED) ?? []).map((words) => `${path}:${index + 1} still has "${words}".`),
      ),
  );
  return [
    tag !== `v${version}` && `The tag is ${tag}, and package.json has the version ${version}.`,
    found?.[1] !== version && `CHANGELOG.md starts with "${heading}", and not with "## [${version}] - " and the date.`,
    repository === undefined &&
      "package.json has no repository: the registry accepts a provenance statement only from the one that is named there.",
    ...leftovers,
  ].filter((problem) => problem !== false);
}
