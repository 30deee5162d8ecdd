import { canonicalJson, decodePointer } from "../description/index.js";
import { inside } from "./bundle-location.js";
import type { RawChange } from "./levels.js";
import { isNever } from "./node.js";

const CONTAINER_NAMES: Record<string, string> = {
  properties: "property",
  parameters: "parameter",
  content: "media type",
  headers: "header",
  responses: "response",
  links: "link",
  encoding: "encoding",
  servers: "server",
  security: "security requirement",
  anyOf: "alternative",
  requestBody: "request body",
  patternProperties: "pattern of properties",
  dependentSchemas: "dependent schema",
};
const KEYWORD_NAMES: Record<string, string> = {
  allowsNull: "null in the choice",
  overlap: "the overlap of alternatives",
  contradiction: "the contradiction between `type` and the values",
  "x-described-by": "`content` instead of `schema`",
  "x-variables": "the order of the path's variables",
};
// Longer lists are cut: the files show the rest.
const MAX_ITEMS = 6;

/** A change, as a sentence. */
export function describeChange({
  kind,
  property,
  direction,
  base,
  revision,
  node,
  typeName,
  owners,
}: RawChange): string {
  // Redocly lists a security requirement that took the place of another one as modified.
  if (kind !== "modified" || property.startsWith("security/")) {
    const [container = "", ...rest] = decodePointer(`/${property}`);
    const thing = CONTAINER_NAMES[container] ?? (typeName === "Operation" ? "operation" : undefined);
    if (thing === "operation") return `The operation was ${kind}`;
    if (thing === "parameter") return `The ${node?.part} was ${kind}`;
    const name = container === "anyOf" ? alternativeName(node) : rest.at(-1)?.trim();
    const others = (kind === "removed" ? owners.revision : owners.base).parts ?? [];
    if (container === "properties" && others.some((part) => inside(part, container, name ?? ""))) {
      const flag = direction === "request" ? "read-only" : "write-only";
      return `The property \`${name}\` is ${kind === "removed" ? "now" : "no longer"} ${flag}`;
    }
    return `The ${thing ?? `\`${property}\``}${thing && name ? ` \`${name}\`` : ""} was ${kind}`;
  }
  const owner = typeName === "Schema" ? schemaName(owners.revision.location.pointer) : undefined;
  const keyword = KEYWORD_NAMES[property] ?? `\`${property.replace(/^x-default-server /, "default of the server ")}\``;
  const name = keyword + (owner === undefined ? "" : ` of \`${owner}\``);
  const [before, after] = [base?.value, revision?.value];
  if (isNever(owners.revision))
    return `${owner === undefined ? "The schema" : `\`${owner}\``} no longer allows any value`;
  if (isNever(owners.base)) return `${owner === undefined ? "The schema" : `\`${owner}\``} now allows values`;
  if (Array.isArray(before) && Array.isArray(after)) {
    const without = (values: unknown[], others: unknown[]) => {
      const known = new Set(others.map(canonicalJson));
      return values.filter((value) => !known.has(canonicalJson(value)));
    };
    const [lost, gained] = [without(before, after), without(after, before)];
    const parts = [lost.length > 0 ? `lost ${list(lost)}` : "", gained.length > 0 ? `gained ${list(gained)}` : ""];
    return `${name} ${parts.filter(Boolean).join(" and ")}`;
  }
  if (before === "before" && after === "after") return `${name} changed`;
  if (before === undefined) return `${name} was set to ${show(after)}`;
  return after === undefined
    ? `${name} (${show(before)}) was removed`
    : `${name} changed from ${show(before)} to ${show(after)}`;
}

/** The property or component that a schema is, or is part of. */
function schemaName(pointer: string): string | undefined {
  const path = decodePointer(pointer);
  const isName = path.map((_key, index) => ["properties", "schemas"].includes(path[index - 1] ?? ""));
  return path[isName.lastIndexOf(true)];
}

function alternativeName(node: RawChange["node"]): string | undefined {
  const ref = (node?.location.value as { $ref?: string } | null)?.$ref ?? node?.location.pointer;
  return ref?.split("/").at(-1);
}

const code = (value: unknown) => `\`${typeof value === "string" ? value : canonicalJson(value)}\``;
const show = (value: unknown) => (Array.isArray(value) ? list(value) : code(value));

function list(items: readonly unknown[]): string {
  const shown = items.slice(0, MAX_ITEMS).map(code);
  return shown.join(", ") + (items.length > shown.length ? ` and ${items.length - shown.length} more` : "");
}
