import type { Resolve } from "../../generate/resolve.js";
import { flattenSchema } from "../description/flatten.js";
import { isObject, type Schema, toSchema } from "../description/schema.js";
import type { Direction } from "../exchange/schema-judge.js";

/** Whether a member travels in a direction: read-only ones don't in requests, write-only ones don't in responses. */
export function memberTravels(
  schema: unknown,
  { resolve, direction }: { resolve: Resolve; direction: Direction },
): boolean {
  const { readOnly, writeOnly } = flattenSchema(schema, resolve);
  return direction === "request" ? readOnly !== true : writeOnly !== true;
}

/** The branches of a view's `oneOf` or `anyOf`, each with what holds for all of them, and with its discriminator. */
export function branchSchemas(view: Schema, resolve: Resolve): Schema[] {
  const { oneOf, anyOf, discriminator, ...common } = view;
  const branches = (oneOf ?? anyOf) as unknown[] | undefined;
  if (!Array.isArray(branches)) return [];
  // Where there are both, the other one is left to the filter.
  return branches.map((branch) => ({ allOf: [common, withTag(toSchema(branch), discriminator, resolve)] }));
}

// A branch that does not say itself which one it is gets the value that the mapping gives it.
function withTag(branch: Schema, discriminator: unknown, resolve: Resolve): Schema {
  const { propertyName, mapping = {} } = (discriminator ?? {}) as {
    propertyName?: string;
    mapping?: Record<string, string>;
  };
  const { $ref } = branch;
  if (propertyName === undefined || typeof $ref !== "string") return branch;
  const name = $ref.slice($ref.lastIndexOf("/") + 1);
  const mapped = Object.keys(mapping).filter(
    (value) => mapping[value]?.endsWith(`/${name}`) || mapping[value] === name,
  );
  const tags = mapped.length > 0 ? mapped : [name];
  const { properties = {} } = flattenSchema(branch, resolve) as { properties?: Schema };
  const own = flattenSchema(properties[propertyName], resolve);
  if ("enum" in own || "const" in own) return branch;
  return { allOf: [branch, { required: [propertyName], properties: { [propertyName]: { enum: tags } } }] };
}

/** The types that a view allows; what its other keywords speak of, if it has no type. */
export function typesOfView(view: Schema): string[] {
  if (view.type !== undefined) return [view.type].flat() as string[];
  if (isObject(view.properties) || Array.isArray(view.required) || isObject(view.additionalProperties))
    return ["object"];
  if (view.items !== undefined) return ["array"];
  if (["pattern", "minLength", "maxLength", "format"].some((keyword) => keyword in view)) return ["string"];
  return ["minimum", "maximum", "multipleOf"].some((keyword) => keyword in view) ? ["number"] : ["any"];
}
