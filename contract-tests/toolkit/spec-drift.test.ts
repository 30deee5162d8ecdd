import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { stringify } from "yaml";
import { bundle, diskFiles, type FileSource, openDescription } from "../../scripts/toolkit/description/index.js";
import {
  type Explained,
  explainDrift,
  findDrift,
  locationOf,
  nameLocation,
  readDeviations,
} from "../../scripts/toolkit/drift/index.js";
import { readDescription } from "../../scripts/toolkit/generate/index.js";
import type { Loose } from "../../scripts/toolkit/proof/index.js";
import { descriptionFile, deviationsFile } from "../../scripts/toolkit/support/index.js";
import { driftingChanges, harmlessChanges, PROVIDER, schema, V1 } from "../support/published-changes.js";
import { publishedStyle } from "../support/published-style.js";
import { runScript } from "../support/shared.js";

const folder = mkdtempSync(join(tmpdir(), "atlas-drift-"));
afterAll(() => rmSync(folder, { recursive: true }));

const deviations = readDeviations(deviationsFile);
const read = (file: string) => bundle(openDescription(file));
const ours = read(descriptionFile);
const published = publishedStyle(readDescription(), (location) =>
  deviations.flatMap(({ locations, what, published: values }) =>
    what === "enum" && locations.includes(location) ? [values as string[]] : [],
  ),
);

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

/** Paths as text, to go on with where a document ends in its `paths`: writing them by a library takes seconds. */
function otherPaths(count: number): string {
  const { get } = Object.values<Loose>(published.paths).find((item) => item.get);
  const operation = stringify(
    { get: { ...get, description: "Returns one thing of the project, in the form that all have.\n".repeat(9) } },
    { aliasDuplicateObjects: false },
  );
  const text = operation.replaceAll(/^(?=.)/gm, "    ");
  return Array.from({ length: count }, (_, index) => `  /api/atlas/v2/things${index}/{id}/{other}:\n${text}`).join("");
}

function driftOf(...documents: Loose[]): Explained {
  const files = documents.map((document, index) => write(`published-${index}.json`, JSON.stringify(document)));
  return explainDrift(findDrift(ours, files.map(read)), deviations, descriptionFile);
}

/** A difference as a line: location, what differs, and both values. */
function lineOf({ what, ours: mine, published: theirs, owner }: Explained["unexplained"][number]) {
  return [nameLocation(locationOf(owner), descriptionFile), what, mine ?? "–", theirs ?? "–"].join(" ");
}

/** What is left unexplained, or stale, when the published description is changed. */
function driftAfter(change: (document: Loose) => void): { unexplained: string[]; stale: string[] } {
  const document = structuredClone(published);
  change(document);
  const { unexplained, stale } = driftOf(document);
  return {
    unexplained: unexplained.map(lineOf),
    stale: stale.map(({ location, deviation }) => `${location} ${deviation.what}`),
  };
}

test("the published style, with its traps, differs only where a deviation says why", () => {
  const { explained } = driftOf(published);
  expect(driftAfter(() => {})).toEqual({ unexplained: [], stale: [] });
  const places = deviations.filter(({ publishedApart }) => !publishedApart).flatMap(({ locations }) => locations);
  expect(explained.length).toBe(places.length);
});

describe("reports", () => {
  test.each(driftingChanges)("%s", (_name, change, expected) => {
    expect(driftAfter(change)).toMatchObject({ unexplained: [expected] });
  });

  test.each<[string, (d: Loose) => void, string, string]>([
    [
      "a region of one cloud",
      (d) => {
        for (const part of schema(d, "AZUREProviderSettings").allOf) part.properties?.regionName.enum.push("MOON");
      },
      "components/schemas/DedicatedProviderSettings.yaml#/properties/regionName enum",
      "MOON",
    ],
    [
      "a size in one alternative of a union that ours doesn't have",
      (d) => schema(d, "TenantSpecs").properties.instanceSize.enum.push("M7"),
      "components/schemas/ElectableSpecs.yaml#/properties/instanceSize enum",
      "M7",
    ],
  ])("%s, though a deviation has the others", (_name, change, location, value) => {
    const { unexplained, stale } = driftAfter(change);
    expect([unexplained.length, stale]).toEqual([1, [location]]);
    expect(unexplained[0]?.startsWith(`${location} – `)).toBe(true);
    expect(unexplained[0]?.split(",")).toContain(value);
  });

  test("a limit beside a union, for each alternative of ours", () => {
    const { unexplained } = driftAfter((d) =>
      Object.assign(schema(d, "RegionConfig").properties.priority, { maximum: 9 }),
    );
    const line = (name: string) => `components/schemas/${name}RegionConfig.yaml#/properties/priority maximum 7 9`;
    expect(unexplained).toEqual([line("Dedicated"), line("Tenant")]);
  });

  test("a deviation that is gone, as stale, and one that differs now, as both", () => {
    const size = (d: Loose) => schema(d, "ServerlessProviderSettings").properties.effectiveInstanceSizeName;
    const mended = driftAfter((d) => {
      const place = size(d);
      delete place.oneOf;
      place.type = "string";
    });
    expect(mended).toEqual({ unexplained: [], stale: [`${PROVIDER}/properties/effectiveInstanceSizeName type`] });
    const other = driftAfter((d) => {
      delete size(d).oneOf;
      size(d).type = "integer";
    });
    expect(other.unexplained).toEqual([`${PROVIDER}/properties/effectiveInstanceSizeName type string integer`]);
    expect(other.stale).toHaveLength(1);
  });
});

describe("an operation that is published apart", () => {
  const entry = deviations.find(({ publishedApart }) => publishedApart);
  const { [V1]: _, ...paths } = published.paths;

  test("is compared where its description is given, in a file of its own as well", () => {
    const first = { ...published, paths: { [V1]: published.paths[V1] } };
    const { unexplained, stale, notCompared } = driftOf(first, { ...published, paths });
    expect([unexplained.map(lineOf), stale, notCompared]).toEqual([[], [], []]);
  });

  test("is named where it isn't, and nothing that only it leads to is stale", () => {
    const { unexplained, stale, notCompared } = driftOf({ ...published, paths });
    expect([unexplained.map(lineOf), stale]).toEqual([[], []]);
    expect(notCompared).toEqual([{ deviation: entry, name: `POST ${V1}` }]);
  });

  test("hides no stale entry elsewhere", () => {
    const nowhere = { ...entry, location: "", locations: ["components/schemas/Nowhere.yaml#"], publishedApart: false };
    const list = [...deviations, nowhere as (typeof deviations)[number]];
    const drift = findDrift(ours, [read(write("v2.json", JSON.stringify({ ...published, paths })))]);
    expect(explainDrift(drift, list, descriptionFile).stale).toEqual([
      { deviation: nowhere, location: nowhere.locations[0] },
    ]);
  });

  test("is drift without an entry", () => {
    const drift = findDrift(ours, [read(write("v2.json", JSON.stringify({ ...published, paths })))]);
    const others = deviations.filter((deviation) => deviation !== entry);
    const { unexplained } = explainDrift(drift, others, descriptionFile);
    expect(unexplained.map(({ what, ours: mine }) => [what, mine])).toEqual([["operation", `POST ${V1}`]]);
  });
});

describe("a change of ours is reported", () => {
  test.each<[name: string, file: string, from: string | RegExp, to: string, report: string]>([
    [
      "a header parameter",
      "paths/v2-clusters.yaml",
      /.*useEffectiveInstanceFields.*\n/,
      "",
      "paths/v2-clusters.yaml#/get parameter – header use-effective-instance-fields",
    ],
    [
      "a default",
      "components/schemas/FlexClusterSettings.yaml",
      /.*default: false\n/,
      "",
      "components/schemas/FlexClusterSettings.yaml#/properties/terminationProtectionEnabled default – false",
    ],
    [
      "a limit",
      "components/schemas/TenantClusterSettings.yaml",
      "maximum: 4096",
      "maximum: 4095",
      "components/schemas/TenantClusterSettings.yaml#/properties/diskSizeGB maximum 4095 4096",
    ],
    [
      "a property of a part",
      "components/schemas/Cluster.yaml",
      "      paused:",
      "      pause:",
      "components/schemas/Cluster.yaml#/allOf/1/properties/pause property pause –",
    ],
    [
      "a property that requests don't have",
      "components/schemas/TenantProviderSettings.yaml",
      /readOnly: true\n/,
      "writeOnly: true\n",
      "components/schemas/TenantProviderSettings.yaml#/properties/effectiveInstanceSizeName readOnly – true",
    ],
    [
      "the property that chooses an alternative",
      "components/schemas/TenantProviderSettings.yaml",
      /enum:\n +- TENANT/,
      "enum: [FREE]",
      "components/schemas/TenantProviderSettings.yaml#/properties/providerName enum FREE TENANT",
    ],
    [
      "the type where no published value fits",
      "components/schemas/ServerlessProviderSettings.yaml",
      /(effectiveInstanceSizeName:\n.*\n +type: )string/,
      "$1integer",
      "components/schemas/ServerlessProviderSettings.yaml#/properties/effectiveInstanceSizeName type integer ",
    ],
  ])("%s", (_name, name, from, to, report) => {
    const file = join(dirname(descriptionFile), name);
    const text = readFileSync(file, "utf8");
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const files: FileSource = { read: (path) => (path === file ? changed : diskFiles.read(path)) };
    const mine = bundle(openDescription(descriptionFile, { files }));
    const drift = findDrift(mine, [read(write("published.json", JSON.stringify(published)))]);
    const { unexplained, stale } = explainDrift(drift, deviations, descriptionFile);
    expect(unexplained.map(lineOf)).toContain(report);
    // An entry with another value is stale.
    expect(stale).toHaveLength(report.includes("type integer") ? 1 : 0);
  });
});

describe("is silent about", () => {
  test.each(harmlessChanges)("%s", (_name, change) => {
    expect(driftAfter(change)).toEqual({ unexplained: [], stale: [] });
  });
});

/** What differs between two descriptions of one response, of a schema each. */
function drifting(mine: unknown, theirs: unknown, { openapi = "3.1.0", schemas = {} } = {}): string[] {
  const [a, b] = [mine, theirs].map((schema, index) => {
    const content = { "application/json": { schema } };
    const responses = { "200": { description: "A boat", content } };
    const info = { title: "Boats", version: "1.0.0" };
    const document = { openapi, info, paths: { "/boats": { get: { responses } } }, components: { schemas } };
    return read(write(`schema-${index}.json`, JSON.stringify(document)));
  });
  const { differences } = findDrift(a as Loose, [b as Loose]);
  return differences.map(({ what, ours: one, published: other }) => [what, one ?? "–", other ?? "–"].join(" ")).sort();
}

describe("schemas", () => {
  const [sail, oar] = [
    { type: "object", properties: { sails: { type: "integer" } } },
    { type: "string", enum: ["oar"] },
  ];
  test.each<[name: string, mine: unknown, theirs: unknown, expected: string[]]>([
    ["not", { not: { const: 1 } }, { not: { const: 2 } }, ['not {"const":1} {"const":2}']],
    ["a new not", {}, { not: { const: 2 } }, ["not – described"]],
    [
      "patternProperties",
      { patternProperties: { "^a": sail } },
      { patternProperties: { "^b": sail } },
      ["patternProperties ^a –", "patternProperties – ^b"],
    ],
    [
      "prefixItems",
      { prefixItems: [oar, sail] },
      { prefixItems: [sail, oar] },
      ["type string object", "type object string"],
    ],
    ["contains", { contains: oar, minContains: 1 }, { contains: oar, minContains: 2 }, ["minContains 1 2"]],
    [
      "a condition",
      { if: oar, else: sail },
      { if: oar, else: oar },
      [`else ${JSON.stringify({ properties: sail.properties, type: "object" })} {"enum":["oar"],"type":"string"}`],
    ],
    [
      "dependentRequired",
      { dependentRequired: { a: ["b"] } },
      { dependentRequired: { a: ["c"] } },
      ['dependentRequired {"a":["b"]} {"a":["c"]}'],
    ],
    ["a keyword that nobody knows", { boatKind: "sail" }, { boatKind: "row" }, ["boatKind sail row"]],
    ["an alternative", { oneOf: [sail, oar] }, { oneOf: [{ ...oar, enum: ["oars"] }, sail] }, ["enum oar oars"]],
    [
      "one alternative more",
      { oneOf: [oar, { const: "x" }] },
      { oneOf: [oar, { const: "x" }, { const: "y" }] },
      ["alternative – one more"],
    ],
    [
      "a bound beside an alternative",
      { oneOf: [sail, oar], minLength: 1 },
      { oneOf: [sail, oar], minLength: 2 },
      ["minLength 1 2"],
    ],
    [
      "the stricter bound of two",
      { minimum: 3, allOf: [{ minimum: 1 }] },
      { minimum: 1, allOf: [{ minimum: 2 }] },
      ["minimum 3 2"],
    ],
    ["nothing: the order of alternatives", { oneOf: [sail, oar] }, { anyOf: [oar, sail] }, []],
    ["nothing: an alternative that stands alone", { oneOf: [sail] }, sail, []],
    [
      "nothing: null as an alternative",
      { type: ["string", "null"], enum: ["oar", null] },
      { oneOf: [oar, { type: "null" }] },
      [],
    ],
    ["nothing: a bound that is there twice", { minimum: 3, allOf: [{ minimum: 1 }] }, { minimum: 3 }, []],
    [
      "nothing: properties of one schema, or of the alternatives",
      { ...sail, properties: { ...sail.properties, oar } },
      { oneOf: [sail, { type: "object", properties: { oar } }] },
      [],
    ],
  ])("%s", (_name, mine, theirs, expected) => {
    expect(drifting(mine, theirs)).toEqual([...expected].sort());
  });

  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const boats = (sails: object) => ({
    Boat: {
      type: "object",
      properties: { kind: { type: "string" } },
      discriminator: { propertyName: "kind" },
      oneOf: [ref("Sail"), ref("Row")],
    },
    Sail: { allOf: [ref("Boat"), { type: "object", properties: { sails, tender: ref("Boat") } }] },
    Row: { allOf: [ref("Boat")] },
  });

  test("parents that list their children, which contain them, end", () => {
    expect(drifting(ref("Boat"), ref("Boat"), { schemas: boats({ type: "integer" }) })).toEqual([]);
    expect(drifting(ref("Sail"), ref("Row"), { schemas: boats({ type: "integer" }) })).toEqual([
      "property sails –",
      "property tender –",
    ]);
  });

  test("many unions beside each other are no endless work", () => {
    const union = (least: number) => ({ oneOf: [least, least + 1, least + 2].map((minimum) => ({ minimum })) });
    const schema = { allOf: Array.from({ length: 12 }, (_, index) => union(index)) };
    expect(drifting(schema, schema)).toEqual([]);
    expect(drifting(schema, { allOf: [...schema.allOf.slice(1), union(99)] })).not.toEqual([]);
  });
});

describe("the command", () => {
  const run = (...args: string[]) => runScript("spec-drift", ...args);

  test("says where a difference is on both sides, in a long file as well, with 1", async () => {
    const changed = structuredClone(published);
    schema(changed, "Link").properties.rel.type = "integer";
    const { paths, ...head } = changed;
    const text = stringify({ ...head, paths }, { aliasDuplicateObjects: false }) + otherPaths(330);
    expect(text.length).toBeGreaterThan(400_000);
    const file = write("changed.yaml", text);
    const { code, stdout } = await run(file, "--format", "json");
    expect(code).toBe(1);
    const { unexplained } = JSON.parse(stdout);
    const pointer = "#/components/schemas/LinkView/properties/rel/type";
    expect(unexplained).toMatchObject([
      { what: "type", ours: "string", published: "integer", at: { published: { pointer } } },
    ]);
    const [{ at }] = unexplained;
    expect(at.ours.file).toBe("openapi/components/schemas/Link.yaml");
    const lineAt = (path: string, line: number) => readFileSync(path, "utf8").split("\n")[line - 1]?.trim();
    expect(lineAt(at.ours.file, at.ours.line)).toBe("type: string");
    expect(lineAt(file, at.published.line)).toBe("type: integer");
  });

  test("rejects a file that isn't there, with 2", async () => {
    const { code, stderr } = await run("nowhere.yaml");
    expect(stderr).toContain("There is no file nowhere.yaml");
    expect(code).toBe(2);
  });
});

test.each([
  ["{}", "is not an OpenAPI description"],
  ["a: [", "Not valid YAML or JSON"],
  ["swagger: '2.0'", "Only OpenAPI 3.0 and 3.1 are supported"],
])("a file that is no description is refused: %j", (text, message) => {
  const file = write("other.yaml", text);
  expect(() => read(file)).toThrow(message);
});

test.each([
  ["- what: type\n  reason: A.", "1:3", "needs a `location`"],
  ["- location: a\n  what: type", "1:3", "needs a `reason`"],
  ["- location: a\n  what: type\n  reason: A.\n- location: b\n  reason: A.", "4:3", "needs a `what`"],
  ["- location: a\n  what: type\n  reason: A.\n  because: B.", "1:3", "has no `because`"],
  ["- location: a\n  what: type\n  reason: A.\n  publishedApart: true", "1:3", "only for an operation"],
  ["location: a", "1:1", "has to be a list"],
])("a deviation that is not usable is rejected: %j", (text, position, message) => {
  const file = write("deviations.yaml", text);
  expect(() => readDeviations(file)).toThrow(message);
  expect(() => readDeviations(file)).toThrow(`deviations.yaml:${position}`);
});
