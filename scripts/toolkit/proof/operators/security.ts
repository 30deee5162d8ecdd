import { type AnyJson, type Edit, type Operator, operators, type Part } from "./operator.js";
import { partsIn, partsOf } from "./parts.js";

const ELSEWHERE = "https://elsewhere.example/oauth";

const schemesOf = (document: AnyJson): AnyJson => document.components?.securitySchemes ?? {};
const requirementsOf = ({ security = [] }: AnyJson, operation: AnyJson): AnyJson[] => operation.security ?? security;

/** The schemes that operations ask for. */
function usedSchemes(document: AnyJson): Part[] {
  const all = [...partsOf("operation")(document)].flatMap(({ value }) => requirementsOf(document, value));
  const used = new Set(all.flatMap(Object.keys));
  return partsIn(document, schemesOf(document)).filter(({ key }) => used.has(key));
}
const usedFlows = (document: AnyJson) =>
  usedSchemes(document).flatMap(({ value: { flows } }) => partsIn(document, flows));

/** Changes the requirements of an operation, which then has its own. */
const required =
  (edit: (requirements: AnyJson[], schemes: { first: string; other: string | undefined }) => unknown): Edit =>
  (operation, { document }) => {
    const all: AnyJson[] = structuredClone(requirementsOf(document, operation));
    const [first = "", ...more] = Object.keys(schemesOf(document));
    const other = [first, ...more].find((scheme) => !all.some((one) => scheme in one));
    const security = edit(all, { first, other });
    return security && { security };
  };
const isClosed = (all: AnyJson[]) => all.length > 0 && all.every((one) => Object.keys(one).length > 0);
const scopesOf = (all: AnyJson[]): string[] | undefined => all.flatMap(Object.values).find(({ length }) => length > 0);
const changed =
  (keyword: string, value: string): Edit =>
  (found) =>
    keyword in found && { [keyword]: value };

/** Changes of who may call, and of the credentials for it. */
export const securityChanges: Operator[] = [
  ...operators("security", partsOf("operation"), {
    breaking: {
      "requirement added to an open operation": required((all, { first }) => !isClosed(all) && [{ [first]: [] }]),
      "second scheme demanded as well": required(
        (all, { other }) => other && all.length === 1 && isClosed(all) && [{ ...all[0], [other]: [] }],
      ),
      "alternative removed": required((all) => all.length > 1 && isClosed(all) && all.slice(1)),
      "scheme replaced": required((all, { other }) => other && isClosed(all) && [{ [other]: [] }]),
      "scope demanded": required((all) => scopesOf(all)?.push("another:scope") && all),
    },
    dangerous: {
      "scope no longer demanded": required((all) => scopesOf(all)?.pop() && all),
      "authentication dropped": required((all) => isClosed(all) && []),
      "authentication made optional": required((all) => isClosed(all) && [...all, {}]),
      "one of two schemes no longer demanded": required((all) => {
        const double = all.find((requirement) => Object.keys(requirement).length > 1);
        return double && delete double[Object.keys(double)[0] ?? ""] && all;
      }),
    },
    compatible: {
      "alternative added": required((all, { other }) => other && isClosed(all) && [...all, { [other]: [] }]),
    },
  }),
  ...operators("security", usedSchemes, {
    breaking: {
      "apiKey moved to the query": (scheme) => scheme.in === "header" && { in: "query" },
      "apiKey renamed": ({ type }) => type === "apiKey" && { name: "X-Other-Key" },
      "http scheme changed": ({ type, scheme }) =>
        type === "http" && { scheme: scheme === "basic" ? "bearer" : "basic" },
      "type of a scheme changed": ({ type }) =>
        type === "apiKey" && { type: "http", scheme: "bearer", in: undefined, name: undefined },
      "flow removed": ({ flows = {} }) => {
        const [first, ...others] = Object.entries(flows);
        return first && others.length > 0 && { flows: Object.fromEntries(others) };
      },
      "openIdConnectUrl changed": changed(
        "openIdConnectUrl",
        "https://elsewhere.example/.well-known/openid-configuration",
      ),
    },
    compatible: {
      "flow added": ({ type, flows }) =>
        type === "oauth2" && { flows: { ...flows, password: { tokenUrl: "https://auth.example/token", scopes: {} } } },
    },
    dangerous: { "bearerFormat changed": changed("bearerFormat", "opaque") },
  }),
  ...operators("security", usedFlows, {
    breaking: {
      "scope removed from a flow": ({ scopes }) => {
        const [first, ...others] = Object.entries(scopes);
        return first && { scopes: Object.fromEntries(others) };
      },
      "tokenUrl changed": changed("tokenUrl", ELSEWHERE),
      "authorizationUrl changed": changed("authorizationUrl", ELSEWHERE),
      "refreshUrl changed": changed("refreshUrl", ELSEWHERE),
    },
    compatible: { "scope added to a flow": ({ scopes }) => ({ scopes: { ...scopes, "brand:new": "New" } }) },
  }),
];
