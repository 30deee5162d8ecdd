import type { ContractContent, Direction, Resolve } from "../description/index.js";
import { type Fault, fault } from "./exchange.js";
import { allowsMediaType, isJson } from "./media-type.js";
import type { SchemaJudge } from "./schema-judge.js";
import { undeclaredProperties } from "./undeclared.js";

/** A message with a body. */
interface Message {
  headers: Headers;
  body: Uint8Array;
}

/** What is wrong with a body: its media type, its syntax, its content. */
export function judgeBody(
  { headers, body }: Message,
  declared: readonly ContractContent[],
  direction: Direction,
  judgeSchema: SchemaJudge,
): Fault[] {
  const header = [direction, "header", "Content-Type"];
  const types = declared.map(({ mediaType }) => mediaType).join(", ");
  const contentType = headers.get("Content-Type");
  if (contentType === null) return [fault("media-type", header, "required", `is missing; declared is ${types}`)];
  const content = declared.find(({ mediaType }) => allowsMediaType(mediaType, contentType));
  if (!content) return [fault("media-type", header, "media-type", `${contentType} is none of ${types || "none"}`)];
  // A JSON schema does not apply to other formats.
  if (!isJson(contentType)) return [];
  const location = [direction, "body"];
  const { value, problem } = readJson(body);
  if (problem !== undefined) return [fault("syntax", location, "json", `is not JSON: ${problem}`)];
  return judgeSchema(content.schema, value, direction).map((found) =>
    fault("body", [...location, ...found.location], found.rule, found.message),
  );
}

/** The locations in a body that its schema does not mention: not faults, but worth knowing. */
export function undeclaredInBody(
  { headers, body }: Message,
  declared: readonly ContractContent[],
  direction: Direction,
  resolve: Resolve,
): string[][] {
  const contentType = headers.get("Content-Type") ?? "";
  const content = declared.find(({ mediaType }) => allowsMediaType(mediaType, contentType));
  if (!content || !isJson(contentType)) return [];
  const found = undeclaredProperties(content.schema, readJson(body).value, resolve);
  return found.map((path) => [direction, "body", ...path]);
}

function readJson(body: Uint8Array): { value?: unknown; problem?: string } {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
