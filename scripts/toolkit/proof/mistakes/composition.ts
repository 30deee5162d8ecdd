import { at, type WrongOperator, wrong } from "./operator.js";
import { below, isSuccess, type Loose, requestMedia, resolve, responseMedia, schemas } from "./places.js";

// Schemas that stand among the components, so that they can name themselves.
function named(document: Loose): { name: string; schema: Loose } | undefined {
  const used = new Set(schemas(document));
  const entry = Object.entries<Loose>(document.components?.schemas ?? {}).find(
    ([, schema]) => used.has(schema) && schema.type === "object",
  );
  return entry && { name: entry[0], schema: entry[1] };
}

const withDiscriminator = (document: Loose): Loose =>
  schemas(document).find(({ discriminator, oneOf }) => discriminator?.mapping && oneOf);

function alternative(document: Loose, schema: Loose): Loose {
  return resolve(document, schema.oneOf[0]);
}

function inBody(media: readonly Loose[], document: Loose, change: (schema: Loose) => void): boolean {
  const place = media.flatMap(({ schema }) => below(document, schema)).find(({ properties }) => properties);
  return at(place, change);
}

// In 3.0, `required` holds for the one direction in which a property travels.
const holdsBothWays = ({ openapi }: Loose) => !String(openapi).startsWith("3.0");

/** What is wrong between schemas: cycles, references, alternatives and directions. */
export const compositionMistakes: WrongOperator[] = [
  wrong(
    "a required read-only member in a request",
    "atlas/no-required-one-way",
    (document) =>
      holdsBothWays(document) &&
      inBody(requestMedia(document), document, (schema) => {
        schema.properties.stamp = { type: "string", readOnly: true };
        schema.required = [...(schema.required ?? []), "stamp"];
      }),
  ),
  wrong(
    "a required write-only member in an answer",
    "atlas/no-required-one-way",
    (document) =>
      holdsBothWays(document) &&
      inBody(responseMedia(document, isSuccess), document, (schema) => {
        schema.properties.secret = { type: "string", writeOnly: true };
        schema.required = [...(schema.required ?? []), "secret"];
      }),
  ),
  wrong(
    "a read-only member that another part of the schema requires",
    "atlas/no-required-one-way",
    (document) =>
      holdsBothWays(document) &&
      inBody(requestMedia(document), document, (schema) => {
        schema.properties.stamp = { type: "string", readOnly: true };
        schema.allOf = [...(schema.allOf ?? []), { required: ["stamp"] }];
      }),
  ),
  wrong("a schema that contains itself through allOf", "atlas/no-endless-schema", (document) =>
    at(named(document), ({ name, schema }) => {
      schema.allOf = [{ $ref: `#/components/schemas/${name}` }];
    }),
  ),
  wrong("a cycle of two through allOf", "atlas/no-endless-schema", (document) =>
    at(named(document), ({ name, schema }) => {
      schema.allOf = [{ $ref: "#/components/schemas/Detour" }];
      document.components.schemas.Detour = { allOf: [{ $ref: `#/components/schemas/${name}` }] };
    }),
  ),
  wrong("a required member of its own kind", "atlas/no-endless-schema", (document) =>
    at(named(document), ({ name, schema }) => {
      schema.properties = { ...schema.properties, parent: { $ref: `#/components/schemas/${name}` } };
      schema.required = [...(schema.required ?? []), "parent"];
    }),
  ),
  wrong("a reference that leads nowhere", "no-unresolved-refs", (document) =>
    inBody(requestMedia(document), document, (schema) => {
      schema.properties.lost = { $ref: "#/components/schemas/Nowhere" };
    }),
  ),
  wrong("a reference to a URL", "atlas/no-external-ref", (document) =>
    inBody(requestMedia(document), document, (schema) => {
      schema.properties.remote = { $ref: "http://127.0.0.1:1/schemas.yaml#/Remote" };
    }),
  ),
  wrong("a reference out of the folder", "atlas/no-external-ref", (document) =>
    inBody(requestMedia(document), document, (schema) => {
      schema.properties.outside = { $ref: "../../elsewhere.yaml#/Outside" };
    }),
  ),
  wrong("an alternative without the discriminator's property", "atlas/discriminator-fits", (document) =>
    at(withDiscriminator(document), (schema) => {
      schema.discriminator.propertyName = "nowhere";
    }),
  ),
  wrong("an alternative that doesn't require the discriminator's property", "atlas/discriminator-fits", (document) =>
    at(withDiscriminator(document), (schema) => {
      delete alternative(document, schema).required;
    }),
  ),
  wrong("a mapping to a schema that is no alternative", "atlas/discriminator-fits", (document) => {
    const stranger = named(document)?.name;
    return at(stranger && withDiscriminator(document), (schema) => {
      schema.discriminator.mapping.STRANGER = `#/components/schemas/${stranger}`;
    });
  }),
  wrong("a mapping of a value that the alternative refuses", "atlas/discriminator-fits", (document) =>
    at(withDiscriminator(document), ({ discriminator: { mapping } }) => {
      mapping.STRANGER = Object.values(mapping)[0];
    }),
  ),
  wrong("a mapping that leads nowhere", "no-unresolved-refs", (document) =>
    at(withDiscriminator(document), ({ discriminator: { mapping } }) => {
      mapping[Object.keys(mapping)[0] ?? ""] = "#/components/schemas/Nowhere";
    }),
  ),
];
