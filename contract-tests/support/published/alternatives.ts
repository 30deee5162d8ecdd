import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";

/** Returns the values that are published for an enumeration at a location of our description, as lists. */
export type PublishedValues = (location: string) => string[][];

/**
 * Writes providers in the older style: each alternative includes the base through `allOf`, and the base names them only
 * in its mapping.
 */
export function splitProviders(schemas: AnyJson, valuesOf: PublishedValues): void {
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
    // `x-partial` refers to the whole schema, not to the part within `allOf`.
    schemas[key]["x-partial"] = inner["x-partial"];
  }
  delete base.oneOf;
  delete schemas.DedicatedProviderSettings;
  Object.assign(base, { type: "object", properties: { providerName: { type: "string" } } });
}

/**
 * Writes regions and node sizes as published: the shared properties are beside the `oneOf`, and each region includes
 * its parent through `allOf`. The union of node sizes has no discriminator.
 */
export function mergeRegions(schemas: AnyJson, valuesOf: PublishedValues): void {
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
