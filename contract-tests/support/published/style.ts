import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";
import { mergeRegions, type PublishedValues, splitProviders } from "./alternatives.js";

/** The published operationIds that differ from ours. */
const PUBLISHED_IDS: Record<string, string> = {
  upgradeSharedCluster: "upgradeGroupClusterTenantUpgrade",
  upgradeFlexCluster: "tenantGroupFlexClusterUpgrade",
  getCluster: "getGroupCluster",
  getFlexCluster: "getGroupFlexCluster",
  updateFlexCluster: "updateGroupFlexCluster",
};
/** Statuses that only our description has. */
const OURS_ONLY: Record<string, string[]> = {
  upgradeSharedClusterToServerless: ["410", "429"],
  getCluster: ["400"],
  updateFlexCluster: ["500"],
};
const DOCUMENTATION = ["description", "summary", "title", "example", "examples", "externalDocs"];

/**
 * Rewrites our bundle in the style of MongoDB's published description: one document with different names, sentences,
 * order and composition, several dated versions, `x-xgen-*` extensions, the properties and operations that ours leaves
 * out, and the known quirks of the original.
 */
export function publishedStyle(bundle: AnyJson, valuesOf: PublishedValues): AnyJson {
  const document = structuredClone(bundle);
  document.openapi = "3.0.1";
  document.info = { title: "MongoDB Atlas Administration API", version: "2.0", description: "Not our words." };
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
  for (const schema of Object.values<AnyJson>(schemas)) addUnmodeledProperty(schema);
  addOlderVersions(document);
  addUnrelatedOperations(document, 3);
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

// As published: no string matches this schema, and the parameters of real errors are not objects.
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

/** Repeats `readOnly` where the parent or the use implies it, and leaves one out. */
function markReadOnly(schemas: AnyJson): void {
  for (const name of ["ApiError", "ClusterConnectionStrings", "FlexClusterProviderSettings"]) {
    for (const property of Object.values<AnyJson>(schemas[name].properties)) property.readOnly = true;
  }
  delete schemas.LegacyCluster.allOf.at(-1).properties.paused.readOnly;
}

function addUnmodeledProperty(schema: AnyJson): void {
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

function addUnrelatedOperations(document: AnyJson, count: number): void {
  const error = (status: string) => ({ $ref: `#/components/responses/${status}` });
  for (let index = 0; index < count; index++) {
    const name = `Thing${index}`;
    document.components.schemas[name] = {
      type: "object",
      description: `Thing ${index} of a project.`,
      properties: Object.fromEntries(
        ["id", "state", "region", "owner", "size"].map((property) => [
          property,
          {
            type: "string",
            description: `The ${property} of the thing.`,
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

/** Replaces our descriptions by other sentences, and removes titles, summaries and examples. */
function strip(node: AnyJson, parent = ""): AnyJson {
  if (Array.isArray(node)) return node.map((item) => strip(item));
  if (typeof node !== "object" || node === null) return node;
  const isNamed = ["properties", "schemas", "paths", "responses", "parameters", "headers", "mapping"].includes(parent);
  const kept = Object.entries<AnyJson>(node).filter(([name]) => isNamed || !DOCUMENTATION.includes(name));
  const copy = Object.fromEntries(kept.map(([name, value]) => [name, strip(value, isNamed ? "" : name)]));
  if (!isNamed && node.description !== undefined) copy.description = `In other words: ${node.description.length}.`;
  return copy;
}

/** Renames every component except the security schemes. */
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

/** Reverses the order of all properties and lists. */
function reverse(node: AnyJson): AnyJson {
  if (Array.isArray(node)) return node.map(reverse).reverse();
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries<AnyJson>(node)
      .map(([name, value]) => [name, reverse(value)])
      .reverse(),
  );
}
