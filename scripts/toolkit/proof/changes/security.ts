import { isObject, type JsonObject, operationsOf } from "../../description/index.js";
import { type Operator, operator } from "./change.js";
import { list, member } from "./change-places.js";

const change = (level: Operator["level"], name: string, edit: (document: JsonObject) => boolean) =>
  operator("security", level, name, edit);

const schemesOf = (document: JsonObject) => member(member(document, "components"), "securitySchemes");
const requirementsOf = (document: JsonObject, operation: JsonObject) =>
  (Array.isArray(operation.security) ? list(operation, "security") : list(document, "security")).filter(isObject);

/** Edits the requirements of the first operation that has what it takes; the operation then has its own. */
function onRequirements(
  level: Operator["level"],
  name: string,
  edit: (requirements: JsonObject[], document: JsonObject) => JsonObject[] | undefined,
): Operator {
  return change(level, name, (document) =>
    operationsOf(document).some(({ operation }) => {
      const edited = edit(structuredClone(requirementsOf(document, operation)), document);
      if (edited) operation.security = edited;
      return edited !== undefined;
    }),
  );
}

/** Edits the first scheme in use that has what it takes. */
function onScheme(level: Operator["level"], name: string, edit: (scheme: JsonObject) => boolean): Operator {
  return change(level, name, (document) => {
    const used = new Set(
      operationsOf(document).flatMap(({ operation }) => requirementsOf(document, operation).flatMap(Object.keys)),
    );
    return Object.entries(schemesOf(document)).some(
      ([key, scheme]) => used.has(key) && isObject(scheme) && edit(scheme),
    );
  });
}

const flowsOf = (scheme: JsonObject) => Object.values(member(scheme, "flows")).filter(isObject);
const setting = (level: Operator["level"], keyword: string, value: string) =>
  onScheme(level, `${keyword} changed`, (scheme) => {
    if (!(keyword in scheme)) return false;
    scheme[keyword] = value;
    return true;
  });
const flowSetting = (keyword: string) =>
  onScheme("breaking", `${keyword} changed`, (scheme) =>
    flowsOf(scheme).some((flow) => {
      if (!(keyword in flow)) return false;
      flow[keyword] = "https://elsewhere.example/oauth";
      return true;
    }),
  );
const isFree = (requirement: JsonObject) => Object.keys(requirement).length === 0;
const withScopes = (requirements: JsonObject[]) =>
  requirements.flatMap((requirement) =>
    Object.entries(requirement).flatMap(([scheme, scopes]) =>
      Array.isArray(scopes) && scopes.length > 0 ? [{ requirement, scheme, scopes }] : [],
    ),
  )[0];

/** Changes of who may call, and of how one proves it. */
export const securityChanges: Operator[] = [
  onRequirements("breaking", "requirement added to an open operation", (requirements, document) => {
    const [scheme] = Object.keys(schemesOf(document));
    return scheme && (requirements.length === 0 || requirements.some(isFree)) ? [{ [scheme]: [] }] : undefined;
  }),
  onRequirements("breaking", "second scheme demanded as well", (requirements, document) => {
    const [first] = requirements;
    const other = Object.keys(schemesOf(document)).find((name) => first && !(name in first));
    return first && other && requirements.length === 1 && !isFree(first) ? [{ ...first, [other]: [] }] : undefined;
  }),
  onRequirements("breaking", "alternative removed", (requirements) =>
    requirements.length > 1 && !requirements.some(isFree) ? requirements.slice(1) : undefined,
  ),
  onRequirements("breaking", "scheme replaced", (requirements, document) => {
    const other = Object.keys(schemesOf(document)).find(
      (name) => !requirements.some((requirement) => name in requirement),
    );
    return other && requirements.length > 0 && !requirements.some(isFree) ? [{ [other]: [] }] : undefined;
  }),
  onRequirements("breaking", "scope demanded", (requirements) => {
    const found = withScopes(requirements);
    found?.scopes.push("another:scope");
    return found && requirements;
  }),
  onRequirements("dangerous", "scope no longer demanded", (requirements) => {
    const found = withScopes(requirements);
    found?.scopes.pop();
    return found && requirements;
  }),
  onRequirements("dangerous", "authentication dropped", (requirements) =>
    requirements.length > 0 && !requirements.some(isFree) ? [] : undefined,
  ),
  onRequirements("dangerous", "authentication made optional", (requirements) =>
    requirements.length > 0 && !requirements.some(isFree) ? [...requirements, {}] : undefined,
  ),
  onRequirements("dangerous", "one of two schemes no longer demanded", (requirements) => {
    const double = requirements.find((requirement) => Object.keys(requirement).length > 1);
    if (!double) return undefined;
    delete double[Object.keys(double)[0] ?? ""];
    return requirements;
  }),
  onRequirements("compatible", "alternative added", (requirements, document) => {
    const other = Object.keys(schemesOf(document)).find(
      (name) => !requirements.some((requirement) => name in requirement),
    );
    return other && requirements.length > 0 && !requirements.some(isFree)
      ? [...requirements, { [other]: [] }]
      : undefined;
  }),
  onScheme("breaking", "apiKey moved to the query", (scheme) => {
    if (scheme.in !== "header") return false;
    scheme.in = "query";
    return true;
  }),
  onScheme("breaking", "apiKey renamed", (scheme) => {
    if (scheme.type !== "apiKey") return false;
    scheme.name = "X-Other-Key";
    return true;
  }),
  onScheme("breaking", "http scheme changed", (scheme) => {
    if (scheme.type !== "http") return false;
    scheme.scheme = scheme.scheme === "basic" ? "bearer" : "basic";
    return true;
  }),
  onScheme("breaking", "type of a scheme changed", (scheme) => {
    if (scheme.type !== "apiKey") return false;
    for (const keyword of Object.keys(scheme)) delete scheme[keyword];
    Object.assign(scheme, { type: "http", scheme: "bearer" });
    return true;
  }),
  setting("breaking", "openIdConnectUrl", "https://elsewhere.example/.well-known/openid-configuration"),
  setting("dangerous", "bearerFormat", "opaque"),
  flowSetting("tokenUrl"),
  flowSetting("authorizationUrl"),
  flowSetting("refreshUrl"),
  onScheme("breaking", "flow removed", (scheme) => {
    const flows = member(scheme, "flows");
    const [first, ...others] = Object.keys(flows);
    return first !== undefined && others.length > 0 && delete flows[first];
  }),
  onScheme("compatible", "flow added", (scheme) => {
    const flows = member(scheme, "flows");
    if (scheme.type !== "oauth2" || "password" in flows) return false;
    flows.password = { tokenUrl: "https://auth.example/token", scopes: {} };
    return true;
  }),
  onScheme("breaking", "scope removed from a flow", (scheme) =>
    flowsOf(scheme).some((flow) => {
      const [scope] = Object.keys(member(flow, "scopes"));
      return scope !== undefined && delete member(flow, "scopes")[scope];
    }),
  ),
  onScheme("compatible", "scope added to a flow", (scheme) =>
    flowsOf(scheme).some((flow) => {
      flow.scopes = { ...member(flow, "scopes"), "brand:new": "New" };
      return true;
    }),
  ),
];
