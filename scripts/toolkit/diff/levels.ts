import type { Direction, Node, Value } from "./node.js";
import { isNever } from "./schema.js";

/** How much a change matters to a consumer, from nothing to a failure. */
export const LEVELS = ["none", "compatible", "dangerous", "breaking"] as const;
export type Level = (typeof LEVELS)[number];

/** The graver of two levels. */
export const graver = (a: Level, b: Level): Level => (LEVELS.indexOf(a) >= LEVELS.indexOf(b) ? a : b);

/** A change as `redocly diff` lists it, with what it stands for in the normal form. */
export interface Finding {
  typeName: string;
  kind: "added" | "removed" | "modified";
  /** The keyword that was modified, or the path of what was added or removed. */
  property: string;
  /** Redocly's rule that calls it major. */
  major: string | undefined;
  direction: Direction;
  base: Value | undefined;
  revision: Value | undefined;
  /** What was added or removed. */
  node: Node | undefined;
  /** What it was added to, or removed from, or the two that were modified. */
  owners: { base: Node; revision: Node };
  /** It is in an alternative of `oneOf` without a discriminator: what fits more may then fit two. */
  inChoice: boolean;
  /** The clock, in milliseconds. */
  now: number;
}

/** What a change is called, and how grave it is. */
export interface Row {
  /** Stored in acknowledgements: stable, once it is published. */
  id: string;
  level: Level;
  says: string;
  example: string;
  type: RegExp;
  kind?: Finding["kind"];
  property?: RegExp;
  direction?: Direction;
  /** Also where Redocly has a level for it. */
  overrules?: true;
  when?: (finding: Finding) => boolean;
}

const becomes = (value: unknown) => (finding: Finding) => finding.revision?.value === value;
const before = (finding: Finding) => finding.base?.value;
const isClosed = ({ edges }: Node) => {
  const rest = edges.get("additionalProperties");
  return rest !== undefined && isNever(rest.node());
};
const isPast = ({ value }: Value, now: number) => Date.parse(String(value)) <= now;
const sunsetPassed = ({ node, now }: Finding) => {
  const sunset = node?.values.get("x-sunset");
  return sunset !== undefined && isPast(sunset, now);
};
const WIDER_FORMATS: Record<string, string> = { int32: "int64", float: "double" };
const isMultiple = (value: unknown, of: unknown) => {
  const ratio = Number(value) / Number(of);
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 && Math.round(ratio) > 0;
};
const statusOf = ({ property }: Finding) => property.replace(/^responses\//, "");
const lists = ({ base, revision }: Finding) => [base?.value, revision?.value] as [unknown, unknown];
const addedRequirement = ({ node, owners }: Finding) => {
  // Who had what a former requirement asks for, has what this one asks for.
  const needs = [...(node?.values ?? [])];
  const former = [...owners.base.edges].filter(([key]) => key.startsWith("security/"));
  return former.some(([, edge]) =>
    needs.every(([name, { value }]) => {
      const granted = edge.node().values.get(name)?.value;
      return Array.isArray(granted) && (value as string[]).every((scope) => granted.includes(scope));
    }),
  );
};

const OF_SCHEMA = /^Schema$/;
const isProperty = /^properties\//;
const isAlternative = /^anyOf\//;
const DESCRIBED = /^(Operation|Parameter|Header|Schema)$/;
const FLOW = /Flow|Implicit|Password|ClientCredentials|AuthorizationCode|DeviceAuthorization/;

/**
 * The levels of what `redocly diff` lists without one, and of the little that it takes for graver than it is. The first
 * row that fits counts. What has Redocly's own verdict is breaking, by the name of Redocly's rule.
 */
export const ROWS: readonly Row[] = [
  {
    id: "operation-removed-after-sunset",
    level: "compatible",
    says: "A deprecated operation was removed, and its `x-sunset` has passed",
    example: "`deprecated: true`, `x-sunset: 2020-01-01`, and gone",
    ...{ type: /^Operation$/, kind: "removed", overrules: true },
    when: (finding) => finding.node?.values.get("deprecated")?.value === true && sunsetPassed(finding),
  },
  {
    id: "media-type-removed-after-sunset",
    level: "compatible",
    says: "A media type was removed, and its `x-sunset` has passed",
    example: "`application/vnd.atlas.2023-01-01+json`, whose version has ended",
    ...{ type: /^MediaType$/, kind: "removed", overrules: true, when: sunsetPassed },
  },
  {
    id: "operation-added",
    level: "compatible",
    says: "An operation, a webhook or a callback is new",
    example: "`GET /clusters`",
    ...{ type: /^Operation$/, kind: "added" },
  },
  {
    id: "operation-id-added",
    level: "compatible",
    says: "An operation got its `operationId`",
    example: "`operationId: getCluster`",
    ...{ type: /^Operation$/, property: /^operationId$/, when: (finding) => before(finding) === undefined },
  },
  {
    id: "sunset-moved-forward",
    level: "dangerous",
    says: "What was deprecated ends earlier",
    example: "`x-sunset` from 2027 to 2026",
    ...{ type: /^(Operation|MediaType)$/, property: /^x-sunset$/ },
    when: ({ base, revision }) =>
      base !== undefined && Date.parse(String(revision?.value)) < Date.parse(String(base.value)),
  },
  {
    id: "sunset-changed",
    level: "compatible",
    says: "`x-sunset` is new, later, or gone",
    example: "`x-sunset` from 2026 to 2027",
    ...{ type: /^(Operation|MediaType)$/, property: /^x-sunset$/ },
  },
  {
    id: "deprecated",
    level: "compatible",
    says: "Something is deprecated",
    example: "`deprecated: true`",
    ...{ type: DESCRIBED, property: /^deprecated$/, when: becomes(true) },
  },
  {
    id: "deprecation-withdrawn",
    level: "dangerous",
    says: "Something is no longer deprecated: who has moved away needn't have",
    example: "`deprecated: true` removed",
    ...{ type: DESCRIBED, property: /^deprecated$/ },
  },
  {
    id: "server-added",
    level: "compatible",
    says: "There is another URL to call",
    example: "`https://eu.example.com`",
    ...{ type: /^Server$/, kind: "added" },
  },
  {
    id: "server-default-changed",
    level: "dangerous",
    says: "A server's variables make another URL by default",
    example: "`default: eu` instead of `us`",
    ...{ type: /^Operation$/, property: /^x-default-server / },
    when: ({ base, revision }) =>
      revision !== undefined && String(base?.value).startsWith("default") && base?.value !== revision.value,
  },
  {
    id: "server-default-noted",
    level: "none",
    says: "Another URL is a default too",
    example: "variables written out as servers",
    ...{ type: /^Operation$/, property: /^x-default-server / },
  },
  {
    id: "security-loosened",
    level: "dangerous",
    says: "Credentials or a scope are no longer asked for",
    example: "`security: []`",
    ...{ type: /^SecurityRequirement/, kind: "added", when: addedRequirement },
  },
  {
    id: "security-alternative-added",
    level: "compatible",
    says: "Other credentials are accepted too",
    example: "OAuth beside an API key",
    ...{ type: /^SecurityRequirement/, kind: "added" },
  },
  {
    id: "security-loosened",
    level: "dangerous",
    says: "Credentials or a scope are no longer asked for",
    example: "`security: []`",
    type: /^SecurityRequirement/,
  },
  {
    id: "token-form-changed",
    level: "dangerous",
    says: "The form of a token changed, a hint",
    example: "`bearerFormat: JWT` removed",
    ...{ type: /^SecurityScheme$/, property: /^bearerFormat$/, overrules: true },
  },
  {
    id: "security-flow-widened",
    level: "compatible",
    says: "A security scheme has one more flow, scope or URL to refresh at",
    example: "the scope `clusters:read`",
    type: FLOW,
    when: ({ kind, base, property }) =>
      kind === "added" || (base === undefined && /^(refreshUrl|x-scope .*)$/.test(property)),
  },
  {
    id: "security-flow-changed",
    level: "breaking",
    says: "A flow, a scope or a URL of a security scheme is gone or another one",
    example: "another `tokenUrl`",
    type: FLOW,
  },
  {
    id: "path-variable-moved",
    level: "breaking",
    says: "Variables of a path changed places: calls by name send them the other way round",
    example: "`/move/{from}/{to}` to `/move/{to}/{from}`",
    ...{ type: /^Operation$/, property: /^x-variables$/ },
  },
  {
    id: "empty-value-allowed",
    level: "dangerous",
    says: "A parameter may be empty",
    example: "`allowEmptyValue: true`",
    ...{ type: /^Parameter$/, property: /^allowEmptyValue$/, overrules: true, when: becomes(true) },
  },
  {
    id: "described-otherwise",
    level: "breaking",
    says: "A parameter or header has `content` instead of `schema`, or the other way round",
    example: "a list that is now sent as JSON",
    ...{ type: /^(Parameter|Header)$/, property: /^x-described-by$/ },
  },
  {
    id: "header-serialization-changed",
    level: "breaking",
    says: "A header is written in another way",
    example: "`explode: true`",
    ...{ type: /^Header$/, property: /^(style|explode|allowReserved)$/ },
  },
  {
    id: "no-longer-sent",
    level: "breaking",
    says: "What the API always sent may be missing, in a header, a callback or a webhook",
    example: "a response header without `required: true`",
    ...{ type: /^(Header|Parameter|RequestBody)$/, property: /^required$/, direction: "response" },
    when: (finding) => !becomes(true)(finding),
  },
  {
    id: "requirement-relaxed",
    level: "compatible",
    says: "What had to be sent may be left out, or what may be missing is always there",
    example: "a parameter without `required: true`",
    ...{ type: /^(Header|Parameter|RequestBody)$/, property: /^required$/ },
  },
  {
    id: "no-longer-sent",
    level: "breaking",
    says: "What the API always sent may be missing, in a header, a callback or a webhook",
    example: "a parameter of a webhook removed",
    ...{ type: /^(Parameter|RequestBody)$/, kind: "removed", direction: "response" },
  },
  {
    id: "required-body-added",
    level: "breaking",
    says: "A request now has to have a body",
    example: "`required: true` in a new `requestBody`",
    ...{ type: /^RequestBody$/, kind: "added", direction: "request" },
    when: ({ node }) => node?.values.has("required") ?? false,
  },
  {
    id: "optional-part-added",
    level: "compatible",
    says: "There is one more parameter, body, header, link or media type that nobody has to know of",
    example: "an optional query parameter",
    ...{ type: /^(Parameter|RequestBody|Header|Link|MediaType)$/, kind: "added" },
  },
  {
    id: "link-removed",
    level: "dangerous",
    says: "A link is gone",
    example: "`links.first` removed",
    ...{ type: /^Link$/, kind: "removed" },
  },
  {
    id: "success-added",
    level: "dangerous",
    says: "There is one more success: code that asks for one status gets another",
    example: "202 beside 200",
    ...{
      type: /^Response$/,
      kind: "added",
      direction: "response",
      when: (finding) => statusOf(finding).startsWith("2"),
    },
  },
  {
    id: "response-added",
    level: "compatible",
    says: "There is one more response, of an error or a redirection",
    example: "429",
    ...{ type: /^Response$/, kind: "added" },
  },
  {
    id: "encoding-changed",
    level: "breaking",
    says: "A part of a form is encoded in another way",
    example: "`contentType: image/png` to `image/tiff`",
    type: /^Encoding$/,
  },
  {
    id: "request-property-removed",
    level: "dangerous",
    says: "A property of a request is gone, from an object that is open: what is sent is not read",
    example: "`properties.size` removed",
    ...{ type: OF_SCHEMA, kind: "removed", property: isProperty, direction: "request" },
    when: ({ owners, inChoice }) => !isClosed(owners.revision) && !inChoice,
  },
  {
    id: "property-removed",
    level: "breaking",
    says: "A property is gone from a response, or from a closed object or a choice by `oneOf` of a request",
    example: "`properties.size` removed",
    ...{ type: OF_SCHEMA, kind: "removed", property: isProperty, overrules: true },
  },
  {
    id: "property-added-to-closed-response",
    level: "breaking",
    says: "A response has a new property in an object that allowed no others",
    example: "a property more beside `additionalProperties: false`",
    ...{ type: OF_SCHEMA, kind: "added", property: isProperty, direction: "response" },
    when: ({ owners }) => isClosed(owners.base),
  },
  {
    id: "property-added",
    level: "compatible",
    says: "There is one more property; if a request has to have it, `required` says so",
    example: "`properties.size`",
    ...{ type: OF_SCHEMA, kind: "added", property: isProperty },
  },
  {
    id: "pattern-properties-changed",
    level: "breaking",
    says: "Properties whose names fit a pattern are restricted in a request, or no longer in a response",
    example: "`patternProperties` added",
    ...{ type: OF_SCHEMA, property: /^(patternProperties|dependentSchemas)\// },
    when: ({ kind, direction, owners, property }) => {
      const owner = kind === "added" ? owners.base : owners.revision;
      // In an object that allows no others, a pattern allows more.
      const widens = property.startsWith("pattern") && isClosed(owner);
      return ((kind === "added") !== widens) === (direction === "request");
    },
  },
  {
    id: "condition-changed",
    level: "breaking",
    says: "Which properties call for others changed, or a schema that is not weighed, such as that of `not`",
    example: "`dependentRequired` added in a request",
    ...{ type: OF_SCHEMA, property: /^dependentRequired$/ },
    when: ({ base, revision, direction }) =>
      base === undefined ? direction === "request" : revision !== undefined || direction === "response",
  },
  {
    id: "condition-changed",
    level: "breaking",
    says: "Which properties call for others changed, or a schema that is not weighed, such as that of `not`",
    example: "`not: { enum: [root] }` to `[admin]`",
    ...{
      type: OF_SCHEMA,
      kind: "modified",
      property: /^(not|if|then|else|contains|allOf|unevaluated.*|contentSchema)$/,
    },
  },
  {
    id: "alternative-removed",
    level: "dangerous",
    says: "A response has one alternative less",
    example: "a branch of `oneOf` removed",
    ...{ type: OF_SCHEMA, kind: "removed", property: isAlternative, direction: "response" },
  },
  {
    id: "response-values-removed",
    level: "dangerous",
    says: "A response has fewer values of an enumeration",
    example: "`enum: [a, b]` to `[a]`",
    ...{ type: OF_SCHEMA, property: /^enum$/, direction: "response" },
    when: ({ base, revision }) => base !== undefined && revision !== undefined,
  },
  {
    id: "default-changed",
    level: "dangerous",
    says: "A default is new, gone or another one",
    example: "`default: 10` to `20`",
    ...{ type: OF_SCHEMA, property: /^default$/ },
  },
  {
    id: "discriminator-changed",
    level: "breaking",
    says: "Another property says which alternative it is",
    example: "`propertyName: type` to `kind`",
    ...{ type: OF_SCHEMA, property: /^discriminator$/, when: ({ base, revision }) => Boolean(base && revision) },
  },
  {
    id: "discriminator-added-or-removed",
    level: "dangerous",
    says: "A choice has a discriminator now, or no longer: generated types change",
    example: "`discriminator` removed",
    ...{ type: OF_SCHEMA, property: /^discriminator$/ },
  },
  {
    id: "alternatives-overlap",
    level: "breaking",
    says: "A value fits two alternatives of `oneOf`, of which exactly one has to fit",
    example: "`number` beside `integer`",
    ...{ type: OF_SCHEMA, property: /^overlap$/, when: ({ revision }) => revision !== undefined },
  },
  {
    id: "alternatives-no-longer-overlap",
    level: "breaking",
    says: "In a response, a value that fitted two alternatives of `oneOf` fits one",
    example: "`number` removed beside `integer`",
    ...{ type: OF_SCHEMA, property: /^overlap$/, direction: "response" },
  },
  {
    id: "contradiction-changed",
    level: "breaking",
    says: "A schema that nothing fitted has values now in a response, or no longer in a request",
    example: "`type: object` beside an `enum` of strings",
    ...{ type: OF_SCHEMA, property: /^contradiction$/ },
    when: ({ revision, direction }) => (revision !== undefined) === (direction === "request"),
  },
  {
    id: "null-changed",
    level: "breaking",
    says: "A choice has null no longer in a request, or from now on in a response",
    example: "`type: null` added to `anyOf`",
    ...{ type: OF_SCHEMA, property: /^nullable$/ },
    when: (finding) => becomes(true)(finding) === (finding.direction === "response"),
  },
  {
    id: "format-narrowed-or-widened",
    level: "compatible",
    says: "A format of numbers is wider in a request, or narrower in a response",
    example: "`int32` to `int64`",
    ...{ type: OF_SCHEMA, property: /^format$/, overrules: true },
    when: ({ direction, base, revision }) => {
      const [narrow, wide] = direction === "request" ? [base, revision] : [revision, base];
      return wide !== undefined && WIDER_FORMATS[String(narrow?.value)] === wide.value;
    },
  },
  {
    id: "multiple-relaxed",
    level: "compatible",
    says: "`multipleOf` is finer in a request, or coarser in a response",
    example: "`multipleOf: 10` to `5`",
    ...{ type: OF_SCHEMA, property: /^multipleOf$/, overrules: true },
    when: ({ direction, ...finding }) => {
      const [old, now] = lists({ direction, ...finding });
      return (
        old !== undefined &&
        now !== undefined &&
        (direction === "request" ? isMultiple(old, now) : isMultiple(now, old))
      );
    },
  },
  {
    id: "constraint-relaxed",
    level: "compatible",
    says: "A request may say more, or a response says less, than before",
    example: "`maxLength: 10` to `20` in a request",
    ...{ type: OF_SCHEMA },
    property:
      /^(type|enum|const|format|pattern|required|multipleOf|nullable|overlap|contradiction|anyOf\/.*|(patternProperties|dependentSchemas)\/.*|(exclusiveM|m)(in|ax)imum|(min|max)(Length|Items|Properties|Contains)|uniqueItems|additionalProperties|not|if|then|else|contains|propertyNames|dependentRequired|unevaluated(Items|Properties)|content(Encoding|MediaType|Schema)|allOf)$/,
  },
  {
    id: "unknown-change",
    level: "dangerous",
    says: "Something changed that is not known here",
    example: "a keyword of the API's own",
    type: /^/,
  },
];

/** What a change is called, and its level. */
export function weigh(finding: Finding): { rule: string; level: Level } {
  const row = ROWS.find((candidate) => fits(candidate, finding));
  if (finding.major && !row?.overrules) return { rule: finding.major, level: "breaking" };
  return { rule: row?.id ?? "unknown-change", level: row?.level ?? "dangerous" };
}

function fits({ type, kind, property, direction, overrules, when }: Row, finding: Finding): boolean {
  if (finding.major && !overrules) return false;
  return (
    type.test(finding.typeName) &&
    (kind === undefined || kind === finding.kind) &&
    (property === undefined || property.test(finding.property)) &&
    (direction === undefined || direction === finding.direction) &&
    (when === undefined || when(finding))
  );
}
