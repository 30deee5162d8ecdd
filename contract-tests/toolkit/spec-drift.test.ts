import { describe, expect, test } from "@jest/globals";
import { explainDrift, findDrift, readDeviations } from "../../scripts/toolkit/drift/index.js";
import type { AnyJson } from "../../scripts/toolkit/proof/index.js";
import { deviations, driftAfter, driftOf, lineOf, ours, published, read, write } from "../support/published/drift.js";
import { harmlessChanges } from "../support/published/harmless-changes.js";
import { PROVIDER, schema, V1 } from "../support/published/names.js";
import { operationChanges } from "../support/published/operation-changes.js";
import { schemaChanges } from "../support/published/schema-changes.js";

test("the published style, with its quirks, differs only where a deviation has a reason", () => {
  const { explained } = driftOf(published);
  expect(driftAfter(() => {})).toEqual({ unexplained: [], stale: [] });
  const locations = deviations.filter(({ publishedApart }) => !publishedApart).flatMap(({ locations: all }) => all);
  expect(explained.length).toBe(locations.length);
});

describe("reports", () => {
  test.each([...schemaChanges, ...operationChanges])("%s", (_name, change, expected) => {
    expect(driftAfter(change)).toMatchObject({ unexplained: [expected] });
  });

  test.each<[string, (d: AnyJson) => void, string, string]>([
    [
      "a region of one cloud",
      (d) => {
        for (const part of schema(d, "AZUREProviderSettings").allOf) part.properties?.regionName.enum.push("MOON");
      },
      "components/schemas/DedicatedProviderSettings.yaml#/properties/regionName enum",
      "MOON",
    ],
    [
      "a size in one alternative of a union that our description doesn't have",
      (d) => schema(d, "TenantSpecs").properties.instanceSize.enum.push("M7"),
      "components/schemas/ElectableSpecs.yaml#/properties/instanceSize enum",
      "M7",
    ],
  ])("%s, even if a deviation covers the others", (_name, change, location, value) => {
    const { unexplained, stale } = driftAfter(change);
    expect([unexplained.length, stale]).toEqual([1, [location]]);
    expect(unexplained[0]?.startsWith(`${location} – `)).toBe(true);
    expect(unexplained[0]?.split(",")).toContain(value);
  });

  test("a limit beside a union, for each alternative in our description", () => {
    const { unexplained } = driftAfter((d) =>
      Object.assign(schema(d, "RegionConfig").properties.priority, { maximum: 9 }),
    );
    const line = (name: string) => `components/schemas/${name}RegionConfig.yaml#/properties/priority maximum 7 9`;
    expect(unexplained).toEqual([line("Dedicated"), line("Tenant")]);
  });

  test("a deviation without a difference as stale, and a changed one as stale and as a difference", () => {
    const size = (d: AnyJson) => schema(d, "ServerlessProviderSettings").properties.effectiveInstanceSizeName;
    const fixed = driftAfter((d) => {
      const property = size(d);
      delete property.oneOf;
      property.type = "string";
    });
    expect(fixed).toEqual({ unexplained: [], stale: [`${PROVIDER}/properties/effectiveInstanceSizeName type`] });
    const other = driftAfter((d) => {
      delete size(d).oneOf;
      size(d).type = "integer";
    });
    expect(other.unexplained).toEqual([`${PROVIDER}/properties/effectiveInstanceSizeName type string integer`]);
    expect(other.stale).toHaveLength(1);
  });
});

describe("an operation that is published separately", () => {
  const entry = deviations.find(({ publishedApart }) => publishedApart);
  const { [V1]: _, ...paths } = published.paths;

  test("is compared if its description is given, also in a file of its own", () => {
    const first = { ...published, paths: { [V1]: published.paths[V1] } };
    const { unexplained, stale, notCompared } = driftOf(first, { ...published, paths });
    expect([unexplained.map(lineOf), stale, notCompared]).toEqual([[], [], []]);
  });

  test("is reported as not compared otherwise, and the parts that only it refers to are not stale", () => {
    const { unexplained, stale, notCompared } = driftOf({ ...published, paths });
    expect([unexplained.map(lineOf), stale]).toEqual([[], []]);
    expect(notCompared).toEqual([{ deviation: entry, name: `POST ${V1}` }]);
  });

  test("does not hide stale entries of other parts", () => {
    const nowhere = { ...entry, location: "", locations: ["components/schemas/Nowhere.yaml#"], publishedApart: false };
    const list = [...deviations, nowhere as (typeof deviations)[number]];
    const drift = findDrift(ours, [read(write("v2.json", JSON.stringify({ ...published, paths })))]);
    expect(explainDrift(drift, list).stale).toEqual([{ deviation: nowhere, location: nowhere.locations[0] }]);
  });

  test("is drift if it has no entry", () => {
    const drift = findDrift(ours, [read(write("v2.json", JSON.stringify({ ...published, paths })))]);
    const others = deviations.filter((deviation) => deviation !== entry);
    const { unexplained } = explainDrift(drift, others);
    expect(unexplained.map(({ what, ours: mine }) => [what, mine])).toEqual([["operation", `POST ${V1}`]]);
  });
});

describe("does not report", () => {
  test.each(harmlessChanges)("%s", (_name, change) => {
    expect(driftAfter(change)).toEqual({ unexplained: [], stale: [] });
  });
});

test.each([
  ["{}", "is not an OpenAPI description"],
  ["a: [", "Not valid YAML or JSON"],
  ["swagger: '2.0'", "Only OpenAPI 3.0 and 3.1 are supported"],
])("a file that is not a description is rejected: %j", (text, message) => {
  const file = write("other.yaml", text);
  expect(() => read(file)).toThrow(message);
});

test.each([
  ["- what: type\n  reason: A.", "1:3", "needs a `location`"],
  ["- location: a\n  what: type", "1:3", "needs a `reason`"],
  ["- location: a\n  what: type\n  reason: A.\n- location: b\n  reason: A.", "4:3", "needs a `what`"],
  ["- location: a\n  what: type\n  reason: A.\n  because: B.", "1:3", "can't have `because`"],
  ["- location: a\n  what: type\n  reason: A.\n  publishedApart: true", "1:3", "only for an operation"],
  ["location: a", "1:1", "This is not a list of entries"],
])("an invalid deviation is rejected: %j", (text, position, message) => {
  const file = write("deviations.yaml", text);
  expect(() => readDeviations(file)).toThrow(message);
  expect(() => readDeviations(file)).toThrow(`deviations.yaml:${position}`);
});
