import { type CaseOptions, sampleOf } from "../../cases/index.js";
import {
  type Contract,
  type ContractOperation,
  type ContractResponse,
  createResolver,
  flattenSchema,
  isObject,
  type JsonObject,
  mapSchemas,
  mapSubschemas,
  needsTagRules,
  propertyTravels,
  type Resolve,
  type Schema,
  type SecurityScheme,
  toSchema,
  withTagRules,
} from "../../description/index.js";
import { createSchemaJudge, isJson } from "../../judge/index.js";
import type { MockLimit, Serve } from "../../prism/index.js";
import { usualFirst } from "../operation-cases.js";
import { toText } from "../request-case.js";
import { parameterLimit, servedParameter } from "./prism-parameter.js";

/**
 * A contract in the form that Prism supports best: schemas in JSON Schema 2020-12, with the dialect declared, and with
 * the rules of discriminators, which Prism does not know; schemas of parameters without references, since Prism reads
 * parameters by their `type`; credentials as far as it can check them; and an example for each JSON response without a
 * valid one, since its generator fails on recursive schemas and many patterns. A wrong example is reported once, when
 * the SDK is given it.
 */
export function forPrism(contract: Contract, seed: number): { description: JsonObject; serve: Serve } {
  const document = mapSchemas(contract.document, (schema) => servedSchema(schema, contract.resolve)) as JsonObject;
  const resolve = createResolver(document);
  const components = toSchema(document.components);
  const securitySchemes = Object.entries(toSchema(components.securitySchemes)).map(([name, value]) => {
    const scheme = resolve<Schema>(toSchema(value));
    return [name, { ...scheme, ...(scheme.scheme !== undefined && { scheme: String(scheme.scheme).toLowerCase() }) }];
  });
  const operations = new Map(contract.operations.map((operation) => [operation.key, operation]));
  const servedResponse = responseServer(contract, seed);
  return {
    description: {
      ...document,
      openapi: "3.1.0",
      jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
      components: { ...components, securitySchemes: Object.fromEntries(securitySchemes) },
    },
    serve: (key, given) => {
      const operation = operations.get(key);
      if (!operation) return { operation: given, limits: [] };
      const { method, parameters, requestBody, security } = operation;
      // A response to HEAD has no body, whatever is described.
      const responses = operation.responses.map((one) => (method === "HEAD" ? { ...one, content: [] } : one));
      const credentials = credentialsLimit(security);
      const isChecked = security.length > 0 && !credentials;
      return {
        operation: {
          ...given,
          ...(requestBody && { requestBody: servedBody(resolve<Schema>(toSchema(given.requestBody))) }),
          parameters: parameters.map((parameter) => servedParameter(parameter, resolve)),
          responses: Object.fromEntries(
            responses.map((response) => [response.status, servedResponse(response, toSchema(given.responses))]),
          ),
          // Without a requirement, Prism checks nothing; with an empty one, it rejects requests with credentials.
          security: isChecked ? (given.security ?? document.security) : [],
        },
        limits: [...parameters.map((parameter) => parameterLimit(parameter, resolve)), credentials].flatMap(
          (limit) => limit ?? [],
        ),
      };
    },
  };
}

// Behind a reference, Prism requires read-only properties of a request too.
function servedSchema(schema: unknown, resolve: Resolve): unknown {
  if (!isObject(schema)) return schema;
  // Only if needed: the values that Prism makes up break such rules.
  const full = needsTagRules(schema, resolve) ? withTagRules(schema, resolve) : schema;
  const { required, ...rest } = mapSubschemas(full, (inner) => servedSchema(inner, resolve));
  const { properties = {} } = flattenSchema(schema, resolve) as { properties?: Schema };
  const travels = (name: string) => propertyTravels(properties[name], { resolve, direction: "request" });
  return { ...rest, ...(Array.isArray(required) && { required: required.filter(travels) }) };
}

// If there are several JSON types, Prism checks all of them as the first.
function servedBody(body: Schema): Schema {
  const contents = Object.entries(toSchema(body.content)).map(([mediaType, content]) => ({ mediaType, content }));
  const sorted = contents.sort(usualFirst).map(({ mediaType, content }) => [mediaType, content]);
  return { ...body, content: Object.fromEntries(sorted) };
}

function credentialsLimit(security: ContractOperation["security"]): MockLimit | undefined {
  const isUnknown = ({ type, authorization = "" }: SecurityScheme) =>
    type !== "apiKey" && !["basic", "bearer", "digest"].includes(authorization);
  // Prism rejects every Digest header of a client, so another alternative is used.
  const digest = security.map((schemes) => schemes.find(({ authorization }) => authorization === "digest"));
  const problem = security.flat().find(isUnknown) ?? (digest.every(Boolean) ? digest[0] : undefined);
  const { scheme, type = "the scheme, which is not declared" } = problem ?? {};
  const reason = `Prism does not check credentials: it does not know ${scheme ?? type}`;
  return problem && { location: ["request", "header", "Authorization"], reason };
}

function responseServer(contract: Contract, seed: number) {
  const { resolve } = contract;
  const judgeSchema = createSchemaJudge(contract);
  const options = { resolve, judgeSchema, seed, direction: "response", charset: "any" } as const;
  // The suite reports the schemas that can't be compiled, and those that it can't make values of.
  const orNothing = <Value>(make: () => Value): Value | undefined => {
    try {
      return make();
    } catch {
      return undefined;
    }
  };
  const allows = (schema: Schema, value: unknown) =>
    orNothing(() => judgeSchema(schema, value, "response").length === 0) === true;
  const sample = (schema: Schema, properties: CaseOptions["properties"]) =>
    orNothing(() => ({ example: sampleOf(schema, { ...options, properties }) }));
  return ({ status, content, headers }: ContractResponse, all: Schema): Schema => {
    const declared = resolve<Schema>(toSchema(all[status] ?? all[status.toLowerCase()]));
    const media = content.map(({ mediaType, schema, examples }) => {
      const own = resolve<Schema>(toSchema(toSchema(declared.content)[mediaType]));
      // Without an example, Prism returns no body for media types other than JSON.
      if (!isJson(mediaType)) return [mediaType, examples.length > 0 ? own : { example: "not JSON" }];
      const allowed = examples.filter(({ value }) => allows(schema, value)).map(({ name, value }) => [name, { value }]);
      const { example: _example, examples: _examples, ...rest } = own;
      const shown = allowed.length > 0 ? { examples: Object.fromEntries(allowed) } : sample(schema, "none");
      return [mediaType, { ...rest, ...shown }];
    });
    const given = headers.map((header) => {
      const { name, schema, examples, required } = header;
      // Prism leaves out a header that is zero or empty, and then reports it as missing.
      const possible = [examples[0], sample(schema, "all")?.example, 1];
      const value = possible.find((one) => one && toText(header, one) !== "" && allows(schema, one));
      // It fails on headers that are not a single value. The judge reads them.
      return [name, { required, ...(value !== undefined && { schema: {}, example: toText(header, value) }) }];
    });
    return {
      description: declared.description ?? "",
      ...(given.length > 0 && { headers: Object.fromEntries(given) }),
      ...(media.length > 0 && { content: Object.fromEntries(media) }),
    };
  };
}
