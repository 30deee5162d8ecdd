import { type AnyJson, type Edit, type Operator, operators } from "./operator.js";
import { only, partsOf, SIDES, type Side } from "./parts.js";

const isClosed = (schema: AnyJson) => schema.additionalProperties === false;
const isOpen = (schema: AnyJson) => !("additionalProperties" in schema || "unevaluatedProperties" in schema);
const isRequired = (schema: AnyJson, name: string) => (schema.required ?? []).includes(name);
const FLAGS = ["readOnly", "writeOnly", "deprecated"];

/** The properties that are required, or are not, of objects that are open unless it is said otherwise. */
const properties = (side: Side, required: boolean, fits = isOpen) =>
  only(partsOf("schema", side), ({ key, value, above }) => {
    const object = above?.key === "properties" && above.above?.value;
    const isPlain = FLAGS.every((keyword) => !(keyword in value));
    return object && fits(object) && isPlain && isRequired(object, key) === required;
  });

const added =
  (required: boolean, fits = isOpen): Edit =>
  (schema) =>
    fits(schema) &&
    schema.properties && {
      properties: { ...schema.properties, added: { type: "string" } },
      ...(required && { required: [...(schema.required ?? []), "added"] }),
    };
/** Gives a property other names, and the list of those that are required as well. */
const named =
  (namesOf: (name: string) => string[]): Edit =>
  (property, { holder, key, above }) => {
    const schema = above?.above?.value;
    const required = (schema.required ?? []).flatMap((name: string) => (name === key ? namesOf(key) : [name]));
    if (required.length > 0) schema.required = required;
    else delete schema.required;
    delete holder[key];
    for (const name of namesOf(key)) holder[name] = property;
    return true;
  };
const removed = named(() => []);
const renamed = named((name) => [`${name}Renamed`]);
/** Takes a flag from the first optional property that has it. */
const unmarked =
  (keyword: string): Edit =>
  (schema) => {
    const all = Object.entries<AnyJson>(schema.properties ?? {});
    const [name = "", marked] = all.find(([key, one]) => one[keyword] === true && !isRequired(schema, key)) ?? [];
    const { [keyword]: _, ...rest } = marked ?? {};
    return marked && { properties: { ...schema.properties, [name]: rest } };
  };

const addedDefault: Edit = (property) =>
  property.type === "string" &&
  !["default", "enum", "const"].some((keyword) => keyword in property) && { default: "fresh" };
const DEFAULTS: Record<string, Edit> = {
  "default changed": (schema) =>
    typeof schema.default === "boolean"
      ? { default: !schema.default }
      : typeof schema.default === "number" && { default: schema.default + 1 },
  "default removed": (schema) => ["boolean", "number"].includes(typeof schema.default) && { default: undefined },
};
const discriminatorChanged: Edit = ({ discriminator }) =>
  discriminator && { discriminator: { ...discriminator, propertyName: "another" } };
const discriminatorValueAdded: Edit = ({ discriminator }) => {
  const [first] = Object.values<AnyJson>(discriminator?.mapping ?? {});
  return first && { discriminator: { ...discriminator, mapping: { ...discriminator.mapping, another: first } } };
};

/** Changes of the properties of objects: which there are, and what is said of them. */
export const propertyChanges: Operator[] = [
  ...operators("request", partsOf("schema", "request"), {
    compatible: {
      "optional property added": added(false),
      "optional property added to a closed object": added(false, isClosed),
      "property no longer read-only": unmarked("readOnly"),
      "discriminator value added": discriminatorValueAdded,
    },
    dangerous: { ...DEFAULTS, "property's deprecation withdrawn": unmarked("deprecated") },
    breaking: { "required property added": added(true), "discriminator's property changed": discriminatorChanged },
  }),
  ...operators("request", properties("request", false), {
    compatible: { "property deprecated": { deprecated: true } },
    dangerous: {
      "optional property removed from an open object": removed,
      "property made read-only": { readOnly: true },
      "default added": addedDefault,
    },
  }),
  ...operators("request", properties("request", true), {
    dangerous: { "required property removed from an open object": removed },
    breaking: { "required property renamed": renamed },
  }),
  ...operators("response", partsOf("schema", "response"), {
    compatible: {
      "optional property added": added(false),
      "required property added": added(true),
      "property no longer write-only": unmarked("writeOnly"),
    },
    dangerous: { ...DEFAULTS, "property's deprecation withdrawn": unmarked("deprecated") },
    breaking: {
      "property added to a closed object": added(false, isClosed),
      "discriminator's property changed": discriminatorChanged,
      "discriminator value added": discriminatorValueAdded,
    },
  }),
  ...operators("response", properties("response", false), {
    compatible: { "property deprecated": { deprecated: true } },
    breaking: {
      "optional property removed": removed,
      "property renamed": renamed,
      "property made write-only": { writeOnly: true },
    },
  }),
  ...operators("response", properties("response", true), { breaking: { "required property removed": removed } }),
  ...SIDES.flatMap((side) =>
    operators(side, properties(side, false, isClosed), {
      breaking: { "property removed from a closed object": removed },
    }),
  ),
];
