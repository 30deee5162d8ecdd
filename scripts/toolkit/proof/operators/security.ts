import type { Level } from "../../diff/index.js";
import { become, drop, operations, set } from "./edits.js";
import { type AnyJson, byLevel, type Operator, operator } from "./operator.js";

const schemesOf = (document: AnyJson): AnyJson => document.components?.securitySchemes ?? {};
const requirementsOf = ({ security = [] }: AnyJson, operation: AnyJson): AnyJson[] => operation.security ?? security;

/** Changes the requirements of the first operation that it applies to; the operation then has its own. */
const requirements = (
  level: Level,
  name: string,
  edit: (requirements: AnyJson[], other: string | undefined, document: AnyJson) => AnyJson[] | false | undefined,
) =>
  operator("security", { level }, `security: ${name}`, (document) =>
    operations(document).some(({ operation }) => {
      const all: AnyJson[] = structuredClone(requirementsOf(document, operation));
      const other = Object.keys(schemesOf(document)).find((scheme) => !all.some((one) => scheme in one));
      const security = edit(all, other, document);
      return security && set(operation, { security });
    }),
  );

/** Changes the first scheme in use that it applies to. */
const scheme = (level: Level, name: string, edit: (scheme: AnyJson) => unknown) =>
  operator("security", { level }, `security: ${name}`, (document) => {
    const used = operations(document).flatMap(({ operation }) =>
      requirementsOf(document, operation).flatMap(Object.keys),
    );
    return Object.entries<AnyJson>(schemesOf(document)).some(([key, found]) => used.includes(key) && edit(found));
  });

const flow = (level: Level, name: string, edit: (flow: AnyJson) => unknown) =>
  scheme(level, name, ({ flows = {} }) => Object.values(flows).some(edit));
const setting = (level: Level, key: string, value: string) =>
  scheme(level, `${key} changed`, (found) => key in found && set(found, { [key]: value }));
const flowSetting = (key: string) =>
  flow(
    "breaking",
    `${key} changed`,
    (found) => key in found && set(found, { [key]: "https://elsewhere.example/oauth" }),
  );

const isFree = (requirement: AnyJson) => Object.keys(requirement).length === 0;
const isClosed = (all: AnyJson[]) => all.length > 0 && !all.some(isFree);
const scopesOf = (all: AnyJson[]): string[] | undefined => all.flatMap(Object.values).find(({ length }) => length > 0);

/** Changes of who may call, and of how one proves it. */
export const securityChanges: Operator[] = [
  ...byLevel(requirements, {
    breaking: {
      "requirement added to an open operation": (all, _other, document) => {
        const [first] = Object.keys(schemesOf(document));
        return first !== undefined && !isClosed(all) && [{ [first]: [] }];
      },
      "second scheme demanded as well": (all, other) =>
        other && all.length === 1 && isClosed(all) ? [{ ...all[0], [other]: [] }] : undefined,
      "alternative removed": (all) => all.length > 1 && isClosed(all) && all.slice(1),
      "scheme replaced": (all, other) => (other && isClosed(all) ? [{ [other]: [] }] : undefined),
      "scope demanded": (all) => (scopesOf(all)?.push("another:scope") ? all : undefined),
    },
    dangerous: {
      "scope no longer demanded": (all) => (scopesOf(all)?.pop() ? all : undefined),
      "authentication dropped": (all) => isClosed(all) && [],
      "authentication made optional": (all) => isClosed(all) && [...all, {}],
      "one of two schemes no longer demanded": (all) => {
        const double = all.find((requirement) => Object.keys(requirement).length > 1);
        return double && drop(double, Object.keys(double)[0] ?? "") && all;
      },
    },
    compatible: {
      "alternative added": (all, other) => (other && isClosed(all) ? [...all, { [other]: [] }] : undefined),
    },
  }),
  ...byLevel(scheme, {
    breaking: {
      "apiKey moved to the query": (found) => found.in === "header" && set(found, { in: "query" }),
      "apiKey renamed": (found) => found.type === "apiKey" && set(found, { name: "X-Other-Key" }),
      "http scheme changed": (found) =>
        found.type === "http" && set(found, { scheme: found.scheme === "basic" ? "bearer" : "basic" }),
      "type of a scheme changed": (found) =>
        found.type === "apiKey" && become(found, { type: "http", scheme: "bearer" }),
      "flow removed": ({ flows = {} }) => {
        const [first = "", ...others] = Object.keys(flows);
        return others.length > 0 && drop(flows, first);
      },
    },
    compatible: {
      "flow added": ({ type, flows }) => {
        const password = { tokenUrl: "https://auth.example/token", scopes: {} };
        return type === "oauth2" && !("password" in flows) && set(flows, { password });
      },
    },
  }),
  ...byLevel(flow, {
    breaking: { "scope removed from a flow": ({ scopes }) => drop(scopes, Object.keys(scopes)[0] ?? "") },
    compatible: {
      "scope added to a flow": (found) => set(found, { scopes: { ...found.scopes, "brand:new": "New" } }),
    },
  }),
  setting("breaking", "openIdConnectUrl", "https://elsewhere.example/.well-known/openid-configuration"),
  setting("dangerous", "bearerFormat", "opaque"),
  flowSetting("tokenUrl"),
  flowSetting("authorizationUrl"),
  flowSetting("refreshUrl"),
];
