import type { Context } from "./collector.js";
import type { Comparison } from "./operations.js";
import { childOf, childrenOf, type Place } from "./place.js";
import type { Side } from "./schema/comparer.js";
import { compareSchemes, schemeText } from "./security-schemes.js";

/** The schemes of one requirement, with the scopes of each: all of them have to be had. */
type Requirement = ReadonlyMap<string, readonly string[]>;

/** Compares what an operation demands of its caller. The root's requirements count where it has none of its own. */
export function compareSecurity(a: Place, b: Place, outer: Context, comparison: Comparison): void {
  const { collector } = comparison;
  const context: Context = { ...outer, part: "the security" };
  const before = readRequirements("base", a, comparison);
  const after = readRequirements("revision", b, comparison);
  const renamed = renamedSchemes([...before.list, ...after.list], comparison);
  const former = before.list.map((requirement) => rename(requirement, renamed));

  for (const requirement of former) {
    if (after.list.some((other) => satisfies(requirement, other))) continue;
    collector.add(context, {
      rule: "security-tightened",
      message: `${text(requirement)} is no longer enough: now it takes ${after.list.map(text).join(", or ")}`,
      place: after.place ?? b,
      source: "revision",
      effect: "breaking",
    });
  }
  for (const requirement of after.list) {
    if (former.some((other) => satisfies(requirement, other))) continue;
    const easier = former.some((other) => satisfies(other, requirement));
    collector.add(context, {
      rule: easier ? "security-loosened" : "security-alternative-added",
      message: easier ? `${text(requirement)} is enough now` : `${text(requirement)} is accepted, too`,
      place: after.place ?? b,
      source: "revision",
      effect: easier ? "dangerous" : "compatible",
    });
  }
  const used = new Set([...before.list].flatMap((requirement) => [...requirement.keys()]));
  for (const name of used) compareSchemes(name, renamed.get(name) ?? name, outer, comparison);
}

function readRequirements(side: Side, operation: Place, { collector }: Comparison) {
  const place = childOf(operation, "security") ?? childOf(collector[side].root, "security");
  const list = childrenOf(place).map(
    ([, item]): Requirement =>
      new Map(
        childrenOf(item).map(([name, scopes]) => [name, childrenOf(scopes).map(([, { value }]) => String(value))]),
      ),
  );
  // No requirement and an empty one both let everyone in.
  return { place, list: list.length > 0 ? list : [new Map() as Requirement] };
}

/** Whether who has the first can pass the second. */
function satisfies(has: Requirement, needs: Requirement): boolean {
  return [...needs].every(([name, scopes]) => {
    const granted = has.get(name);
    return granted !== undefined && scopes.every((scope) => granted.includes(scope));
  });
}

/** Schemes that only their name tells from one of the revision: the name is not part of the contract. */
function renamedSchemes(requirements: readonly Requirement[], { collector }: Comparison): Map<string, string> {
  const names = new Set(requirements.flatMap((requirement) => [...requirement.keys()]));
  const renamed = new Map<string, string>();
  for (const name of names) {
    const base = schemeText(collector.base, name);
    if (base === undefined || schemeText(collector.revision, name) !== undefined) continue;
    const twin = [...names].find((other) => schemeText(collector.revision, other) === base);
    if (twin) renamed.set(name, twin);
  }
  return renamed;
}

function rename(requirement: Requirement, renamed: ReadonlyMap<string, string>): Requirement {
  return new Map([...requirement].map(([name, scopes]) => [renamed.get(name) ?? name, scopes]));
}

function text(requirement: Requirement): string {
  if (requirement.size === 0) return "No authentication";
  return [...requirement]
    .map(([name, scopes]) => `\`${name}\`${scopes.length > 0 ? ` with ${scopes.join(", ")}` : ""}`)
    .join(" and ");
}
