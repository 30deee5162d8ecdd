import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";
import { type DriftingChange, PROVIDER, schema } from "./names.js";

const SERVERLESS = "components/schemas/ServerlessInstanceDescription.yaml#";
const LAST_PART = "components/schemas/Cluster.yaml#/allOf/1/properties";

/** Changes of published schemas that are drift. */
export const schemaChanges: DriftingChange[] = [
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
    "a removed format",
    (d) => {
      delete schema(d, "ServerlessInstanceDescription").properties.createDate.format;
    },
    `${SERVERLESS}/properties/createDate format date-time –`,
  ],
  [
    "a changed limit",
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
    "a removed value of an enum",
    (d) => schema(d, "ClusterState").enum.pop(),
    "components/schemas/ClusterState.yaml# enum CREATING,DELETING,IDLE,REPAIRING,UPDATING CREATING,DELETING,REPAIRING,UPDATING",
  ],
  [
    "a newly required property",
    (d) => schema(d, "ServerlessInstanceDescription").required.push("name"),
    `${SERVERLESS} required – name`,
  ],
  [
    "a property that is no longer required",
    (d) => schema(d, "ResourceTag").required.pop(),
    "components/schemas/ResourceTag.yaml# required key –",
  ],
  [
    "a newly read-only property",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { readOnly: true }),
    `${SERVERLESS}/properties/name readOnly – true`,
  ],
  [
    "a deprecated property",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { deprecated: true }),
    `${SERVERLESS}/properties/name deprecated – true`,
  ],
  [
    "a nullable property",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { nullable: true }),
    `${SERVERLESS}/properties/name type string null,string`,
  ],
  [
    "a new property of a whole schema",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties, { extra: { type: "string" } }),
    `${SERVERLESS} property – extra`,
  ],
  [
    "a removed property",
    (d) => {
      delete schema(d, "ServerlessInstanceDescription").properties.tags;
    },
    `${SERVERLESS}/properties/tags property tags –`,
  ],
  [
    "a removed property of a part",
    (d) => {
      delete schema(d, "Cluster").allOf.find((part: AnyJson) => part.properties?.paused).properties.paused;
    },
    `${LAST_PART}/paused property paused –`,
  ],
  [
    "a new required property in a request with some of the published properties",
    (d) => {
      schema(d, "FlexUpgradeRequest").required.push("publishedOnly");
    },
    "components/schemas/FlexUpgradeRequest.yaml# property – publishedOnly",
  ],
  [
    "a newly closed object",
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
        ORACLE: "#/components/schemas/AWSProviderSettingsView",
      }),
    "components/schemas/ProviderSettings.yaml#/oneOf alternative – ORACLE",
  ],
  [
    "a change within an alternative",
    (d) =>
      Object.assign(
        schema(d, "TenantProviderSettings").allOf.find((part: AnyJson) => part.properties).properties.regionName,
        { maxLength: 9 },
      ),
    "components/schemas/TenantProviderSettings.yaml#/properties/regionName maxLength – 9",
  ],
  [
    "a change of an inner schema that only v2 has",
    (d) => Object.assign(schema(d, "AWSSpecs").properties.nodeCount, { minimum: 3 }),
    "components/schemas/ElectableSpecs.yaml#/properties/nodeCount minimum – 3",
  ],
];
