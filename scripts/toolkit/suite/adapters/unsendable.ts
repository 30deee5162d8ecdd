import type { ContractParameter, Resolve } from "../../description/index.js";
import { typesOf } from "../../judge/index.js";

/** Why a client of this package's parts can't send a parameter; nothing, if it can. */
export function unsendable(
  { in: location, style, schema, mediaType }: ContractParameter,
  resolve: Resolve,
): string | undefined {
  const types = typesOf(schema, resolve);
  if (location === "cookie") return "the client sends no cookies";
  if (location === "path") {
    if (style !== "simple") return `the client does not write the style ${style}`;
    if (types.includes("array") || types.includes("object")) return "the client takes single values in a path";
    return mediaType === undefined ? undefined : "the client takes single values in a path";
  }
  if (location === "header") {
    if (mediaType !== undefined) return "the client does not write a header of a media type";
    return types.includes("object") ? "the client does not write objects in headers" : undefined;
  }
  return undefined;
}
