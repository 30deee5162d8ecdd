import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";

/** Ids that the published description has where ours are others. */
const PUBLISHED_IDS: Record<string, string> = {
  upgradeSharedCluster: "upgradeGroupClusterTenantUpgrade",
  upgradeFlexCluster: "tenantGroupFlexClusterUpgrade",
  getCluster: "getGroupCluster",
  getFlexCluster: "getGroupFlexCluster",
  updateFlexCluster: "updateGroupFlexCluster",
};
/** Statuses that only ours has. */
const OURS_ONLY: Record<string, string[]> = {
  upgradeSharedClusterToServerless: ["410", "429"],
  getCluster: ["400"],
  updateFlexCluster: ["500"],
};
/** The values that the published enumerations of a place in ours have, as the deviations say. */
export type PublishedValues = (location: string) => string[][];

const TEXTS = ["description", "summary", "title", "example", "examples", "externalDocs"];

/**
 * A description in the style of MongoDB's published one, made from our bundle: one document, other names, texts, order
 * and composition, several dated versions, `x-xgen-*` extensions, properties that ours leaves out, the traps that are
 * known of the original, and other operations.
 */
export function publishedStyle(bundle: AnyJson, valuesOf: PublishedValues): AnyJson {
  const document = structuredClone(bundle);
  document.openapi = "3.0.1";
  document.info = { title: "MongoDB Atlas Administration API", version: "2.0", description: "Texts of theirs." };
  for (const item of Object.values<AnyJson>(document.paths)) {
    for (const operation of Object.values<AnyJson>(item)) restyleOperation(operation);
  }
  const { schemas, responses, headers, parameters } = document.components;
  for (const response of Object.values<AnyJson>(responses)) delete response.headers?.["X-Error-Code"];
  for (const header of Object.values<AnyJson>(headers)) delete header.schema.format;
  for (const name of ["clusterName", "flexClusterName"]) {
    delete parameters[name].schema.minLength;
    delete parameters[name].schema.maxLength;
  }
  setTraps(schemas);
  splitProviders(schemas, valuesOf);
  mergeRegions(schemas, valuesOf);
  markReadOnly(schemas);
  for (const schema of Object.values<AnyJson>(schemas)) addMembers(schema);
  addOlderVersions(document);
  addOthers(document, 3);
  return reverse(rename(strip(document)));
}

function restyleOperation(operation: AnyJson): void {
  for (const status of OURS_ONLY[operation.operationId] ?? []) delete operation.responses[status];
  operation.operationId = PUBLISHED_IDS[operation.operationId] ?? operation.operationId;
  operation["x-xgen-owner-team"] = "clusters";
  const { "x-sunset": sunset, responses } = operation;
  delete operation["x-sunset"];
  if (sunset) for (const content of Object.values<AnyJson>(responses["200"].content)) content["x-sunset"] = sunset;
  delete operation["x-deprecation"];
  delete operation["x-required-roles"];
  for (const content of Object.values<AnyJson>(operation.responses["200"].content))
    content["x-xgen-version"] = "2024-08-05";
}

// Nothing satisfies these strings, and the parameters of live errors are not objects.
function setTraps(schemas: AnyJson): void {
  const sizes = (...names: string[]) => ({ type: "string", enum: names });
  schemas.ServerlessProviderSettings.properties.effectiveInstanceSizeName = {
    type: "object",
    readOnly: true,
    oneOf: [sizes("FLEX", "M2", "M5", "M0"), sizes("M0", "M2", "M5", "M10", "M20"), sizes("M10", "M20", "R40")],
  };
  schemas.ApiError.properties.parameters.items = { type: "object" };
  schemas.TenantClusterSettings.properties.diskSizeGB.format = "double";
  schemas.FlexClusterProviderSettings.properties.diskSizeGB.format = "double";
}

/** The older way to write alternatives: each takes the base over, and the base knows them by the mapping only. */
function splitProviders(schemas: AnyJson, valuesOf: PublishedValues): void {
  const location = "components/schemas/DedicatedProviderSettings.yaml#/properties";
  for (const [index, cloud] of ["AWS", "AZURE", "GCP"].entries()) {
    const copy = structuredClone(schemas.DedicatedProviderSettings);
    for (const name of ["instanceSizeName", "regionName"]) {
      copy.properties[name].enum = valuesOf(`${location}/${name}`)[index];
    }
    schemas[`${cloud}ProviderSettings`] = copy;
    schemas.ProviderSettings.discriminator.mapping[cloud] = `#/components/schemas/${cloud}ProviderSettings`;
  }
  const base = schemas.ProviderSettings;
  for (const $ref of new Set(Object.values<string>(base.discriminator.mapping))) {
    const key = $ref.split("/").at(-1) ?? "";
    const { type: _type, ...inner } = schemas[key];
    schemas[key] = {
      type: "object",
      allOf: [{ $ref: "#/components/schemas/ProviderSettings" }, { type: "object", ...inner }],
    };
    // What is a chosen part of ours is said of the whole, not of the inner part.
    schemas[key]["x-partial"] = inner["x-partial"];
  }
  delete base.oneOf;
  delete schemas.DedicatedProviderSettings;
  Object.assign(base, { type: "object", properties: { providerName: { type: "string" } } });
}

/**
 * Parents that list their children, which take them over: what all regions have stands beside the union, in requests as
 * in responses, and so with the sizes of nodes, whose union has no discriminator.
 */
function mergeRegions(schemas: AnyJson, valuesOf: PublishedValues): void {
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const { DedicatedRegionConfig: dedicated, TenantRegionConfig: tenant, ElectableSpecs: specs } = schemas;
  const { electableSpecs, priority } = dedicated.properties;
  const clouds = ["AWS", "AZURE", "GCP", "TENANT"];
  const regions = valuesOf("components/schemas/DedicatedProviderSettings.yaml#/properties/regionName");
  schemas.RegionConfig = {
    type: "object",
    "x-partial": true,
    properties: {
      electableSpecs,
      priority,
      providerName: { type: "string", enum: clouds },
      regionName: { type: "object", oneOf: regions.map((names) => ({ type: "string", enum: names })) },
    },
    discriminator: {
      propertyName: "providerName",
      mapping: Object.fromEntries(clouds.map((cloud) => [cloud, ref(`${cloud}RegionConfig`).$ref])),
    },
    oneOf: clouds.map((cloud) => ref(`${cloud}RegionConfig`)),
  };
  for (const cloud of clouds) {
    const { backingProviderName } = tenant.properties;
    const properties = cloud === "TENANT" ? { backingProviderName } : { autoScaling: { type: "object" } };
    schemas[`${cloud}RegionConfig`] = { type: "object", allOf: [ref("RegionConfig"), { type: "object", properties }] };
  }
  for (const name of ["ReplicationSpec", "FlexUpgradeReplicationSpec"]) {
    schemas[name].properties.regionConfigs.items = ref("RegionConfig");
  }
  delete schemas.DedicatedRegionConfig;
  delete schemas.TenantRegionConfig;
  const [aws = [], azure = [], google = [], tenantSizes = []] = valuesOf(
    "components/schemas/ElectableSpecs.yaml#/properties/instanceSize",
  );
  const { nodeCount } = specs.properties;
  const diskSizeGB = { ...specs.properties.diskSizeGB, format: "double" };
  const alternative = (names: string[], more: object) => ({
    type: "object",
    properties: { diskSizeGB, instanceSize: { type: "string", enum: names }, ...more },
  });
  Object.assign(schemas, {
    AWSSpecs: alternative(aws, { nodeCount }),
    AzureSpecs: alternative(azure, { nodeCount }),
    GCPSpecs: alternative(google, { nodeCount }),
    TenantSpecs: alternative(tenantSizes, { effectiveInstanceSize: { type: "string", readOnly: true } }),
    ElectableSpecs: {
      type: "object",
      properties: { diskSizeGB },
      oneOf: ["AWS", "Azure", "GCP", "Tenant"].map((name) => ref(`${name}Specs`)),
    },
  });
}

/** Marks what is inside read-only objects, or in responses only, once more; or not at all. */
function markReadOnly(schemas: AnyJson): void {
  for (const name of ["ApiError", "ClusterConnectionStrings", "FlexClusterProviderSettings"]) {
    for (const property of Object.values<AnyJson>(schemas[name].properties)) property.readOnly = true;
  }
  delete schemas.LegacyCluster.allOf.at(-1).properties.paused.readOnly;
}

function addMembers(schema: AnyJson): void {
  if (schema["x-partial"] !== true) return;
  delete schema["x-partial"];
  const target = schema.properties ? schema : schema.allOf?.find((part: AnyJson) => part.properties);
  if (target) target.properties.publishedOnly = { type: "object", properties: { more: { type: "integer" } } };
}

function addOlderVersions(document: AnyJson): void {
  const [, item] = Object.entries<AnyJson>(document.paths).find(([path]) => path.endsWith("/{clusterName}")) ?? [];
  const { content } = item.get.responses["200"];
  for (const date of ["2023-01-01", "2023-02-01"]) {
    content[`application/vnd.atlas.${date}+json`] = {
      schema: { type: "object", properties: { old: { type: "string" } } },
      "x-sunset": "2027-07-01",
      "x-xgen-version": date,
    };
  }
}

function addOthers(document: AnyJson, count: number): void {
  const error = (status: string) => ({ $ref: `#/components/responses/${status}` });
  for (let index = 0; index < count; index++) {
    const name = `Thing${index}`;
    document.components.schemas[name] = {
      type: "object",
      description: `What Atlas keeps of the thing ${index}, with all that it refers to in its project.`,
      properties: Object.fromEntries(
        ["id", "state", "region", "owner", "size"].map((member) => [
          member,
          {
            type: "string",
            description: `The ${member} of the thing, in the form that it has everywhere.`,
            readOnly: true,
          },
        ]),
      ),
    };
    const content = { "application/vnd.atlas.2023-01-01+json": { schema: { $ref: `#/components/schemas/${name}` } } };
    document.paths[`/api/atlas/v2/groups/{groupId}/things${index}/{id}`] = {
      get: {
        operationId: `getGroupThing${index}`,
        description:
          "Returns a thing of the project. To use this resource, the caller must have the Project Read Only role.",
        parameters: [
          { $ref: "#/components/parameters/groupId" },
          { name: "id", in: "path", required: true, schema: { type: "string" } },
        ],
        responses: {
          "200": { description: "OK", content },
          "401": error("Unauthorized"),
          "500": error("InternalServerError"),
        },
        "x-xgen-owner-team": "things",
      },
    };
  }
}

/** Without our texts, and with theirs. */
function strip(node: AnyJson, parent = ""): AnyJson {
  if (Array.isArray(node)) return node.map((item) => strip(item));
  if (typeof node !== "object" || node === null) return node;
  const isNamed = ["properties", "schemas", "paths", "responses", "parameters", "headers", "mapping"].includes(parent);
  const kept = Object.entries<AnyJson>(node).filter(([name]) => isNamed || !TEXTS.includes(name));
  const copy = Object.fromEntries(kept.map(([name, value]) => [name, strip(value, isNamed ? "" : name)]));
  if (!isNamed && node.description !== undefined) copy.description = `In other words: ${node.description.length}.`;
  return copy;
}

/** With other names of components. */
function rename(document: AnyJson): AnyJson {
  const components = Object.fromEntries(
    Object.entries<AnyJson>(document.components).map(([kind, named]) => [
      kind,
      kind === "securitySchemes"
        ? named
        : Object.fromEntries(Object.entries<AnyJson>(named).map(([name, value]) => [`${name}View`, value])),
    ]),
  );
  const text = JSON.stringify({ ...document, components });
  return JSON.parse(text.replaceAll(/"#\/components\/(\w+)\/(\w+)"/g, '"#/components/$1/$2View"'));
}

/** In another order, lists whose order means nothing included. */
function reverse(node: AnyJson): AnyJson {
  if (Array.isArray(node)) return node.map(reverse).reverse();
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries<AnyJson>(node)
      .map(([name, value]) => [name, reverse(value)])
      .reverse(),
  );
}
