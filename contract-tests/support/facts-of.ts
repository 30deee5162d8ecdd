import { createResolver, type Schema } from "../../scripts/toolkit/description/index.js";
import { readDescribedOperations, readDescription } from "../../scripts/toolkit/generate/index.js";

const description = readDescription();
const resolve = createResolver(description);

const CONSTRAINTS = "enum pattern minLength maxLength default format minimum maximum readOnly nullable".split(" ");

/** Each property of a schema as a line: path (`!` for a required property), type, marks and constraints. */
export function factsOf(value: unknown, path = ""): string[] {
  const {
    allOf,
    properties = {},
    required = [],
    oneOf,
    items,
    type,
    ...rest
  } = resolve(value as Schema) as Schema & { allOf?: unknown[]; oneOf?: unknown[] };
  const constraints = CONSTRAINTS.filter((keyword) => keyword in rest).map((keyword) => `${keyword}=${rest[keyword]}`);
  const own = path && type !== undefined ? [[path, type, ...constraints].join(" ")] : [];
  const ofProperties = Object.entries(properties as object).flatMap(([name, property]) => {
    const mark = (required as string[]).includes(name) ? "!" : "";
    return factsOf(property, `${path}${path && "."}${name}${mark}`);
  });
  const parts = (allOf ?? []).flatMap((part) => factsOf(part, `${path}${rest.readOnly ? " readOnly" : ""}`));
  const branches = (oneOf ?? []).flatMap((branch, index) => factsOf(branch, `${path}|${index + 1}`));
  return [...own, ...ofProperties, ...parts, ...(items ? factsOf(items, `${path}[]`) : []), ...branches];
}

/** The schema of an operation's body, from the description. */
export function requestSchema(operationId: string): Schema {
  const { path = "", method = "" } =
    readDescribedOperations().find(({ descriptor }) => descriptor.operationId === operationId)?.descriptor ?? {};
  const operation = Reflect.get(resolve(description.paths?.[path] ?? {}), method.toLowerCase()) as {
    requestBody: { content: object };
  };
  const [content] = Object.values(operation.requestBody.content);
  return (content as { schema: Schema }).schema;
}
