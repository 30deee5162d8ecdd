import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";
import { FLEX, schema, V1 } from "./names.js";

/** Changes without a meaning, which are not drift. */
export const harmlessChanges: [name: string, change: (document: AnyJson) => void][] = [
  [
    "allOf around a reference",
    (d) => {
      const { properties } = schema(d, "ServerlessInstanceDescription");
      properties.providerSettings = { allOf: [properties.providerSettings] };
    },
  ],
  [
    "a schema instead of a reference",
    (d) => {
      schema(d, "ServerlessInstanceDescription").properties.serverlessBackupOptions = schema(
        d,
        "ServerlessBackupOptions",
      );
    },
  ],
  [
    "properties spread over allOf",
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
    "other names of path parameters",
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
      delete all.DigestAuth;
      d.security = [{ ServiceAccounts: [] }, { Keys: [] }];
    },
  ],
  [
    "default values written out",
    (d) => {
      Object.assign(schema(d, "Link"), { additionalProperties: true, minProperties: 0 });
      Object.assign(schema(d, "Link").properties.rel, { readOnly: false, nullable: false });
    },
  ],
  [
    "3.1's spelling",
    (d) => {
      d.openapi = "3.1.0";
      for (const property of Object.values<AnyJson>(schema(d, "ApiError").properties)) {
        if (property.nullable) property.type = [property.type, "null"];
        delete property.nullable;
      }
      const { providerName } = schema(d, "ServerlessProviderSettings").properties;
      delete providerName.enum;
      providerName.const = "SERVERLESS";
    },
  ],
  [
    "a read-only property that a request can't have",
    (d) => {
      schema(d, "FlexClusterSettings").properties.stamp = { type: "string", readOnly: true, writeOnly: true };
    },
  ],
  [
    "descriptions, examples and tags",
    (d) => {
      Object.assign(d.paths[FLEX].get, { summary: "Other", tags: ["Other"], operationId: "other" });
      schema(d, "Link").example = { rel: "self" };
    },
  ],
];
