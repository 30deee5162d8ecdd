import description from "../../generated/openapi.json" with { type: "json" };

/** A JSON schema of the description. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A parameter of an operation. */
export interface ContractParameter {
  readonly name: string;
  /** `path`, `query`, `header` or `cookie`. */
  readonly in: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** A response: the names of its headers, and for each media type its examples, by name. */
export interface ContractResponse {
  readonly headers: readonly string[];
  readonly content: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An operation's parameters, request body and responses. */
export interface ContractOperation {
  readonly parameters: readonly ContractParameter[];
  /** The schema of each media type. */
  readonly requestBody?: Readonly<Record<string, JsonSchema>>;
  /** By status. */
  readonly responses: Readonly<Record<string, ContractResponse>>;
}

type Named<Value> = Readonly<Record<string, Value>>;
type Referable<Value> = Value | { readonly $ref: string };

interface Media {
  readonly schema: JsonSchema;
  readonly examples?: Named<Referable<{ readonly value: unknown }>>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Referable<ContractParameter>[];
  readonly requestBody?: { readonly content: Named<Media> };
  readonly responses: Named<Referable<{ readonly headers?: Named<object>; readonly content?: Named<Media> }>>;
}

interface Description {
  readonly paths: Named<Named<Operation>>;
  readonly components: Named<Named<unknown>> & { readonly schemas: Named<JsonSchema> };
}

// TypeScript infers the literal shape of this document, in which no two operations have the same type.
const { paths, components } = description as unknown as Description;

/** The parts of the description that an emulator needs. It is bundled: shared objects are in its components. */
export const contract = {
  operations: Object.fromEntries(
    Object.values(paths).flatMap((item) => Object.values(item).map((one) => [one.operationId, readOperation(one)])),
  ),
  /** The named schemas that the operations refer to. */
  schemas: components.schemas,
};

function readOperation({ parameters, requestBody, responses }: Operation): ContractOperation {
  return {
    parameters: parameters.map(resolve),
    ...(requestBody && { requestBody: mapValues(requestBody.content, ({ schema }) => schema) }),
    responses: mapValues(responses, (response) => {
      const { headers = {}, content = {} } = resolve(response);
      const examplesOf = ({ examples = {} }: Media) => mapValues(examples, (example) => resolve(example).value);
      return { headers: Object.keys(headers), content: mapValues(content, examplesOf) };
    }),
  };
}

function resolve<Value extends object>(value: Referable<Value>): Value {
  if (!("$ref" in value)) return value;
  const [name = "", kind = ""] = value.$ref.split("/").reverse();
  return resolve(components[kind]?.[name] as Referable<Value>);
}

function mapValues<From, To>(values: Named<From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
