import { type ContractParameter, flattenSchema, isObject, type Resolve, type Schema } from "../description/index.js";
import { isJson } from "./media-type.js";

/** Why a parameter's string can't be read as a value. */
export class ParameterFormError extends Error {}

const SEPARATORS: Record<string, string> = { spaceDelimited: " ", pipeDelimited: "|" };

/**
 * Reads a parameter's value out of its texts, by its style; `undefined` if it is not there.
 *
 * @param texts - the values under its name, decoded, in their order
 * @param others - the values of all names in its location: objects have a name for each property
 * @throws ParameterFormError if the strings do not have the form of that style
 */
export function readParameterValue(
  parameter: ContractParameter,
  texts: readonly string[],
  others: readonly (readonly [string, string])[],
  resolve: Resolve,
): unknown {
  const { name, style, explode, mediaType, in: location } = parameter;
  const schema = flattenSchema(parameter.schema, resolve);
  const types = typesOf(schema, resolve);
  if (location === "query" && types.includes("object") && mediaType === undefined) {
    if (style === "deepObject")
      return toObject(
        others.flatMap(([key, value]) => deepProperty(name, key, value)),
        schema,
        resolve,
      );
    if (explode) {
      const declared = Object.keys((schema.properties ?? {}) as object);
      return toObject(
        others.filter(([key]) => declared.includes(key)),
        schema,
        resolve,
      );
    }
  }
  const [first] = texts;
  if (first === undefined) return undefined;
  if (mediaType !== undefined) return isJson(mediaType) ? parseJson(first) : first;
  if (types.includes("array")) {
    const separator = SEPARATORS[style] ?? ",";
    const parts = location === "query" && explode ? texts : first === "" ? [] : first.split(separator);
    const trimmed = location === "header" ? parts.map((part) => part.trim()) : parts;
    const [item] = [schema.items].flat();
    return trimmed.map((part) => primitive(part, typesOf(flattenSchema(item, resolve), resolve)));
  }
  if (types.includes("object")) return toObject(pairs(first, explode), schema, resolve);
  if (texts.length > 1) throw new ParameterFormError("is there more than once");
  return primitive(first, types);
}

/** The types that a schema's values may have; none: any. */
export function typesOf(schema: Schema, resolve: Resolve): string[] {
  if (schema.type !== undefined) return [schema.type].flat() as string[];
  const branches = [...((schema.oneOf ?? []) as unknown[]), ...((schema.anyOf ?? []) as unknown[])];
  if (branches.length > 0)
    return [...new Set(branches.flatMap((branch) => typesOf(flattenSchema(branch, resolve), resolve)))];
  if (isObject(schema.properties)) return ["object"];
  const values = (schema.enum ?? ("const" in schema ? [schema.const] : [])) as unknown[];
  return [...new Set(values.map((value) => typeof value))].filter((type) => type !== "object");
}

function primitive(text: string, types: readonly string[]): unknown {
  const numeric = types.includes("integer") || types.includes("number");
  if (numeric && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  return text;
}

function toObject(entries: readonly (readonly [string, string])[], schema: Schema, resolve: Resolve): unknown {
  if (entries.length === 0) return undefined;
  const properties = (schema.properties ?? {}) as Schema;
  return Object.fromEntries(
    entries.map(([name, text]) => [name, primitive(text, typesOf(flattenSchema(properties[name], resolve), resolve))]),
  );
}

function deepProperty(name: string, key: string, value: string): [string, string][] {
  return key.startsWith(`${name}[`) && key.endsWith("]") ? [[key.slice(name.length + 1, -1), value]] : [];
}

function pairs(text: string, explode: boolean): [string, string][] {
  const parts = text.split(",");
  if (explode) return parts.map((part) => [part.split("=", 1)[0] ?? "", part.slice(part.indexOf("=") + 1)]);
  return parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? ""] as [string, string]] : []));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ParameterFormError("is not JSON");
  }
}
