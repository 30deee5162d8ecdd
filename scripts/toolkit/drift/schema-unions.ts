import {
  copyOrigin,
  DescriptionError,
  encodePointer,
  isObject,
  type JsonObject,
  locatePosition,
  lookUp,
} from "../description/index.js";
import type { Spot } from "./compare.js";
import { resolveIn } from "./resolve.js";

/** Schemas that hold together for one value. */
export type Schemas = readonly JsonObject[];

/** One alternative of a union, with what holds beside the union. */
export interface Choice {
  schemas: Schemas;
  /** The value of the discriminator's property that picks it. */
  name?: string;
  /** Where that is written. */
  spot?: Spot;
}

/** A union from which nothing is chosen yet. */
export interface Union {
  choices: Choice[];
  /** The property by which a discriminator chooses, and where it says so. */
  discriminator?: { property: string; spot: Spot };
}

/** What schemas are put together of. */
export interface SchemaReader {
  /** A schema without references to it; `false` allows nothing. */
  target(schema: unknown): JsonObject;
  /** Schemas with all that they take over by references and `allOf`. */
  conjuncts(schemas: Schemas): Schemas;
  /** The first union that schemas leave open. */
  unionOf(schemas: Schemas): Union | undefined;
  /** Every combination of alternatives, without unions any more. */
  leavesOf(schemas: Schemas): Schemas[];
}

const EVERYTHING: JsonObject = {};
const NOTHING: JsonObject = { not: EVERYTHING };
// More combinations than people write: each union beside another one multiplies them.
const MOST_LEAVES = 2000;

/** Reads how the schemas of a bundle are put together: references, `allOf`, unions, and unions by inheritance. */
export function createSchemaReader(document: JsonObject): SchemaReader {
  const narrowed = new WeakMap<object, Map<string, JsonObject>>();

  const target = (schema: unknown): JsonObject =>
    schema === false ? NOTHING : isObject(schema) ? resolveIn(document, schema) : EVERYTHING;

  function conjuncts(schemas: Schemas): Schemas {
    const found = new Set<JsonObject>();
    const visit = (schema: JsonObject) => {
      if (found.has(schema)) return;
      found.add(schema);
      if (typeof schema.$ref === "string") visit(target(lookUp(document, schema.$ref)));
      if (Array.isArray(schema.allOf)) for (const member of schema.allOf) visit(target(member));
    };
    for (const schema of schemas) visit(schema);
    return [...found];
  }

  function unionOf(schemas: Schemas): Union | undefined {
    const parts = conjuncts(schemas);
    for (const part of parts) {
      for (const keyword of ["oneOf", "anyOf"]) {
        const union = readUnion(part, keyword);
        // A child that takes its parent over has been chosen from the parent's children.
        if (!union || union.choices.some(({ schemas: [schema] }) => schema && parts.includes(schema))) continue;
        return {
          ...union,
          choices: union.choices.map((choice) => ({ ...choice, schemas: [...choice.schemas, ...schemas] })),
        };
      }
    }
    return undefined;
  }

  function readUnion(part: JsonObject, keyword: string): Union | undefined {
    const list = Array.isArray(part[keyword]) ? (part[keyword] as unknown[]) : undefined;
    const { discriminator } = part;
    if (!isObject(discriminator) || typeof discriminator.propertyName !== "string") {
      return list && { choices: list.map((schema) => ({ schemas: [target(schema)] })) };
    }
    const { propertyName: property } = discriminator;
    const mapping = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {});
    // The older style: the children take their parent over, and only the parent's mapping names them.
    if (!list && (keyword === "anyOf" || mapping.length === 0)) return undefined;
    const choose = (name: string, schema: JsonObject, pointer: string): Choice => ({
      ...{ name, spot: { object: discriminator, pointer } },
      schemas: [schema, narrow(discriminator, property, name)],
    });
    const mapped = mapping.map(([name, value]) => {
      const $ref = String(value).includes("/") ? String(value) : `#/components/schemas/${value}`;
      return choose(name, target({ $ref }), `/mapping${encodePointer([name])}`);
    });
    const known = mapped.map(({ schemas: [schema] }) => schema);
    const others = (list ?? []).flatMap((schema, index) => {
      const name =
        isObject(schema) && typeof schema.$ref === "string" ? schema.$ref.replace(/^.*\//, "") : String(index);
      return known.includes(target(schema)) ? [] : [choose(name, target(schema), "")];
    });
    return {
      choices: [...mapped, ...others],
      discriminator: { property, spot: { object: discriminator, pointer: "" } },
    };
  }

  /** What the choice of an alternative says of the property that it is made by. */
  function narrow(discriminator: JsonObject, property: string, value: string): JsonObject {
    const known = narrowed.get(discriminator) ?? new Map<string, JsonObject>();
    narrowed.set(discriminator, known);
    const schema = known.get(value) ?? copyOrigin({ properties: { [property]: { enum: [value] } } }, discriminator);
    known.set(value, schema);
    return schema;
  }

  function leavesOf(schemas: Schemas): Schemas[] {
    const leaves = unionOf(schemas)?.choices.flatMap((choice) => leavesOf(choice.schemas));
    if (!leaves) return [conjuncts(schemas)];
    if (leaves.length <= MOST_LEAVES) return leaves;
    const problem = `A schema has more than ${MOST_LEAVES} combinations of alternatives, too many to compare`;
    throw new DescriptionError(problem, locatePosition(schemas[0] ?? document, ""));
  }

  return { target, conjuncts, unionOf, leavesOf };
}
