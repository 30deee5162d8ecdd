import { isObject } from "../../support/located.js";
import { conjuncts, typesOf } from "../../support/schemas.js";

const SIZES = ["Length", "Items", "Properties", "Contains"].map((what) => [`min${what}`, `max${what}`]);

export const description =
  "Bounds leave room for a value: no minimum exceeds its maximum, in any spelling and across `allOf`; sizes are whole numbers and not negative; `multipleOf` is positive.";

export function Schema(schema, { report }) {
  const { node } = schema;
  if (!isObject(node)) return;
  const reportAt = (keyword, message) => report(schema.child(keyword), message);
  for (const keyword of SIZES.flat()) {
    if (node[keyword] === undefined || (Number.isInteger(node[keyword]) && node[keyword] >= 0)) continue;
    reportAt(keyword, `\`${keyword}\` must be a whole number, zero or larger.`);
  }
  if (node.multipleOf !== undefined && !(node.multipleOf > 0)) reportAt("multipleOf", "`multipleOf` must be positive.");

  const parts = conjuncts(schema);
  for (const [low, high] of SIZES) {
    const least = bound(parts, low, undefined, isGreater);
    const most = bound(parts, high, undefined, isSmaller);
    if (!least || !most || least.value <= most.value || isReportedInPart(parts, least, most)) continue;
    reportAt(own(node, high, low), `\`${low}\` ${least.value} is greater than \`${high}\` ${most.value}.`);
  }
  const lower = bound(parts, "minimum", "exclusiveMinimum", isGreater);
  const upper = bound(parts, "maximum", "exclusiveMaximum", isSmaller);
  if (!lower || !upper || isReportedInPart(parts, lower, upper)) return;
  const keyword = own(node, upper.keyword, lower.keyword);
  const exclusive = lower.exclusive || upper.exclusive;
  if (lower.value > upper.value || (lower.value === upper.value && exclusive)) {
    reportAt(
      keyword,
      `Nothing is between \`${lower.keyword}\` ${lower.value} and \`${upper.keyword}\` ${upper.value}.`,
    );
  } else if (typesOf(node)?.every((type) => type === "integer" || type === "null") && !roomForInteger(lower, upper)) {
    reportAt(keyword, `No whole number is between ${lower.value} and ${upper.value}.`);
  }
}

const isGreater = (a, b) => a > b;
const isSmaller = (a, b) => a < b;

// OpenAPI 3.0 has a flag beside the bound, 3.1 a bound of its own.
function bound(parts, inclusiveKeyword, exclusiveKeyword, isTighter) {
  const bounds = parts.flatMap((part) => {
    const { [inclusiveKeyword]: inclusive, [exclusiveKeyword]: exclusive } = part.node;
    const flag = exclusive === true;
    return [
      ...(typeof inclusive === "number"
        ? [{ value: inclusive, exclusive: flag, keyword: inclusiveKeyword, part }]
        : []),
      ...(typeof exclusive === "number"
        ? [{ value: exclusive, exclusive: true, keyword: exclusiveKeyword, part }]
        : []),
    ];
  });
  return bounds.reduce(
    (best, one) =>
      !best || isTighter(one.value, best.value) || (one.value === best.value && one.exclusive) ? one : best,
    undefined,
  );
}

function roomForInteger(lower, upper) {
  const first = lower.exclusive ? Math.floor(lower.value) + 1 : Math.ceil(lower.value);
  return upper.exclusive ? first < upper.value : first <= upper.value;
}

// A conflict within one part of an `allOf` is reported there, and not once more for the whole.
const isReportedInPart = ([whole], low, high) => low.part === high.part && low.part !== whole;

const own = (node, ...keywords) => keywords.find((keyword) => node[keyword] !== undefined) ?? "allOf";
