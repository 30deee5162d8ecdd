import { flattenSchema, isObject, listedValues, type Resolve, type Schema } from "../description/index.js";

/**
 * The views of a schema and of the branches of its unions, at any depth. A union that contains itself is listed once.
 *
 * @param isEnd - whether to leave out the branches of a view @default never
 */
export function viewsOf(
  schema: unknown,
  resolve: Resolve,
  isEnd = (_view: Schema) => false,
  seen = new Set<Schema>(),
): Schema[] {
  const view = flattenSchema(schema, resolve);
  if (seen.has(view)) return [];
  seen.add(view);
  const branches = isEnd(view) ? [] : unionOf(view);
  return [view, ...branches.flatMap((branch) => viewsOf(branch, resolve, isEnd, seen))];
}

/**
 * The types that a schema gives its values, itself or in the branches of its unions.
 *
 * @param untyped - the types of a view that gives none @default those of its properties or of the values that it lists
 */
export function typesOf(schema: unknown, resolve: Resolve, untyped = typesOfContent): string[] {
  const types = viewsOf(schema, resolve, ({ type }) => type !== undefined).flatMap((view) => {
    if (view.type !== undefined) return [view.type].flat() as string[];
    return unionOf(view).length > 0 ? [] : untyped(view);
  });
  return [...new Set(types)];
}

function unionOf({ oneOf = [], anyOf = [] }: Schema): unknown[] {
  return [oneOf, anyOf].flat();
}

/** A view that also describes the items and properties of the values that it lists, if it does not do so itself. */
export function withListedForm(view: Schema): Schema {
  const values = listedValues(view) ?? [];
  const items = values.filter(Array.isArray).flat();
  const objects = values.filter(isObject);
  const properties = objects.flatMap(Object.keys).map((name) => [name, { enum: objects.map((value) => value[name]) }]);
  return {
    ...(items.length > 0 && { items: { enum: items } }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...view,
  };
}

function typesOfContent(view: Schema): string[] {
  const { properties, items } = withListedForm(view);
  if (isObject(properties)) return ["object"];
  if (items !== undefined) return ["array"];
  return (listedValues(view) ?? []).map((value) => typeof value).filter((name) => name !== "object");
}
