import type { Finding } from "./change.js";
import type { Context } from "./collector.js";
import { compareMediaTypes } from "./media-types.js";
import type { Comparison, Operation } from "./operations.js";
import { childOf, childrenOf, objectAt, type Place } from "./place.js";
import { compareDeprecated } from "./schema/compare-shapes.js";
import type { Side } from "./schema/comparer.js";

// OpenAPI says these header parameters are described elsewhere.
const IGNORED_HEADERS = new Set(["accept", "content-type", "authorization"]);
const DEFAULT_STYLES: Record<string, string> = { query: "form", cookie: "form", path: "simple", header: "simple" };

/** Compares the parameters of an operation, those of its path item among them. */
export function compareParameters(a: Operation, b: Operation, context: Context, comparison: Comparison): void {
  const before = readParameters("base", a, comparison);
  const after = readParameters("revision", b, comparison);
  const added = new Map([...after].filter(([key]) => !before.has(key)));
  for (const [key, place] of before) {
    const partner = after.get(key);
    const name = label(place);
    const inside: Context = { ...context, part: name };
    if (partner) {
      compareParameter(place, partner, { ...context, part: label(partner) }, comparison);
      continue;
    }
    const moved = [...added].find(([, other]) => objectAt(other).name === objectAt(place).name);
    if (moved) added.delete(moved[0]);
    comparison.collector.add(inside, {
      rule: moved ? "parameter-moved" : "parameter-removed",
      message: moved ? `It became a ${objectAt(moved[1]).in} parameter` : "The parameter was removed",
      place: moved ? (childOf(moved[1], "in") ?? moved[1]) : place,
      source: moved ? "revision" : "base",
      effect: "breaking",
    });
  }
  for (const place of added.values()) {
    const required = objectAt(place).required === true;
    comparison.collector.add(
      { ...context, part: label(place) },
      {
        rule: "parameter-added",
        message: required ? "The new parameter is required" : "The optional parameter was added",
        place,
        source: "revision",
        effect: required ? "narrowed" : "compatible",
      },
    );
  }
}

const label = (place: Place) => `${objectAt(place).in} parameter \`${objectAt(place).name}\``;

/** Parameters by what makes them the same: the place in the path, or the kind and the name. */
function readParameters(side: Side, { template, place, pathItem }: Operation, { collector }: Comparison) {
  const parameters = new Map<string, Place>();
  const variables = [...template.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  for (const owner of [pathItem, place]) {
    for (const [, item] of childrenOf(childOf(owner, "parameters"))) {
      const parameter = collector[side].follow(item);
      const { in: kind, name } = objectAt(parameter);
      const lower = String(name).toLowerCase();
      if (kind === "header" && IGNORED_HEADERS.has(lower)) continue;
      const index = kind === "path" ? variables.indexOf(String(name)) : -1;
      const identity = index >= 0 ? index : kind === "header" ? lower : name;
      parameters.set(`${kind} ${identity}`, parameter);
    }
  }
  return parameters;
}

function compareParameter(a: Place, b: Place, context: Context, comparison: Comparison): void {
  const { collector, schemas } = comparison;
  const add = (finding: Finding) => collector.add(context, finding);
  compareRequired(a, b, add);
  for (const keyword of ["style", "explode", "allowReserved", "allowEmptyValue"]) {
    compareSerialization(keyword, a, b, add);
  }
  const deprecated = (place: Place) => (objectAt(place).deprecated === true ? childOf(place, "deprecated") : undefined);
  compareDeprecated(deprecated(a), deprecated(b), add);
  comparePayload(a, b, context, { collector, schemas, now: comparison.now });
}

/** Compares whether something has to be sent. */
export function compareRequired(a: Place, b: Place, add: (finding: Finding) => void): void {
  const before = objectAt(a).required === true;
  const after = objectAt(b).required === true;
  if (before === after) return;
  add({
    rule: after ? "required-added" : "required-removed",
    message: after ? "It became required" : "It is no longer required",
    place: childOf(b, "required") ?? b,
    source: "revision",
    effect: after ? "narrowed" : "widened",
  });
}

/** Compares `schema` or `content` of a parameter or a header. */
export function comparePayload(a: Place, b: Place, context: Context, comparison: Comparison): void {
  const { collector, schemas } = comparison;
  const described = (place: Place) => ["content", "schema"].find((keyword) => keyword in objectAt(place));
  if (described(a) !== "content" && described(b) !== "content") {
    collector.add(context, ...schemas.findings(childOf(a, "schema"), childOf(b, "schema"), context.direction));
  } else if (described(a) === described(b)) compareMediaTypes(a, b, context, comparison);
  else {
    collector.add(context, {
      rule: "serialization-changed",
      message: `\`${described(a) ?? "nothing"}\` became \`${described(b) ?? "nothing"}\``,
      place: childOf(b, described(b) ?? "") ?? b,
      source: "revision",
      effect: "breaking",
    });
  }
}

function compareSerialization(keyword: string, a: Place, b: Place, add: (finding: Finding) => void): void {
  const [before, after] = [a, b].map((place) => serialization(keyword, place));
  if (before === after) return;
  const place = childOf(b, keyword);
  add({
    rule: "serialization-changed",
    message: `\`${keyword}\` became \`${after}\`, was \`${before}\``,
    place: place ?? childOf(a, keyword) ?? b,
    source: place ? "revision" : childOf(a, keyword) ? "base" : "revision",
    // To allow an empty value takes nothing away.
    effect: keyword === "allowEmptyValue" && after === "true" ? "dangerous" : "breaking",
  });
}

function serialization(keyword: string, place: Place): string {
  const parameter = objectAt(place);
  const style = String(parameter.style ?? DEFAULT_STYLES[String(parameter.in)] ?? "simple");
  if (keyword === "style") return style;
  return String(parameter[keyword] ?? (keyword === "explode" && style === "form"));
}
