import { isObject, type JsonObject } from "../../description/index.js";
import { type Operator, schemaOperator } from "./change.js";
import { list, member } from "./change-places.js";

const isPlain = (schema: unknown): schema is JsonObject =>
  isObject(schema) && !["readOnly", "writeOnly", "$ref", "deprecated"].some((keyword) => keyword in schema);

/** A member of an object, by whether it is required and by its schema. */
function memberOf(schema: JsonObject, required: boolean, fits: (inner: JsonObject) => boolean = () => true) {
  const names = Object.keys(member(schema, "properties"));
  return names.find((name) => {
    const inner = member(schema, "properties")[name];
    return isPlain(inner) && list(schema, "required").includes(name) === required && fits(inner);
  });
}

const isClosed = (schema: JsonObject) => schema.additionalProperties === false;
const isOpen = (schema: JsonObject) => !("additionalProperties" in schema || "unevaluatedProperties" in schema);

function addMember(schema: JsonObject, name: string, required: boolean): void {
  member(schema, "properties")[name] = { type: "string" };
  if (required) schema.required = [...list(schema, "required"), name];
}

function removeMember(schema: JsonObject, name: string): void {
  delete member(schema, "properties")[name];
  const rest = list(schema, "required").filter((other) => other !== name);
  if (rest.length > 0) schema.required = rest;
  else delete schema.required;
}

/** An operator on a member of an object: which object, which member, and what becomes of it. */
function memberOperator(
  direction: "request" | "response",
  level: Operator["level"],
  name: string,
  required: boolean,
  edit: (inner: JsonObject, schema: JsonObject, key: string) => void,
  fits: { object?: (schema: JsonObject) => boolean; member?: (inner: JsonObject) => boolean } = {},
): Operator {
  const find = (schema: JsonObject) => memberOf(schema, required, fits.member);
  return schemaOperator(
    direction,
    level,
    `${direction}: ${name}`,
    (schema) => (fits.object ?? isOpen)(schema) && find(schema) !== undefined,
    (schema) => {
      const key = find(schema) ?? "";
      edit(member(member(schema, "properties"), key), schema, key);
    },
  );
}

const remove = (_inner: JsonObject, schema: JsonObject, key: string) => removeMember(schema, key);
const rename = (inner: JsonObject, schema: JsonObject, key: string) => {
  member(schema, "properties")[`${key}Renamed`] = inner;
  if (list(schema, "required").includes(key)) schema.required = [...list(schema, "required"), `${key}Renamed`];
  removeMember(schema, key);
};
const mark = (keyword: string) => (inner: JsonObject) => {
  inner[keyword] = true;
};
const withMembers = (schema: JsonObject) => isOpen(schema) && "properties" in schema;
const closedWithMembers = (schema: JsonObject) => isClosed(schema) && "properties" in schema;

const MEMBERS: Operator[] = [
  schemaOperator("request", "compatible", "request: optional member added", withMembers, (schema) =>
    addMember(schema, "added", false),
  ),
  schemaOperator("request", "breaking", "request: required member added", withMembers, (schema) =>
    addMember(schema, "added", true),
  ),
  schemaOperator(
    "request",
    "compatible",
    "request: optional member added to a closed object",
    closedWithMembers,
    (schema) => addMember(schema, "added", false),
  ),
  memberOperator("request", "dangerous", "optional member removed from an open object", false, remove),
  memberOperator("request", "dangerous", "required member removed from an open object", true, remove),
  memberOperator("request", "breaking", "member removed from a closed object", false, remove, { object: isClosed }),
  memberOperator("request", "breaking", "required member renamed", true, rename),
  memberOperator("request", "dangerous", "member made read-only", false, mark("readOnly")),
  memberOperator("request", "compatible", "member deprecated", false, mark("deprecated")),
  memberOperator(
    "request",
    "dangerous",
    "default added",
    false,
    (inner) => {
      inner.default = "fresh";
    },
    {
      member: (inner) => inner.type === "string" && !("default" in inner || "enum" in inner || "const" in inner),
    },
  ),
  schemaOperator("response", "compatible", "response: optional member added", withMembers, (schema) =>
    addMember(schema, "added", false),
  ),
  schemaOperator("response", "compatible", "response: required member added", withMembers, (schema) =>
    addMember(schema, "added", true),
  ),
  schemaOperator("response", "breaking", "response: member added to a closed object", closedWithMembers, (schema) =>
    addMember(schema, "added", false),
  ),
  memberOperator("response", "breaking", "optional member removed", false, remove),
  memberOperator("response", "breaking", "required member removed", true, remove),
  memberOperator("response", "breaking", "member removed from a closed object", false, remove, { object: isClosed }),
  memberOperator("response", "breaking", "member renamed", false, rename),
  memberOperator("response", "breaking", "member made write-only", false, mark("writeOnly")),
  memberOperator("response", "compatible", "member deprecated", false, mark("deprecated")),
];

const withFlagged = (keyword: string) => (schema: JsonObject) => flagged(schema, keyword) !== undefined;
const flagged = (schema: JsonObject, keyword: string) =>
  Object.keys(member(schema, "properties")).find((name) => {
    const inner = member(member(schema, "properties"), name);
    return inner[keyword] === true && !list(schema, "required").includes(name);
  });
const unflag = (keyword: string) => (schema: JsonObject) => {
  delete member(member(schema, "properties"), flagged(schema, keyword) ?? "")[keyword];
};
const hasDefault = (schema: JsonObject) => typeof schema.default === "boolean" || typeof schema.default === "number";

const FLAGS: Operator[] = [
  schemaOperator(
    "request",
    "compatible",
    "request: member no longer read-only",
    withFlagged("readOnly"),
    unflag("readOnly"),
  ),
  schemaOperator(
    "request",
    "dangerous",
    "request: member's deprecation withdrawn",
    withFlagged("deprecated"),
    unflag("deprecated"),
  ),
  schemaOperator(
    "response",
    "compatible",
    "response: member no longer write-only",
    withFlagged("writeOnly"),
    unflag("writeOnly"),
  ),
  schemaOperator(
    "response",
    "dangerous",
    "response: member's deprecation withdrawn",
    withFlagged("deprecated"),
    unflag("deprecated"),
  ),
  ...(["request", "response"] as const).flatMap((direction) => [
    schemaOperator(direction, "dangerous", `${direction}: default changed`, hasDefault, (schema) => {
      schema.default = typeof schema.default === "boolean" ? !schema.default : Number(schema.default) + 1;
    }),
    schemaOperator(direction, "dangerous", `${direction}: default removed`, hasDefault, (schema) => {
      delete schema.default;
    }),
    schemaOperator(
      direction,
      "breaking",
      `${direction}: discriminator's member changed`,
      (schema) => isObject(schema.discriminator),
      (schema) => {
        member(schema, "discriminator").propertyName = "another";
      },
    ),
    schemaOperator(
      direction,
      direction === "request" ? "compatible" : "breaking",
      `${direction}: discriminator value added`,
      (schema) => Object.keys(member(member(schema, "discriminator"), "mapping")).length > 0,
      (schema) => {
        const mapping = member(member(schema, "discriminator"), "mapping");
        mapping.another = Object.values(mapping)[0];
      },
    ),
  ]),
];

/** Changes of the members of objects: which there are, and what is said of them. */
export const memberChanges: Operator[] = [...MEMBERS, ...FLAGS];
