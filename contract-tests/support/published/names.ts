import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";

const base = "/api/atlas/v2/groups/{groupId}";
/** The path of the deprecated operation. */
export const V1 = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
/** The path that upgrades a shared cluster. */
export const TENANT = `${base}/clusters/tenantUpgrade`;
/** The path of a cluster. */
export const CLUSTER = `${base}/clusters/{clusterName}`;
/** The path of a Flex cluster. */
export const FLEX = `${base}/flexClusters/{name}`;
/** The path that upgrades a Flex cluster. */
export const FLEX_UPGRADE = `${base}/flexClusters:tenantUpgrade`;
/** The location of the provider's settings in our description. */
export const PROVIDER = "components/schemas/ServerlessProviderSettings.yaml#";

/** A schema of the published style, by its name in our description. */
export const schema = (document: AnyJson, name: string): AnyJson => document.components.schemas[`${name}View`];

/** A change of the published description: a name, the change, and the expected drift. */
export type DriftingChange = [name: string, change: (document: AnyJson) => void, report: string];
