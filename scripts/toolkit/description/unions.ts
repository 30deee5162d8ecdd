import { decodePercent, decodePointer } from "./json.js";
import type { Resolve } from "./resolve.js";
import { type Schema, toSchema } from "./schema.js";
import { flattenSchema } from "./schema-view.js";

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
  const { propertyName, mapping = {} } = toSchema(discriminator) as Discriminator;
  if (propertyName === undefined || typeof branch.$ref !== "string") return branch;
  const { mapped, name } = tagsOf(branch.$ref, mapping);
  const listed = listedIn(branch, propertyName, resolve);
  const tags = (mapped.length > 0 ? mapped : name).filter((tag) => listed?.includes(tag) ?? true);
  if (tags.length === 0 || tags.length === listed?.length) return branch;
  return { allOf: [branch, { required: [propertyName], properties: { [propertyName]: { enum: tags } } }] };
}

type Discriminator = Readonly<{ propertyName?: string; mapping?: Record<string, string> }>;

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
  const { oneOf, anyOf, discriminator, allOf = [], ...rest } = schema;
  const { propertyName, mapping = {} } = toSchema(discriminator) as Discriminator;
  const branches = [oneOf ?? [], anyOf ?? []].flat().map(toSchema);
  const named = branches.flatMap((branch) => {
    if (typeof branch.$ref !== "string") return [];
    const { mapped, name } = tagsOf(branch.$ref, mapping);
    return [{ branch, tags: [...mapped, ...name] }];
  });
  if (propertyName === undefined || named.length === 0) return schema;
  const isUnion = ({ oneOf: one, anyOf: any }: Schema) => (one ?? any) !== undefined;
  // A branch that is a union may have branches of any name.
  const isClosed = named.length === branches.length && !branches.some((one) => isUnion(flattenSchema(one, resolve)));
  const tags = named.flatMap((one) => one.tags);
  const listed = branches.flatMap((branch) => listedIn(branch, propertyName, resolve) ?? []);
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
export function needsTagRules({ oneOf, anyOf, discriminator }: Schema, resolve: Resolve): boolean {
  const { propertyName } = toSchema(discriminator) as Discriminator;
  const branches = [oneOf ?? [], anyOf ?? []].flat().map(toSchema);
  if (propertyName === undefined) return false;
  const lists = branches.map((branch) => listedIn(branch, propertyName, resolve));
  return lists.includes(undefined) || new Set(lists.flat()).size < lists.flat().length;
}

// biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
const rule = (condition: Schema, consequence: Schema): Schema => ({ if: condition, then: consequence });

/** The values that name a branch: those of the mapping, and its own name, unless that is mapped too. */
function tagsOf($ref: string, mapping: Readonly<Record<string, string>>) {
  const name = decodePointer(decodePercent($ref)).slice(-1);
  return {
    mapped: Object.keys(mapping).filter((value) => mapping[value] === $ref),
    name: name.filter((own) => !(own in mapping)),
  };
}

/** The values of the discriminator's property that a branch lists itself. */
function listedIn(branch: Schema, propertyName: string, resolve: Resolve): unknown[] | undefined {
  const { properties = {} } = flattenSchema(branch, resolve) as { properties?: Schema };
  const own = flattenSchema(properties[propertyName], resolve);
  return "const" in own ? [own.const] : (own.enum as unknown[] | undefined);
}
