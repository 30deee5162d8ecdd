import { type ContractParameter, flattenSchema, type Resolve, type Schema } from "../description/index.js";
import { isJson } from "./media-type.js";
import { typesOf, withListedForm } from "./types-of.js";

/** The strings of a parameter can't be read as a value: the reason, and the rule that they break. */
export class ParameterFormError extends Error {
  constructor(
    readonly rule: "repeated" | "syntax",
    message: string,
  ) {
    super(message);
  }
}

const SEPARATORS: Record<string, string> = { spaceDelimited: " ", pipeDelimited: "|" };

/** Names and values in a location of a request or a response, decoded, in their order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * Reads a parameter's value by its style; `undefined` if it is missing.
 *
 * @param pairs - all names and values in its location: an object may have a name for each property
 * @throws ParameterFormError if the strings do not have the form of that style
 */
export function readParameterValue(
  { name, style, explode, mediaType, in: location, schema }: ContractParameter,
  pairs: Pairs,
  resolve: Resolve,
): unknown {
  const view = withListedForm(flattenSchema(schema, resolve));
  const { properties = {}, items } = view as { properties?: Schema; items?: unknown };
  const types = typesOf(schema, resolve);
  const toObject = (entries: Pairs) =>
    entries.length === 0
      ? undefined
      : Object.fromEntries(entries.map(([key, value]) => [key, primitive(value, typesOf(properties[key], resolve))]));
  if (location === "query" && types.includes("object") && mediaType === undefined) {
    if (style === "deepObject") return toObject(pairs.flatMap(([key, value]) => deepProperty(name, key, value)));
    if (explode) return toObject(pairs.filter(([key]) => Object.keys(properties).includes(key)));
  }
  const written = location === "header" ? name.toLowerCase() : name;
  const strings = pairs.filter(([key]) => key === written).map(([, value]) => value);
  const [first] = strings;
  if (first === undefined) return undefined;
  if (mediaType !== undefined) return isJson(mediaType) ? parseJson(first) : first;
  if (types.includes("array")) {
    const separator = SEPARATORS[style] ?? ",";
    const parts = location === "query" && explode ? strings : first === "" ? [] : first.split(separator);
    const itemTypes = typesOf([items].flat()[0], resolve);
    return parts.map((part) => primitive(location === "header" ? part.trim() : part, itemTypes));
  }
  if (types.includes("object")) return toObject(explode ? assignments(first) : alternating(first));
  if (strings.length > 1 && location !== "header") throw new ParameterFormError("repeated", "appears more than once");
  return primitive(first, types);
}

function primitive(value: string, types: readonly string[]): unknown {
  const numeric = types.includes("integer") || types.includes("number");
  if (numeric && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return Number(value);
  if (types.includes("boolean") && (value === "true" || value === "false")) return value === "true";
  return value;
}

function deepProperty(name: string, key: string, value: string): Pairs {
  return key.startsWith(`${name}[`) && key.endsWith("]") ? [[key.slice(name.length + 1, -1), value]] : [];
}

// Such as `size=2,color=red`.
function assignments(value: string): Pairs {
  return value.split(",").map((part) => [part.split("=", 1)[0] ?? "", part.slice(part.indexOf("=") + 1)]);
}

// Such as `size,2,color,red`.
function alternating(value: string): Pairs {
  const parts = value.split(",");
  return parts.flatMap((part, index): Pairs => (index % 2 === 0 ? [[part, parts[index + 1] ?? ""]] : []));
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new ParameterFormError("syntax", "is not JSON");
  }
}
