import type { Context } from "./collector.js";
import type { Description } from "./description.js";
import type { Comparison } from "./operations.js";
import { canonicalText, childOf, childrenOf, objectAt, type Place } from "./place.js";

const TEXTS = new Set(["description"]);
const KEYWORDS = ["type", "in", "name", "scheme", "bearerFormat", "openIdConnectUrl", "oauth2MetadataUrl"];
const URLS = ["tokenUrl", "authorizationUrl", "refreshUrl", "deviceAuthorizationUrl"];

function findScheme(description: Description, name: string): Place | undefined {
  const components = childOf(description.root, "components");
  return description.get(childOf(components, "securitySchemes"), name);
}

/** A security scheme as text, without its descriptions. */
export function schemeText(description: Description, name: string): string | undefined {
  const scheme = findScheme(description, name);
  return scheme && canonicalText(scheme.value, TEXTS);
}

/** Compares a security scheme with what it has become. */
export function compareSchemes(name: string, newName: string, outer: Context, { collector }: Comparison): void {
  const before = findScheme(collector.base, name);
  const after = findScheme(collector.revision, newName);
  // A scheme that is gone is told by the requirements, which then name another one.
  if (!before || !after) return;
  const context: Context = { ...outer, part: `the security scheme \`${newName}\`` };
  const differ = (keyword: string, a: Place, b: Place, effect: "breaking" | "dangerous" = "breaking") => {
    const [old, now] = [childOf(a, keyword), childOf(b, keyword)];
    const same = keyword === "scheme" || (keyword === "name" && objectAt(b).in === "header") ? lower : String;
    if (same(old?.value) === same(now?.value)) return;
    collector.add(context, {
      rule: "security-scheme-changed",
      message: `\`${keyword}\` ${String(old?.value ?? "(none)")} became ${String(now?.value ?? "none")}`,
      place: now ?? old ?? b,
      source: now ? "revision" : "base",
      // A URL that comes on top takes nothing away.
      effect: old === undefined && keyword === "refreshUrl" ? "compatible" : effect,
    });
  };
  // The form of a token is a hint: who sends it doesn't look inside.
  for (const keyword of KEYWORDS) differ(keyword, before, after, keyword === "bearerFormat" ? "dangerous" : "breaking");
  const flows = new Map(childrenOf(childOf(before, "flows")));
  const now = new Map(childrenOf(childOf(after, "flows")));
  for (const [flow, place] of flows) {
    const partner = now.get(flow);
    if (partner) {
      for (const keyword of URLS) differ(keyword, place, partner);
      compareScopes(place, partner, context, { collector });
    } else if (objectAt(after).type === objectAt(before).type) {
      const message = `The flow \`${flow}\` was removed`;
      collector.add(context, { rule: "security-flow-removed", message, place, source: "base", effect: "breaking" });
    }
  }
  for (const [flow, place] of now) {
    if (flows.has(flow)) continue;
    const message = `The flow \`${flow}\` was added`;
    collector.add(context, { rule: "security-flow-added", message, place, source: "revision", effect: "compatible" });
  }
}

function compareScopes(a: Place, b: Place, context: Context, { collector }: Pick<Comparison, "collector">): void {
  const before = new Map(childrenOf(childOf(a, "scopes")));
  const after = new Map(childrenOf(childOf(b, "scopes")));
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old && now) continue;
    collector.add(context, {
      rule: old ? "security-scope-removed" : "security-scope-added",
      message: `The scope \`${name}\` was ${old ? "removed" : "added"}`,
      place: now ?? old ?? b,
      source: old ? "base" : "revision",
      effect: old ? "breaking" : "compatible",
    });
  }
}

function lower(value: unknown): string {
  return String(value).toLowerCase();
}
