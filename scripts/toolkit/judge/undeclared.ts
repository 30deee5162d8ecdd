import { toRegExp } from "../../../src/call/pattern.js";
import { flattenSchema, isObject, type Resolve, type Schema, toSchema } from "../description/index.js";

/** The properties of a value that its schema does not mention: not faults, but worth knowing. */
export function undeclaredProperties(schema: Schema, value: unknown, resolve: Resolve): string[][] {
  return undeclaredBy([schema], value, resolve);
}

function undeclaredBy(schemas: readonly Schema[], value: unknown, resolve: Resolve): string[][] {
  const views = schemas.flatMap((schema) => viewsOf(schema, resolve));
  const inside = (inner: readonly Schema[], child: unknown, key: string) =>
    undeclaredBy(inner, child, resolve).map((path) => [key, ...path]);
  if (Array.isArray(value)) {
    const items = views.flatMap((view) => (view.items === undefined ? [] : [view.items as Schema]));
    return items.length === 0 ? [] : value.flatMap((item, index) => inside(items, item, String(index)));
  }
  // Where no property is described, the object is open by intent.
  if (!isObject(value) || !views.some((view) => isObject(view.properties))) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const declared = views.flatMap((view) => schemasOfProperty(view, name));
    return declared.length === 0 ? [[name]] : inside(declared, child, name);
  });
}

function schemasOfProperty({ properties, patternProperties, additionalProperties }: Schema, name: string): Schema[] {
  const own = isObject(properties) && Object.hasOwn(properties, name) ? [toSchema(properties[name])] : [];
  const byPattern = Object.entries(isObject(patternProperties) ? patternProperties : {})
    .filter(([pattern]) => toRegExp(pattern).test(name))
    .map(([, schema]) => toSchema(schema));
  const declared = [...own, ...byPattern];
  return declared.length === 0 && isObject(additionalProperties) ? [additionalProperties] : declared;
}

// A schema and all of its branches: whichever was meant, its properties are declared.
function viewsOf(schema: Schema, resolve: Resolve): Schema[] {
  const view = flattenSchema(schema, resolve);
  const branches = [...((view.oneOf ?? []) as Schema[]), ...((view.anyOf ?? []) as Schema[])];
  return [view, ...branches.flatMap((branch) => viewsOf(branch, resolve))];
}
