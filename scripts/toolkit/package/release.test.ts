import { expect, test } from "@jest/globals";
import { releaseProblems } from "./release.js";

const RELEASE = { version: "1.2.3", repository: "github:someone/something" };
const DOCUMENTS = new Map([["README.md", "# Something\n\nnpm install something\n"]]);
const changelog = (heading: string) => `# Changelog\n\n${heading}\n\n### Added\n\n## [1.0.0] - 2026-01-01\n`;

test("a tag that matches the version and a dated changelog may be released", () => {
  expect(releaseProblems("v1.2.3", RELEASE, changelog("## [1.2.3] - 2026-11-26"), DOCUMENTS)).toEqual([]);
});

test.each([
  ["another tag", "v1.2.4", RELEASE, "## [1.2.3] - 2026-11-26", "The tag is v1.2.4"],
  ["changes without a date", "v1.2.3", RELEASE, "## [1.2.3] - unreleased", 'starts with "## [1.2.3] - unreleased"'],
  ["no changes", "v1.2.3", RELEASE, "## [1.2.2] - 2026-11-26", 'starts with "## [1.2.2] - 2026-11-26"'],
  ["no repository", "v1.2.3", { version: "1.2.3" }, "## [1.2.3] - 2026-11-26", "package.json has no repository"],
])("%s may not be released", (_, tag, manifest, heading, problem) => {
  expect(releaseProblems(tag, manifest, changelog(heading), DOCUMENTS)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  [
    "README.md",
    "# Something\n\nThe package is not on the npm registry yet.",
    'README.md:3 still has "not on the npm registry yet".',
  ],
  ["docs/gate.md", "A repository that is not published yet", 'docs/gate.md:1 still has "not published yet".'],
  ["docs/gate.md", "\n- uses: OWNER/something@COMMIT", 'docs/gate.md:2 still has "OWNER/".'],
])("a release does not leave in %s: %j", (path, text, problem) => {
  const documents = new Map([...DOCUMENTS, [path, text]]);
  expect(releaseProblems("v1.2.3", RELEASE, changelog("## [1.2.3] - 2026-11-26"), documents)).toEqual([problem]);
});
