import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { dump } from "js-yaml";
import { readDescription } from "../scripts/description.js";
import { type Judged, judge, placeName, readDeviations } from "../scripts/drift/deviations.js";
import { findDrift } from "../scripts/drift/find-drift.js";
import type { Loose } from "../scripts/mutate/places.js";
import { descriptionFile, deviationsFile } from "../scripts/paths.js";
import { openDocument, openSource } from "../scripts/source/source.js";
import { expectLinear } from "./support/linear.js";
import { driftingChanges, harmlessChanges, PROVIDER, schema } from "./support/published-changes.js";
import { publishedStyle } from "./support/published-style.js";
import { runScript } from "./support/shared.js";

const folder = mkdtempSync(join(tmpdir(), "atlas-drift-"));
afterAll(() => rmSync(folder, { recursive: true }));

const published = publishedStyle(readDescription());
const ours = openSource(descriptionFile);
const deviations = readDeviations(openDocument(deviationsFile).root);

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Paths as text, to go on with where a document ends in its `paths`: writing them by a library takes seconds. */
function otherPaths(count: number): string {
  const { get } = Object.values<Loose>(published.paths).find((item) => item.get);
  const operation = dump(
    { get: { ...get, description: "Returns one thing of the project, in the form that all have.\n".repeat(9) } },
    { noRefs: true },
  );
  const text = operation.replaceAll(/^(?=.)/gm, "    ");
  return Array.from({ length: count }, (_, index) => `  /api/atlas/v2/things${index}/{id}/{other}:\n${text}`).join("");
}

function driftOf(document: Loose): Judged {
  const source = openSource(write("published.json", JSON.stringify(document)));
  return judge(findDrift(ours, [source]).differences, deviations, ours);
}

/** What is left unexplained, or stale, when the published description is changed. */
function driftAfter(change: (document: Loose) => void): { unexplained: string[]; stale: string[] } {
  const document = structuredClone(published);
  change(document);
  const { unexplained, stale } = driftOf(document);
  return {
    unexplained: unexplained.map(({ what, ours: mine, published: theirs, place }) =>
      [placeName(place, ours), what, mine ?? "–", theirs ?? "–"].join(" "),
    ),
    stale: stale.map(({ place, deviation }) => `${place} ${deviation.what}`),
  };
}

test("the published style, with its traps, differs only where a deviation says why", () => {
  const { unexplained, stale, explained } = driftOf(published);
  expect(unexplained).toEqual([]);
  expect(stale).toEqual([]);
  expect(explained.length).toBe(deviations.flatMap(({ places }) => places).length);
});

describe("reports", () => {
  test.each(driftingChanges)("%s", (_name, change, expected) => {
    expect(driftAfter(change)).toMatchObject({ unexplained: [expected] });
  });

  test("a deviation that is gone, as stale, and one that differs now, as both", () => {
    const size = (d: Loose) => schema(d, "ServerlessProviderSettings").properties.effectiveInstanceSizeName;
    const mended = driftAfter((d) => {
      const place = size(d);
      delete place.oneOf;
      place.type = "string";
    });
    expect(mended).toEqual({ unexplained: [], stale: [`${PROVIDER}/properties/effectiveInstanceSizeName type`] });
    const other = driftAfter((d) => Object.assign(size(d), { type: "array", items: {} }));
    expect(other.unexplained).toEqual([`${PROVIDER}/properties/effectiveInstanceSizeName type string array`]);
    expect(other.stale).toHaveLength(1);
  });
});

describe("is silent about", () => {
  test.each(harmlessChanges)("%s", (_name, change) => {
    expect(driftAfter(change)).toEqual({ unexplained: [], stale: [] });
  });
});

test("4 MB of YAML take linear time, with the places of what differs", () => {
  const { paths, ...large } = structuredClone(published);
  large.components.schemas.LinkView.properties.rel.type = "integer";
  const text = dump({ ...large, paths }, { noRefs: true });
  const MANY = 3304;
  const others = Object.fromEntries([MANY / 8, MANY].map((count) => [count, otherPaths(count)]));
  expect(`${text}${others[MANY]}`.length).toBeGreaterThan(4_000_000);
  expectLinear((count) => {
    const file = write("large.yaml", `${text}${others[count]}`);
    const { differences } = findDrift(ours, [openSource(file)]);
    const [drift] = judge(differences, deviations, ours).unexplained;
    const position = drift?.publishedPlace.source.locate(drift.publishedPlace);
    expect(readFileSync(file, "utf8").split("\n")[(position?.line ?? 0) - 1]?.trim()).toBe("rel:");
  }, MANY);
});

describe("the command", () => {
  const run = (...args: string[]) => runScript("spec-drift", ...args);

  test("says where a difference is on both sides, with 1", async () => {
    const changed = structuredClone(published);
    schema(changed, "Link").properties.rel.type = "integer";
    const file = write("changed.yaml", dump(changed, { noRefs: true }));
    const { code, stdout } = await run(file, "--format", "json");
    expect(code).toBe(1);
    const { unexplained } = JSON.parse(stdout);
    const pointer = "#/components/schemas/LinkView/properties/rel";
    expect(unexplained).toMatchObject([
      { what: "type", ours: "string", published: "integer", at: { published: { pointer } } },
    ]);
    const [{ at }] = unexplained;
    expect(at.ours.file).toBe("openapi/components/schemas/Link.yaml");
    const lineAt = (path: string, line: number) => readFileSync(path, "utf8").split("\n")[line - 1]?.trim();
    expect(lineAt(at.ours.file, at.ours.line)).toBe("rel:");
    expect(lineAt(file, at.published.line)).toBe("rel:");
  });

  test("refuses a file that isn't there, with 2", async () => {
    const { code, stderr } = await run("nowhere.yaml");
    expect(stderr).toContain("nowhere.yaml does not exist");
    expect(code).toBe(2);
  });
});

test.each([
  ["{}", "is no OpenAPI 3 description"],
  ["a: [", "is neither YAML nor JSON"],
  ["swagger: '2.0'", "is no OpenAPI 3 description"],
])("a file that is no description is refused: %j", (text, message) => {
  const file = write("other.yaml", text);
  expect(() => openSource(file)).toThrow(message);
});

test.each([
  ["- what: type\n  reason: A.", "1:3", "needs a `place`"],
  ["- place: a\n  what: type", "1:3", "needs a `reason`"],
  ["- place: a\n  what: type\n  reason: A.\n- place: b\n  reason: A.", "4:3", "needs a `what`"],
  ["- place: a\n  what: type\n  reason: A.\n  because: B.", "1:3", 'has no "because"'],
  ["place: a", "", "must be a list"],
])("a deviation that is not usable is refused: %j", (text, position, message) => {
  const file = write("deviations.yaml", text);
  expect(() => readDeviations(openDocument(file).root)).toThrow(message);
  expect(() => readDeviations(openDocument(file).root)).toThrow(position);
});
