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

// If a branch does not restrict the discriminator's property, the property gets the values that name the branch.
function withTag(branch: Schema, discriminator: unknown, resolve: Resolve): Schema {
  const { propertyName, mapping = {} } = toSchema(discriminator) as Discriminator;
  if (propertyName === undefined || typeof branch.$ref !== "string") return branch;
  if (listedIn(branch, propertyName, resolve)) return branch;
  const { mapped, name } = tagsOf(branch.$ref, mapping);
  const tags = mapped.length > 0 ? mapped : name;
  if (tags.length === 0) return branch;
  return { allOf: [branch, { required: [propertyName], properties: { [propertyName]: { enum: tags } } }] };
}

type Discriminator = Readonly<{ propertyName?: string; mapping?: Record<string, string> }>;

/** What a discriminator adds to its union. */
export interface TagRules {
  propertyName: string;
  /** Whether a value with that tag is judged by the rules alone. */
  decides: (tag: string) => boolean;
  /** Schemas that a value has to be valid by. */
  rules: Schema[];
}

/**
 * What a schema's discriminator adds to its union, as JSON Schema: a value that names a branch has to be valid by that
 * branch, and if all branches have a name, it has to name one. Nothing follows from a discriminator without a union,
 * or from a value without the property.
 *
 * @see https://spec.openapis.org/oas/v3.1.0#discriminator-object
 */
export function tagRules(schema: Schema, resolve: Resolve): TagRules | undefined {
  const { propertyName, mapping = {} } = toSchema(schema.discriminator) as Discriminator;
  const branches = [schema.oneOf ?? [], schema.anyOf ?? []].flat().map(toSchema);
  if (propertyName === undefined || branches.length === 0) return undefined;
  const named = branches.flatMap((branch) => {
    if (typeof branch.$ref !== "string") return [];
    const { mapped, name } = tagsOf(branch.$ref, mapping);
    return [{ branch, tags: [...mapped, ...name] }];
  });
  // A branch that is a union may have branches of any name.
  const isUnion = (branch: Schema) => {
    const { oneOf, anyOf } = flattenSchema(branch, resolve);
    return (oneOf ?? anyOf) !== undefined;
  };
  const isClosed = named.length === branches.length && !branches.some(isUnion);
  const listed = branches.flatMap((branch) => listedIn(branch, propertyName, resolve) ?? []);
  const all = [...Object.keys(mapping), ...named.flatMap(({ tags }) => tags), ...listed];
  const withTagOf = (tag: Schema) => ({
    type: "object",
    required: [propertyName],
    properties: { [propertyName]: tag },
  });
  return {
    propertyName,
    decides: (tag) => named.some(({ tags }) => tags.includes(tag)) || (isClosed && !all.includes(tag)),
    rules: [
      ...named.map(({ branch, tags }) => rule(withTagOf({ enum: tags }), branch)),
      ...(isClosed ? [rule(withTagOf({ type: "string" }), withTagOf({ enum: [...new Set(all)] }))] : []),
    ],
  };
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
