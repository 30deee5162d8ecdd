import { isIgnoredHeader } from "../description/index.js";
import { type BundleLocation, follow, inside, objectAt, partsOf } from "./bundle-location.js";
import type { Value } from "./node.js";

const DEFAULT_STYLES: Record<string, string> = { query: "form", cookie: "form", path: "simple", header: "simple" };

const SCALARS: unknown[] = ["string", "number", "integer", "boolean", "null"];

const variablesOf = (template: string) => [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? "");

/** Parameters by their identity: the position in the path, or the kind and the name. */
export function parametersOf(
  operation: BundleLocation,
  item: BundleLocation,
  template: string,
): Map<string, BundleLocation> {
  const variables = variablesOf(template);
  const found = new Map<string, BundleLocation>();
  for (const [, parameter] of [item, operation].flatMap((owner) => partsOf(inside(owner, "parameters")))) {
    const { in: kind, name } = objectAt(follow(parameter));
    const lower = String(name).toLowerCase();
    if (kind === "header" && isIgnoredHeader(lower)) continue;
    const index = kind === "path" ? variables.indexOf(String(name)) : -1;
    found.set(`${kind} ${index >= 0 ? index : kind === "header" ? lower : name}`.replaceAll("/", "~1"), parameter);
  }
  return found;
}

/** Removes a `style` and an `explode` that make no difference. */
export function removeDefaults(kind: string, location: BundleLocation, values: Map<string, Value>): void {
  const usual = kind === "encoding" ? "form" : (DEFAULT_STYLES[String(objectAt(location).in)] ?? "simple");
  const style = String(values.get("style")?.value ?? usual);
  if (style === usual) values.delete("style");
  const explode = inside(location, "explode");
  if (explode && explode.value !== (style === "form") && !isScalar(inside(location, "schema")))
    values.set("explode", { value: explode.value, location: explode });
  else values.delete("explode");
}

/** Whether a schema names scalar types alone, which have no parts to explode. */
function isScalar(schema: BundleLocation | undefined): boolean {
  const types = schema ? [objectAt(follow(schema)).type].flat() : [];
  return types.length > 0 && types.every((type) => SCALARS.includes(type));
}

/** The variables that both templates have, in order: renaming one is not a change, moving one is. */
export function movable(template: string, partner: string): string {
  const others = variablesOf(partner);
  return variablesOf(template)
    .map((name, index) => (others.includes(name) ? `${name} ${index}` : ""))
    .filter(Boolean)
    .join(", ");
}
