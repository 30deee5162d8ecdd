import { toRegExp } from "../../../src/call/pattern.js";
import {
  type ContractContent,
  type Direction,
  isObject,
  type Resolve,
  type Schema,
  toSchema,
} from "../description/index.js";
import { type Exchange, type Fault, fault, faultsIn } from "./exchange.js";
import { allowsMediaType, isJson } from "./media-type.js";
import type { SchemaJudge } from "./schema-judge.js";
import { viewsOf } from "./types-of.js";

type Message = Pick<Exchange["request"], "headers" | "body">;

/** The faults of a body: of its presence, its media type, its syntax, its content. */
export function judgeBody(
  { headers, body }: Message,
  { required, content: declared }: { required: boolean; content: readonly ContractContent[] },
  direction: Direction,
  judgeSchema: SchemaJudge,
): Fault[] {
  const location = [direction, "body"];
  if (body.length === 0) return required ? [fault(location, "required", "is missing")] : [];
  if (declared.length === 0) return [fault(location, "undeclared", "no body is declared")];
  const header = [direction, "header", "Content-Type"];
  const types = declared.map(({ mediaType }) => mediaType).join(", ");
  const contentType = headers.get("Content-Type");
  if (contentType === null) return [fault(header, "required", `is missing; declared is ${types}`)];
  const content = declared.find(({ mediaType }) => allowsMediaType(mediaType, contentType));
  if (!content) return [fault(header, "media-type", `${contentType} is not one of ${types}`)];
  // A JSON schema does not apply to other formats.
  if (!isJson(contentType)) return [];
  const { value, problem } = readJson(body);
  if (problem !== undefined) return [fault(location, "json", `is not JSON: ${problem}`)];
  return faultsIn(location, judgeSchema(content.schema, value, direction));
}

/** The locations in a body that its schema does not mention: not faults, but worth reporting. */
export function undeclaredInBody(
  { headers, body }: Message,
  declared: readonly ContractContent[],
  direction: Direction,
  resolve: Resolve,
): string[][] {
  const contentType = headers.get("Content-Type") ?? "";
  const content = declared.find(({ mediaType }) => allowsMediaType(mediaType, contentType));
  if (!content || !isJson(contentType)) return [];
  const found = undeclaredBy([content.schema], readJson(body).value, resolve);
  return found.map((path) => [direction, "body", ...path]);
}

function readJson(body: Uint8Array): { value?: unknown; problem?: string } {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function undeclaredBy(schemas: readonly Schema[], value: unknown, resolve: Resolve): string[][] {
  // The properties of every branch count as declared.
  const views = schemas.flatMap((schema) => viewsOf(schema, resolve));
  const inside = (inner: readonly Schema[], child: unknown, key: string) =>
    undeclaredBy(inner, child, resolve).map((path) => [key, ...path]);
  if (Array.isArray(value)) {
    const items = views.flatMap((view) => (view.items === undefined ? [] : [view.items as Schema]));
    return items.length === 0 ? [] : value.flatMap((item, index) => inside(items, item, String(index)));
  }
  // If no property is described, the object is deliberately open.
  if (!isObject(value) || !views.some((view) => isObject(view.properties))) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const declared = views.flatMap((view) => schemasOfProperty(view, name));
    return declared.length === 0 ? [[name]] : inside(declared, child, name);
  });
}

function schemasOfProperty({ properties, patternProperties, additionalProperties }: Schema, name: string): Schema[] {
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [toSchema(properties[name])] : [];
  const byPattern = Object.entries(isObject(patternProperties) ? patternProperties : {})
    .filter(([pattern]) => toRegExp(pattern).test(name))
    .map(([, schema]) => toSchema(schema));
  const declared = [...own, ...byPattern];
  return declared.length === 0 && isObject(additionalProperties) ? [additionalProperties] : declared;
}
