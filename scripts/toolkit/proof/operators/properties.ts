import type { Level } from "../../diff/index.js";
import { add, drop, rename, requireToo, set, unrequire } from "./edits.js";
import type { AnyJson, Operator } from "./operator.js";
import { schemaOperator } from "./schemas.js";

type Direction = "request" | "response";

const isClosed = (schema: AnyJson) => schema.additionalProperties === false;
const isOpen = (schema: AnyJson) => !("additionalProperties" in schema || "unevaluatedProperties" in schema);
const isRequired = (schema: AnyJson, name: string) => (schema.required ?? []).includes(name);

const added = (direction: Direction, level: Level, name: string, required = false, fits = isOpen) =>
  schemaOperator(direction, level, name, (schema) => {
    if (!fits(schema) || !("properties" in schema)) return false;
    return set(schema.properties, { added: { type: "string" } }) && (!required || requireToo(schema, "added"));
  });

/** Changes the first property that is required, or is not, and is in an open object unless it is said otherwise. */
const property = (
  direction: Direction,
  level: Level,
  name: string,
  required: boolean,
  edit: (property: AnyJson, schema: AnyJson, key: string) => unknown,
  fits = isOpen,
) =>
  schemaOperator(direction, level, name, (schema) => {
    return (
      fits(schema) &&
      Object.entries<AnyJson>(schema.properties ?? {}).some(([key, found]) => {
        const isPlain = !["readOnly", "writeOnly", "$ref", "deprecated"].some((keyword) => keyword in found);
        return isPlain && isRequired(schema, key) === required && edit(found, schema, key);
      })
    );
  });

const remove = (_: AnyJson, schema: AnyJson, key: string) => drop(schema.properties, key) && unrequire(schema, key);
const renamed = (_: AnyJson, schema: AnyJson, key: string) => {
  if (isRequired(schema, key)) requireToo(schema, `${key}Renamed`);
  return rename(schema.properties, key, `${key}Renamed`) && unrequire(schema, key);
};
const mark = (keyword: string) => (found: AnyJson) => set(found, { [keyword]: true });
const addDefault = (found: AnyJson) =>
  found.type === "string" &&
  !["default", "enum", "const"].some((keyword) => keyword in found) &&
  set(found, { default: "fresh" });

/** Takes a flag from the first optional property that has it. */
const unmarked = (direction: Direction, level: Level, name: string, keyword: string) =>
  schemaOperator(direction, level, name, (schema) =>
    Object.entries<AnyJson>(schema.properties ?? {}).some(
      ([key, found]) => found[keyword] === true && !isRequired(schema, key) && drop(found, keyword),
    ),
  );

const changeDefault = (schema: AnyJson) =>
  typeof schema.default === "boolean"
    ? set(schema, { default: !schema.default })
    : typeof schema.default === "number" && add(schema, "default", 1);

/** Changes of the properties of objects: which there are, and what is said of them. */
export const propertyChanges: Operator[] = [
  added("request", "compatible", "optional property added"),
  added("request", "breaking", "required property added", true),
  added("request", "compatible", "optional property added to a closed object", false, isClosed),
  property("request", "dangerous", "optional property removed from an open object", false, remove),
  property("request", "dangerous", "required property removed from an open object", true, remove),
  property("request", "breaking", "property removed from a closed object", false, remove, isClosed),
  property("request", "breaking", "required property renamed", true, renamed),
  property("request", "dangerous", "property made read-only", false, mark("readOnly")),
  property("request", "compatible", "property deprecated", false, mark("deprecated")),
  property("request", "dangerous", "default added", false, addDefault),
  added("response", "compatible", "optional property added"),
  added("response", "compatible", "required property added", true),
  added("response", "breaking", "property added to a closed object", false, isClosed),
  property("response", "breaking", "optional property removed", false, remove),
  property("response", "breaking", "required property removed", true, remove),
  property("response", "breaking", "property removed from a closed object", false, remove, isClosed),
  property("response", "breaking", "property renamed", false, renamed),
  property("response", "breaking", "property made write-only", false, mark("writeOnly")),
  property("response", "compatible", "property deprecated", false, mark("deprecated")),
  unmarked("request", "compatible", "property no longer read-only", "readOnly"),
  unmarked("request", "dangerous", "property's deprecation withdrawn", "deprecated"),
  unmarked("response", "compatible", "property no longer write-only", "writeOnly"),
  unmarked("response", "dangerous", "property's deprecation withdrawn", "deprecated"),
  ...(["request", "response"] as const).flatMap((direction) => [
    schemaOperator(direction, "dangerous", "default changed", changeDefault),
    schemaOperator(
      direction,
      "dangerous",
      "default removed",
      (schema) => ["boolean", "number"].includes(typeof schema.default) && drop(schema, "default"),
    ),
    schemaOperator(
      direction,
      "breaking",
      "discriminator's property changed",
      ({ discriminator }) => discriminator && set(discriminator, { propertyName: "another" }),
    ),
    schemaOperator(
      direction,
      direction === "request" ? "compatible" : "breaking",
      "discriminator value added",
      ({ discriminator }) => {
        const [first] = Object.values(discriminator?.mapping ?? {});
        return first !== undefined && set(discriminator.mapping, { another: first });
      },
    ),
  ]),
];
