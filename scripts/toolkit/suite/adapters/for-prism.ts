import { type CaseOptions, sampleOf } from "../../cases/index.js";
import {
  type Contract,
  type ContractOperation,
  type ContractParameter,
  type ContractResponse,
  flattenSchema,
  isObject,
  type Schema,
  type SecurityScheme,
} from "../../description/index.js";
import { createSchemaJudge, isJson, typesOf } from "../../judge/index.js";
import type { MockLimit, Serve } from "../../prism/index.js";
import { usualFirst } from "../operation-cases.js";

// Prism's names for what it can check of HTTP authentication.
const HTTP_SCHEMES = ["basic", "bearer", "digest"];

/**
 * A contract in the form in which Prism understands most of it: schemas in JSON Schema 2020-12, which it is told; schemas
 * of parameters without references, since it reads parameters by their `type`; credentials as it can check them; and an
 * example for each JSON response that has none, or none that its schema allows, since its own idea of a response fails on
 * circular schemas and on many patterns. What is wrong with an example is reported once, where it is given to the SDK.
 */
export function forPrism(contract: Contract, seed: number): { description: Schema; serve: Serve } {
  const { document } = contract;
  const { components } = document;
  const securitySchemes = Object.entries(isObject(components) ? asObject(components.securitySchemes) : {}).map(
    ([name, value]) => {
      const scheme = contract.resolve<Schema>(asObject(value));
      return [name, { ...scheme, ...(scheme.scheme !== undefined && { scheme: String(scheme.scheme).toLowerCase() }) }];
    },
  );
  const description = {
    ...document,
    openapi: "3.1.0",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    components: { ...asObject(components), securitySchemes: Object.fromEntries(securitySchemes) },
  };
  const operations = new Map(contract.operations.map((operation) => [operation.key, operation]));
  const responseOf = servedResponse(contract, seed);
  return {
    description,
    serve: (key, given) => {
      const operation = operations.get(key);
      if (!operation) return { operation: given, limits: [] };
      const parameters = operation.parameters.map((parameter) => servedParameter(parameter, contract));
      const body = operation.requestBody && servedBody(contract.resolve<Schema>(asObject(given.requestBody)));
      const security = servedSecurity(operation, given.security ?? document.security);
      const responses = operation.responses.map((response) => [
        response.status,
        // A response to HEAD has no body, whatever is described.
        responseOf(operation.method === "HEAD" ? { ...response, content: [] } : response, asObject(given.responses)),
      ]);
      return {
        operation: {
          ...given,
          parameters: parameters.map(({ served }) => served),
          ...(body && { requestBody: body }),
          responses: Object.fromEntries(responses),
          security: security.served,
        },
        limits: [...parameters, security].flatMap(({ limit }) => limit ?? []),
      };
    },
  };
}

// Prism takes any JSON type for the first one.
function servedBody(body: Schema): Schema {
  const contents = Object.entries(asObject(body.content)).map(([mediaType, content]) => ({ mediaType, content }));
  const sorted = contents.sort(usualFirst).map(({ mediaType, content }) => [mediaType, content]);
  return { ...body, content: Object.fromEntries(sorted) };
}

function servedParameter(
  parameter: ContractParameter,
  { resolve }: Contract,
): { served: Schema; limit?: MockLimit | undefined } {
  const { name, in: location, required, style, explode, mediaType } = parameter;
  const schema = plainSchema(parameter.schema, resolve, 2);
  const types = typesOf(parameter.schema, resolve).filter((type) => type !== "null");
  const problem = unreadable(parameter, types);
  const limit = {
    location: ["request", location, name],
    reason: `Prism does not check ${location} ${name}: ${problem}`,
  };
  const head = { name, in: location, required };
  // Prism takes what has no schema, and no style, for a string that may be anything.
  if (mediaType !== undefined || problem) return { served: { ...head, schema: {} }, ...(problem && { limit }) };
  return { served: { ...head, style, explode, schema } };
}

function unreadable(
  { style, mediaType, in: location }: ContractParameter,
  types: readonly string[],
): string | undefined {
  const structured = types.some((type) => type === "array" || type === "object");
  if (mediaType !== undefined) return "it does not read its content";
  if (types.length > 1 && structured) return "it knows no parameter that may be of several types";
  if (location === "header" && structured) return "it fails on a list or an object in a header that is absent";
  if (style === "spaceDelimited") return "it does not read the style spaceDelimited";
  if (style === "pipeDelimited" && !types.includes("array")) return "it fails on the style pipeDelimited but for lists";
  return undefined;
}

// What holds for a parameter, written as one schema; null is not a value that a URL or a header can have.
function plainSchema(schema: unknown, resolve: Contract["resolve"], depth: number): Schema {
  const { type, properties, items, ...rest } = flattenSchema(schema, resolve);
  const types = [type].flat().filter((name) => name !== undefined && name !== "null");
  const inner = (value: unknown) => (depth > 0 ? plainSchema(value, resolve, depth - 1) : {});
  const inlined = Object.entries(asObject(properties)).map(([name, value]) => [name, inner(value)]);
  return {
    ...rest,
    ...(types.length > 0 && { type: types.length === 1 ? types[0] : types }),
    ...(properties !== undefined && { properties: Object.fromEntries(inlined) }),
    ...(items !== undefined && { items: inner(items) }),
  };
}

// Without a requirement, Prism checks nothing; with one that is empty, it rejects whoever sends credentials.
function servedSecurity(
  { security }: ContractOperation,
  given: unknown,
): { served: unknown; limit?: MockLimit | undefined } {
  const isHttp = ({ type, scheme = "" }: SecurityScheme, schemes: string[]) =>
    type === "http" && schemes.includes(scheme.toLowerCase());
  const unknown = (scheme: SecurityScheme) =>
    scheme.type === "mutualTLS" || (scheme.type === "http" && !isHttp(scheme, HTTP_SCHEMES));
  // It rejects every Digest header that a client sends, so that another alternative has to do.
  const isDigest = (scheme: SecurityScheme) => isHttp(scheme, ["digest"]);
  const odd =
    security.flat().find(unknown) ??
    (security.every((one) => one.some(isDigest)) ? security.flat().find(isDigest) : undefined);
  if (security.length > 0 && !odd) return { served: given };
  if (!odd) return { served: [] };
  const reason = `Prism does not check credentials: it does not know ${odd.scheme ?? odd.type}`;
  return { served: [], limit: { location: ["request", "header", "Authorization"], reason } };
}

function servedResponse(contract: Contract, seed: number) {
  const { resolve } = contract;
  const judgeSchema = createSchemaJudge(contract);
  const options: CaseOptions = {
    resolve,
    judgeSchema,
    seed,
    direction: "response",
    properties: "none",
    charset: "any",
  };
  const allows = (schema: Schema, value: unknown) => {
    try {
      return judgeSchema(schema, value, "response").length === 0;
    } catch {
      // The suite says which schemas can't be compiled.
      return false;
    }
  };
  const exampleOf = (schema: Schema, which: CaseOptions["properties"] = "none"): { example?: unknown } => {
    try {
      return { example: sampleOf(schema, { ...options, properties: which }) };
    } catch {
      // The suite says which schemas it can't make values of.
      return {};
    }
  };
  return ({ status, content, headers }: ContractResponse, all: Schema): Schema => {
    const declared = resolve<Schema>(asObject(all[status] ?? all[status.toLowerCase()]));
    const media = content.map(({ mediaType, schema, examples }) => {
      const own = resolve<Schema>(asObject(asObject(declared.content)[mediaType]));
      // Without an example, Prism gives nothing for what is not JSON.
      if (!isJson(mediaType)) return [mediaType, examples.length > 0 ? own : { example: "not JSON" }];
      const allowed = examples.filter(({ value }) => allows(schema, value));
      const { example: _example, examples: _examples, ...rest } = own;
      const some = Object.fromEntries(allowed.map(({ name, value }) => [name, { value }]));
      return [mediaType, { ...rest, ...(allowed.length > 0 ? { examples: some } : exampleOf(schema)) }];
    });
    const exemplary = headers.map(({ name, schema, examples, required }) => {
      // Prism leaves out a header that is zero or empty, and complains of that itself.
      const possible = [examples[0], exampleOf(schema, "all").example, 1];
      const value = possible.find((one) => one && headerText(one) !== "" && allows(schema, one));
      // It fails on headers that are not a single value, and the judge reads them.
      return [name, { required, ...(value !== undefined && { schema: {}, example: headerText(value) }) }];
    });
    return {
      description: declared.description ?? "",
      ...(exemplary.length > 0 && { headers: Object.fromEntries(exemplary) }),
      ...(media.length > 0 && { content: Object.fromEntries(media) }),
    };
  };
}

function headerText(value: unknown): string {
  return typeof value === "object" && value !== null ? Object.values(value).join(",") : String(value);
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
