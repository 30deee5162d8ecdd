import type { OpenAPI3, ReferenceObject } from "openapi-typescript";

/** Follows a local `$ref`, if the value is one. */
export type Resolve = <Value extends object>(value: Value | ReferenceObject) => Value;

/**
 * Makes a resolver for the local references of a bundled description.
 *
 * @throws Error from the resolver, naming a reference that leads nowhere
 */
export function createResolver(description: OpenAPI3): Resolve {
  const resolve: Resolve = <Value extends object>(value: Value | ReferenceObject): Value => {
    if (!("$ref" in value)) return value;
    const { $ref } = value as ReferenceObject;
    const target = $ref
      .replace(/^#\//, "")
      .split("/")
      .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], description);
    if (!$ref.startsWith("#/") || target === undefined) throw new Error(`${$ref} leads nowhere`);
    return resolve(target as Value | ReferenceObject);
  };
  return resolve;
}
