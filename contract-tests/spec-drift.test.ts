import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
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
import { publishedStyle } from "./support/published-style.js";
import { runNode } from "./support/run-node.js";

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

const base = "/api/atlas/v2/groups/{groupId}";
const V1 = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const [TENANT, CLUSTER] = [`${base}/clusters/tenantUpgrade`, `${base}/clusters/{clusterName}`];
const [FLEX, FLEX_UPGRADE] = [`${base}/flexClusters/{name}`, `${base}/flexClusters:tenantUpgrade`];
const schema = (document: Loose, name: string): Loose => document.components.schemas[`${name}View`];
const SERVERLESS = "components/schemas/ServerlessInstanceDescription.yaml#";
const PROVIDER = "components/schemas/ServerlessProviderSettings.yaml#";
const LAST_PART = "components/schemas/Cluster.yaml#/allOf/1/properties";

test("the published style, with its traps, differs only where a deviation says why", () => {
  const { unexplained, stale, explained } = driftOf(published);
  expect(unexplained).toEqual([]);
  expect(stale).toEqual([]);
  expect(explained.length).toBe(deviations.flatMap(({ places }) => places).length);
});

describe("reports", () => {
  test.each<[string, (document: Loose) => void, string]>([
    [
      "another type",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { type: "integer" }),
      `${SERVERLESS}/properties/name type string integer`,
    ],
    [
      "another pattern",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.id, { pattern: "^x$" }),
      `${SERVERLESS}/properties/id pattern ^([a-f0-9]{24})$ ^x$`,
    ],
    [
      "a lost format",
      (d) => {
        delete schema(d, "ServerlessInstanceDescription").properties.createDate.format;
      },
      `${SERVERLESS}/properties/createDate format date-time –`,
    ],
    [
      "a new limit",
      (d) => Object.assign(schema(d, "ResourceTag").properties.key, { maxLength: 100 }),
      "components/schemas/ResourceTag.yaml#/properties/key maxLength 255 100",
    ],
    [
      "another default",
      (d) =>
        Object.assign(schema(d, "ServerlessBackupOptions").properties.serverlessContinuousBackupEnabled, {
          default: false,
        }),
      "components/schemas/ServerlessBackupOptions.yaml#/properties/serverlessContinuousBackupEnabled default true false",
    ],
    [
      "a new value",
      (d) => schema(d, "ServerlessProviderSettings").properties.backingProviderName.enum.push("ORACLE"),
      `${PROVIDER}/properties/backingProviderName enum AWS,AZURE,GCP AWS,AZURE,GCP,ORACLE`,
    ],
    [
      "a withdrawn value of a list",
      (d) => schema(d, "ClusterState").enum.pop(),
      "components/schemas/ClusterState.yaml# enum CREATING,DELETING,IDLE,REPAIRING,UPDATING CREATING,DELETING,REPAIRING,UPDATING",
    ],
    [
      "a member that is required now",
      (d) => schema(d, "ServerlessInstanceDescription").required.push("name"),
      `${SERVERLESS} required – name`,
    ],
    [
      "a member that is not required any more",
      (d) => schema(d, "ResourceTag").required.pop(),
      "components/schemas/ResourceTag.yaml# required key –",
    ],
    [
      "a member that is read-only now",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { readOnly: true }),
      `${SERVERLESS}/properties/name readOnly – true`,
    ],
    [
      "a deprecated member",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { deprecated: true }),
      `${SERVERLESS}/properties/name deprecated – true`,
    ],
    [
      "a nullable member",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { nullable: true }),
      `${SERVERLESS}/properties/name nullable – true`,
    ],
    [
      "a new member of a whole schema",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties, { extra: { type: "string" } }),
      `${SERVERLESS} member – extra`,
    ],
    [
      "a lost member",
      (d) => {
        delete schema(d, "ServerlessInstanceDescription").properties.tags;
      },
      `${SERVERLESS}/properties/tags member tags –`,
    ],
    [
      "a lost member of a chosen part",
      (d) => {
        delete schema(d, "Cluster").allOf.find((part: Loose) => part.properties?.paused).properties.paused;
      },
      `${LAST_PART}/paused member paused –`,
    ],
    [
      "a new required member in a request of a chosen part",
      (d) => {
        schema(d, "FlexUpgradeRequest").required.push("publishedOnly");
      },
      "components/schemas/FlexUpgradeRequest.yaml# member – publishedOnly",
    ],
    [
      "an object that is closed now",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription"), { additionalProperties: false }),
      `${SERVERLESS} additionalProperties – false`,
    ],
    [
      "other items",
      (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.tags, { items: { type: "string" } }),
      "components/schemas/ResourceTag.yaml# type object string",
    ],
    [
      "a new alternative",
      (d) =>
        Object.assign(schema(d, "ProviderSettings").discriminator.mapping, {
          ORACLE: "#/components/schemas/DedicatedProviderSettingsView",
        }),
      "components/schemas/ProviderSettings.yaml#/discriminator alternative – ORACLE",
    ],
    [
      "a change within an alternative",
      (d) =>
        Object.assign(
          schema(d, "TenantProviderSettings").allOf.find((part: Loose) => part.properties).properties.regionName,
          { maxLength: 9 },
        ),
      "components/schemas/TenantProviderSettings.yaml#/properties/regionName maxLength – 9",
    ],
    [
      "a change of an inner schema only v2 has",
      (d) => Object.assign(schema(d, "ElectableSpecs").properties.nodeCount, { minimum: 3 }),
      "components/schemas/ElectableSpecs.yaml#/properties/nodeCount minimum – 3",
    ],
    [
      "a new parameter",
      (d) => d.paths[FLEX].get.parameters.push({ name: "includeAll", in: "query", schema: { type: "boolean" } }),
      "paths/v2-flexClusters.yaml#/get parameter – query includeAll",
    ],
    [
      "a lost parameter",
      (d) => {
        d.paths[FLEX].get.parameters = d.paths[FLEX].get.parameters.filter(
          ({ $ref }: Loose) => !$ref.includes("pretty"),
        );
      },
      "paths/v2-flexClusters.yaml#/get/parameters/3 parameter query pretty –",
    ],
    [
      "a parameter that is required now",
      (d) => Object.assign(d.components.parameters.prettyView, { required: true }),
      "components/parameters/pretty.yaml# required – true",
    ],
    [
      "another pattern of a path parameter",
      (d) => Object.assign(d.components.parameters.groupIdView.schema, { pattern: "^.+$" }),
      "components/parameters/groupId.yaml#/schema pattern ^([a-f0-9]{24})$ ^.+$",
    ],
    [
      "a body that is optional now",
      (d) => {
        delete d.paths[FLEX].patch.requestBody.required;
      },
      "paths/v2-flexClusters.yaml#/patch/requestBody required true –",
    ],
    [
      "a lost body",
      (d) => {
        delete d.paths[FLEX].patch.requestBody;
      },
      "paths/v2-flexClusters.yaml#/patch/requestBody request body described –",
    ],
    [
      "a newer version",
      (d) => {
        const { content } = d.paths[TENANT].post.requestBody;
        content["application/vnd.atlas.2026-01-01+json"] = { schema: {} };
      },
      "paths/v2-clusters-tenantUpgrade.yaml#/post/requestBody media type – application/vnd.atlas.2026-01-01+json",
    ],
    [
      "a lost version",
      (d) => {
        const { content } = d.paths[CLUSTER].get.responses["200"];
        delete content["application/vnd.atlas.2024-08-05+json"];
      },
      "paths/v2-clusters.yaml#/get/responses/200/content/application~1vnd.atlas.2024-08-05+json media type application/vnd.atlas.2024-08-05+json –",
    ],
    [
      "a sunset of our version",
      (d) => {
        const { content } = d.paths[CLUSTER].get.responses["200"];
        content["application/vnd.atlas.2024-08-05+json"]["x-sunset"] = "2030-01-01";
      },
      "paths/v2-clusters.yaml#/get/responses/200/content/application~1vnd.atlas.2024-08-05+json x-sunset – 2030-01-01",
    ],
    [
      "a new status",
      (d) => {
        d.paths[FLEX_UPGRADE].post.responses["202"] = { description: "Accepted" };
      },
      "paths/v2-flexClusters-tenantUpgrade.yaml#/post/responses status – 202",
    ],
    [
      "a lost status",
      (d) => {
        delete d.paths[FLEX_UPGRADE].post.responses["409"];
      },
      "paths/v2-flexClusters-tenantUpgrade.yaml#/post/responses/409 status 409 –",
    ],
    [
      "a lost header",
      (d) => {
        delete d.paths[FLEX].get.responses["200"].headers["RateLimit-Limit"];
      },
      "paths/v2-flexClusters.yaml#/get/responses/200/headers/RateLimit-Limit header ratelimit-limit –",
    ],
    [
      "a header of another type",
      (d) => {
        d.components.headers.RetryAfterView.schema.type = "string";
      },
      "components/headers/RetryAfter.yaml#/schema type integer string",
    ],
    [
      "a deprecated operation",
      (d) => {
        d.paths[FLEX].get.deprecated = true;
      },
      "paths/v2-flexClusters.yaml#/get deprecated – true",
    ],
    [
      "a withdrawn deprecation",
      (d) => {
        delete d.paths[V1].post.deprecated;
      },
      "paths/v1.0-clusters-tenantUpgradeToServerless.yaml#/post deprecated true –",
    ],
    [
      "another sunset",
      (d) => {
        d.paths[V1].post["x-sunset"] = "2026-01-01";
      },
      "paths/v1.0-clusters-tenantUpgradeToServerless.yaml#/post x-sunset 2025-02-05 2026-01-01",
    ],
    [
      "other credentials",
      (d) => {
        d.paths[FLEX].get.security = [{ DigestAuth: [] }];
      },
      "paths/v2-flexClusters.yaml#/get security http digest,oauth2 clientcredentials http digest",
    ],
    [
      "another server",
      (d) => {
        d.servers[0].url = "https://elsewhere.mongodb.com";
      },
      "openapi.yaml#/servers servers https://cloud.mongodb.com https://elsewhere.mongodb.com",
    ],
    [
      "a lost operation",
      (d) => {
        delete d.paths[FLEX].patch;
      },
      "paths/v2-flexClusters.yaml#/patch operation PATCH /api/atlas/v2/groups/{groupId}/flexClusters/{name} –",
    ],
  ])("%s", (_name, change, expected) => {
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
  test.each<[string, (document: Loose) => void]>([
    [
      "allOf around a reference",
      (d) => {
        const { properties } = schema(d, "ServerlessInstanceDescription");
        properties.providerSettings = { allOf: [properties.providerSettings] };
      },
    ],
    [
      "a schema in place of a reference",
      (d) => {
        schema(d, "ServerlessInstanceDescription").properties.serverlessBackupOptions = schema(
          d,
          "ServerlessBackupOptions",
        );
      },
    ],
    [
      "members spread over allOf",
      (d) => {
        const whole = schema(d, "ResourceTag");
        whole.allOf = [{ properties: whole.properties }, { required: whole.required }];
        delete whole.properties;
        delete whole.required;
      },
    ],
    [
      "a parameter moved to the path item",
      (d) => {
        const item = d.paths[V1];
        item.parameters = item.post.parameters;
        delete item.post.parameters;
      },
    ],
    [
      "security at each operation",
      (d) => {
        d.paths[FLEX].get.security = d.security;
      },
    ],
    [
      "other names of path members",
      (d) => {
        d.paths[FLEX.replace("{name}", "{flexName}")] = d.paths[FLEX];
        delete d.paths[FLEX];
        d.components.parameters.flexClusterNameView.name = "flexName";
      },
    ],
    [
      "other names of security schemes",
      (d) => {
        const { securitySchemes: all } = d.components;
        all.Keys = all.DigestAuth;
        d.security = [{ ServiceAccounts: [] }, { Keys: [] }];
      },
    ],
    [
      "what is true without being said",
      (d) => {
        Object.assign(schema(d, "Link"), { additionalProperties: true, minProperties: 0 });
        Object.assign(schema(d, "Link").properties.rel, { readOnly: false, nullable: false });
      },
    ],
    [
      "3.1's spelling",
      (d) => {
        d.openapi = "3.1.0";
        const { detail } = schema(d, "ApiError").properties;
        detail.type = ["string"];
        const { providerName } = schema(d, "ServerlessProviderSettings").properties;
        delete providerName.enum;
        providerName.const = "SERVERLESS";
      },
    ],
    [
      "a read-only member that a request can't have",
      (d) => {
        schema(d, "FlexClusterSettings").properties.stamp = { type: "string", readOnly: true, writeOnly: true };
      },
    ],
    [
      "texts, examples and tags",
      (d) => {
        Object.assign(d.paths[FLEX].get, { summary: "Other", tags: ["Other"], operationId: "other" });
        schema(d, "Link").example = { rel: "self" };
      },
    ],
  ])("%s", (_name, change) => {
    expect(driftAfter(change)).toEqual({ unexplained: [], stale: [] });
  });
});

test("4 MB of YAML take less than 3 s, with the places of what differs", () => {
  const { paths, ...large } = structuredClone(published);
  large.components.schemas.LinkView.properties.rel.type = "integer";
  const file = write("large.yaml", dump({ ...large, paths }, { noRefs: true }) + otherPaths(3300));
  expect(statSync(file).size).toBeGreaterThan(4_000_000);
  // The time of this process alone: a busy machine takes nothing from it.
  const begin = process.cpuUsage();
  const { differences } = findDrift(ours, [openSource(file)]);
  const [drift] = judge(differences, deviations, ours).unexplained;
  const position = drift?.publishedPlace.source.locate(drift.publishedPlace);
  const { user, system } = process.cpuUsage(begin);
  expect(readFileSync(file, "utf8").split("\n")[(position?.line ?? 0) - 1]?.trim()).toBe("rel:");
  expect((user + system) / 1000).toBeLessThan(3000);
});

describe("the command", () => {
  const run = (...args: string[]) => runNode(["--import", "tsx", "scripts/spec-drift.ts", ...args]);

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
