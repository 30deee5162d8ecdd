import { decodePercent, decodePointer } from "./json.js";
import type { Resolve } from "./resolve.js";
import { type Schema, toSchema } from "./schema.js";
import { flattenSchema, listedValues } from "./schema-view.js";

/**
 * The branches of a view's `oneOf` or `anyOf`, each merged with what applies to all of them, and with its
 * discriminator.
 */
export function branchSchemas(view: Schema, resolve: Resolve): Schema[] {
  const { oneOf, anyOf, discriminator, unevaluatedProperties, unevaluatedItems, ...common } = view;
  // These depend on the whole schema, not on one part of it.
  const whole = {
    ...(unevaluatedProperties !== undefined && { unevaluatedProperties }),
    ...(unevaluatedItems !== undefined && { unevaluatedItems }),
  };
  const branches = (oneOf ?? anyOf) as unknown[] | undefined;
  if (!Array.isArray(branches)) return [];
  // If a schema has both, the caller has to check the values against the other one.
  return branches.map((branch) => ({ ...whole, allOf: [common, withTag(toSchema(branch), discriminator, resolve)] }));
}

// The discriminator's property gets the values that name the branch, of those that the branch lists, if it does.
function withTag(branch: Schema, discriminator: unknown, resolve: Resolve): Schema {
  const { propertyName, branches } = readTags({ oneOf: [branch], discriminator }, resolve);
  const { usual = [], listed } = branches[0] ?? {};
  const tags = usual.filter((tag) => listed?.includes(tag) ?? true);
  if (tags.length === 0 || tags.length === listed?.length) return branch;
  return { allOf: [branch, { required: [propertyName], properties: { [propertyName]: { enum: tags } } }] };
}

type Discriminator = Readonly<{ propertyName?: string; mapping?: Record<string, string> }>;

/** A branch of a union with a discriminator. */
interface TaggedBranch {
  branch: Schema;
  /** The values that name it: those of the mapping, and its own name, unless that is mapped too; none without a `$ref`. */
  tags: string[];
  /** The values for the branch to have: those of the mapping, or else its own name. */
  usual: string[];
  /** The values of the discriminator's property that the branch lists itself. */
  listed: unknown[] | undefined;
}

/** The branches of a union with the values that name them; none if it has no discriminator. */
function readTags({ oneOf, anyOf, discriminator }: Schema, resolve: Resolve) {
  const { propertyName = "", mapping = {} } = toSchema(discriminator) as Discriminator;
  const branches = discriminator === undefined ? [] : [oneOf ?? [], anyOf ?? []].flat().map(toSchema);
  return {
    propertyName,
    mapping,
    branches: branches.map((branch): TaggedBranch => {
      const { properties = {} } = flattenSchema(branch, resolve) as { properties?: Schema };
      const own = flattenSchema(properties[propertyName], resolve);
      const listed = listedValues(own);
      const { $ref } = branch;
      const mapped = Object.keys(mapping).filter((value) => mapping[value] === $ref);
      const path = typeof $ref === "string" ? decodePointer(decodePercent($ref)) : [];
      const name = path.slice(-1).filter((last) => !(last in mapping));
      return { branch, tags: [...mapped, ...name], usual: mapped.length > 0 ? mapped : name, listed };
    }),
  };
}

/** Whether a branch lists values for the discriminator's property, and none that the discriminator gives it. */
export function contradictsTags(union: Schema, resolve: Resolve): boolean {
  const { branches } = readTags(union, resolve);
  return branches.some(({ usual, listed }) => listed !== undefined && !usual.some((tag) => listed.includes(tag)));
}

/** A discriminator as {@link withTagRules} leaves it, as `x-tags` of the union. */
export type TagRules = Readonly<{
  propertyName: string;
  /** The only strings that the property may have. @default any */
  known?: readonly unknown[];
}>;

/**
 * A schema with its discriminator as JSON Schema: a value that names a branch has to be valid by that branch, whatever
 * other branches say, and if all branches have a name, a string has to be one of these. Nothing follows from a
 * discriminator without a union; a value without the property has to match the union.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#discriminator-object
 */
export function withTagRules(schema: Schema, resolve: Resolve): Schema {
  const { oneOf, anyOf, discriminator: _discriminator, allOf = [], ...rest } = schema;
  const { propertyName, mapping, branches } = readTags(schema, resolve);
  const named = branches.filter(({ branch }) => typeof branch.$ref === "string");
  if (named.length === 0) return schema;
  const isUnion = ({ oneOf: one, anyOf: any }: Schema) => (one ?? any) !== undefined;
  // A branch that is a union may have branches of any name.
  const isClosed =
    named.length === branches.length && !branches.some(({ branch }) => isUnion(flattenSchema(branch, resolve)));
  const tags = named.flatMap((one) => one.tags);
  const listed = branches.flatMap((one) => one.listed ?? []);
  const known = isClosed && [...new Set([...Object.keys(mapping), ...tags, ...listed])];
  const withTag = (tag: Schema) => ({ type: "object", required: [propertyName], properties: { [propertyName]: tag } });
  const union = { ...(oneOf !== undefined && { oneOf }), ...(anyOf !== undefined && { anyOf }) };
  return {
    ...rest,
    allOf: [
      { if: withTag({ enum: tags }), else: { ...union, "x-tags": { propertyName, ...(known && { known }) } } },
      allOf,
      named.map((one) => rule(withTag({ enum: one.tags }), one.branch)),
      known ? rule(withTag({ type: "string" }), withTag({ enum: known })) : [],
    ].flat(),
  };
}

/** Whether a discriminator says more than the branches of its union, each of which may list its own values. */
export function needsTagRules(union: Schema, resolve: Resolve): boolean {
  const lists = readTags(union, resolve).branches.map(({ listed }) => listed);
  return lists.includes(undefined) || new Set(lists.flat()).size < lists.flat().length;
}

// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
const rule = (condition: Schema, consequence: Schema): Schema => ({ if: condition, then: consequence });
