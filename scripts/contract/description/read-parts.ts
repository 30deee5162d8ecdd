import type { Resolve } from "../../generate/resolve.js";
import type { ContractContent, ContractParameter, ContractResponse, NamedExample } from "./read-contract.js";
import { isObject, type Schema, toSchema } from "./schema.js";

// OpenAPI ignores parameters and response headers of these names: other parts of the description say what they are.
const IGNORED_HEADERS = ["accept", "content-type", "authorization"];

/** The media types of a body. */
export function readContent(content: unknown, resolve: Resolve): ContractContent[] {
  return Object.entries(isObject(content) ? content : {}).map(([mediaType, value]) => {
    const media = resolve<Schema>(value as Schema);
    return { mediaType, schema: toSchema(media.schema), examples: readExamples(media, resolve) };
  });
}

/** The parameters of an operation: its own replace the path item's of the same name and place. */
export function readParameters(lists: readonly unknown[], resolve: Resolve): ContractParameter[] {
  const parameters = lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .map((value: Schema) => resolve<Schema>(value))
    .filter(({ in: place, name }) => place !== "header" || !IGNORED_HEADERS.includes(String(name).toLowerCase()))
    .map((value) => readParameter(String(value.name), value.in as ContractParameter["in"], value, resolve));
  return [...new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

/** The declared answers of an operation. */
export function readResponses(responses: unknown, resolve: Resolve): ContractResponse[] {
  return Object.entries(isObject(responses) ? responses : {})
    .filter(([status]) => !status.startsWith("x-"))
    .map(([status, value]) => {
      const response = resolve<Schema>(value as Schema);
      const headers = Object.entries(isObject(response.headers) ? response.headers : {})
        .filter(([name]) => name.toLowerCase() !== "content-type")
        .map(([name, header]) => readParameter(name, "header", resolve<Schema>(header as Schema), resolve));
      return {
        status: status.toUpperCase().replace("DEFAULT", "default"),
        headers,
        content: readContent(response.content, resolve),
      };
    });
}

function readParameter(
  name: string,
  place: ContractParameter["in"],
  value: Schema,
  resolve: Resolve,
): ContractParameter {
  const [content] = readContent(value.content, resolve);
  const schema = content?.schema ?? toSchema(value.schema);
  const style = String(value.style ?? (place === "query" || place === "cookie" ? "form" : "simple"));
  const own = [...readExamples(value, resolve), ...(content?.examples ?? [])].map((example) => example.value);
  const { examples } = resolve<Schema>(schema);
  return {
    name,
    in: place,
    required: value.required === true || place === "path",
    style,
    explode: typeof value.explode === "boolean" ? value.explode : style === "form",
    schema,
    ...(content && { mediaType: content.mediaType }),
    examples: own.length > 0 ? own : Array.isArray(examples) ? examples : [],
  };
}

function readExamples(holder: Schema, resolve: Resolve): NamedExample[] {
  const named = Object.entries(isObject(holder.examples) ? holder.examples : {}).flatMap(([name, example]) => {
    const resolved = resolve<Schema>(example as Schema);
    // An external value is in a file that we don't have.
    return "value" in resolved ? [{ name, value: resolved.value }] : [];
  });
  return holder.example === undefined ? named : [{ name: "example", value: holder.example }, ...named];
}
