import type { Direction } from "../description/index.js";
import { markdownTable } from "../report/index.js";
import { isNever, type Node, type Value } from "./node.js";

/** How severe a change is for a consumer, from harmless to breaking. */
export const LEVELS = ["none", "compatible", "dangerous", "breaking"] as const;
export type Level = (typeof LEVELS)[number];

/** A change as `redocly diff` lists it, with the nodes of the normal form that it stands for. */
export interface RawChange {
  typeName: string;
  kind: "added" | "removed" | "modified";
  /** The modified keyword, or the path of the added or removed part. */
  property: string;
  /** The Redocly rule that rates it as major. */
  major: string | undefined;
  direction: Direction;
  base: Value | undefined;
  revision: Value | undefined;
  /** The added or removed part. */
  node: Node | undefined;
  /** The parent of the added or removed part, or the two modified nodes. */
  owners: { base: Node; revision: Node };
  /**
   * It is in an alternative of `oneOf` without a discriminator: a value that matches more alternatives may then match
   * two.
   */
  inChoice: boolean;
  /** The clock, in milliseconds. */
  now: number;
}

const isClosed = ({ edges }: Node) => {
  const rest = edges.get("additionalProperties");
  return rest !== undefined && isNever(rest.node());
};
const WIDER_FORMATS: Record<string, string> = { int32: "int64", float: "double" };
const isMultiple = (value: unknown, of: unknown) => {
  const ratio = Number(value) / Number(of);
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 && Math.round(ratio) > 0;
};
const sunsetPassed = ({ node, now }: RawChange) => Date.parse(String(node?.values.get("x-sunset")?.value)) <= now;
const isSet = ({ revision }: RawChange) => revision?.value === true;
/**
 * The values of a compatible change, the narrower one first: in a request the new value is wider, in a response the old
 * one.
 */
const widening = ({ direction, base, revision }: RawChange) =>
  (direction === "request" ? [base?.value, revision?.value] : [revision?.value, base?.value]) as [unknown, unknown];

/** Further conditions that a row of the table may have. */
const CONDITIONS: Record<string, (finding: RawChange) => boolean> = {
  "": () => true,
  new: ({ base }) => base === undefined,
  set: isSet,
  unset: (finding) => !isSet(finding),
  both: ({ base, revision }) => base !== undefined && revision !== undefined,
  ended: sunsetPassed,
  "deprecated and ended": (finding) => finding.node?.values.get("deprecated")?.value === true && sunsetPassed(finding),
  earlier: ({ base, revision }) => Date.parse(String(revision?.value)) < Date.parse(String(base?.value)),
  "another default": ({ base, revision }) =>
    revision !== undefined && String(base?.value).startsWith("default") && base?.value !== revision.value,
  // The new requirement asks for no scheme or scope beyond those of a former one.
  weaker: ({ node, owners }) =>
    [...owners.base.edges].some(
      ([key, edge]) =>
        key.startsWith("security/") &&
        [...(node?.values ?? [])].every(([name, { value }]) => {
          const granted = edge.node().values.get(name)?.value;
          return Array.isArray(granted) && (value as string[]).every((scope) => granted.includes(scope));
        }),
    ),
  required: ({ node }) => node?.values.has("required") ?? false,
  open: ({ owners, inChoice }) => !isClosed(owners.revision) && !inChoice,
  closed: ({ owners }) => isClosed(owners.base),
  // In a closed object, a pattern allows more; in an object with a schema for other properties, it replaces that
  // schema.
  restricting: ({ kind, direction, owners, property }) => {
    const others = (kind === "added" ? owners.base : owners.revision).edges.get("additionalProperties");
    const widens = property.startsWith("pattern") && others !== undefined;
    if (widens && !isNever(others.node())) return true;
    return ((kind === "added") !== widens) === (direction === "request");
  },
  tighter: ({ base, revision, direction }) =>
    (base && revision) !== undefined || (revision !== undefined) === (direction === "request"),
  looser: ({ revision, direction }) => (revision !== undefined) === (direction === "response"),
  "wider format": (finding) => WIDER_FORMATS[String(widening(finding)[0])] === (widening(finding)[1] ?? ""),
  "finer multiple": (finding) => widening(finding).every(Boolean) && isMultiple(...widening(finding)),
};

/**
 * The levels of changes that `redocly diff` lists without a level and, if the third column has a `!`, of the few that
 * it rates too high. The first matching row counts. A change that Redocly itself rates as major is breaking, under the
 * name of Redocly's rule. The columns: id, level, what (direction, types, kind of change, keyword or path), condition,
 * sentence, example. The ids are written into acknowledgements, so they never change once published.
 */
const TABLE = `
operation-removed-after-sunset | compatible | Operation removed ! | deprecated and ended | A deprecated operation was removed after its \`x-sunset\` | \`x-sunset: 2020-01-01\`
media-type-removed-after-sunset | compatible | MediaType removed ! | ended | A media type was removed after its \`x-sunset\` | a version that has ended
operation-added | compatible | Operation added | | An operation, a webhook or a callback was added | \`GET /clusters\`
operation-id-added | compatible | Operation modified operationId$ | new | An operation now has an \`operationId\` | \`operationId: getCluster\`
sunset-moved-forward | dangerous | Operation/MediaType modified x-sunset$ | earlier | The sunset of a deprecated operation or media type is earlier | \`x-sunset\` from 2027 to 2026
sunset-changed | compatible | Operation/MediaType modified x-sunset$ | | \`x-sunset\` was added, moved to a later date, or removed | \`x-sunset\` from 2026 to 2027
deprecated | compatible | Operation/Parameter/Header/Schema modified deprecated$ | set | Something is deprecated | \`deprecated: true\`
deprecation-withdrawn | dangerous | Operation/Parameter/Header/Schema modified deprecated$ | | Something is no longer deprecated: consumers may already have migrated away from it | \`deprecated: true\` removed
server-added | compatible | Server added | | A server URL was added | \`https://eu.example.com\`
server-default-changed | dangerous | Operation modified x-default-server | another default | The defaults of a server's variables result in a different URL | \`default: eu\` instead of \`us\`
server-default-noted | none | Operation modified x-default-server | | Another URL is a default too | variables written out as servers
security-loosened | dangerous | request SecurityRequirement/SecurityRequirementList added | weaker | Credentials or a scope are no longer required | \`security: []\`
security-alternative-added | compatible | request SecurityRequirement/SecurityRequirementList added | | Other credentials are accepted as well | OAuth beside an API key
security-loosened | dangerous | request SecurityRequirement/SecurityRequirementList | | Credentials or a scope are no longer required | \`security: []\`
token-form-changed | dangerous | SecurityScheme modified bearerFormat$ ! | | The format of a token changed, which is only a hint | \`bearerFormat: JWT\` removed
security-flow-widened | compatible | FLOW added | | A flow was added to a security scheme | \`clientCredentials\`
security-flow-widened | compatible | FLOW modified (refreshUrl|x-scope) | new | A scope or a refresh URL was added to a flow | the scope \`clusters:read\`
security-flow-changed | breaking | FLOW | | A flow, a scope or a URL of a security scheme was changed or removed | another \`tokenUrl\`
path-variable-moved | breaking | Operation modified x-variables$ | | The variables of a path swapped positions: clients that pass them by name send them in the wrong order | \`/move/{from}/{to}\` to \`/move/{to}/{from}\`
empty-value-allowed | dangerous | Parameter modified allowEmptyValue$ ! | set | A parameter may be empty | \`allowEmptyValue: true\`
described-otherwise | breaking | Parameter/Header modified x-described-by$ | | A parameter or header has \`content\` instead of \`schema\`, or vice versa | a list that is now sent as JSON
header-serialization-changed | breaking | Header modified (style|explode|allowReserved)$ | | A header is serialized differently | \`explode: true\`
no-longer-sent | breaking | response Header/Parameter/RequestBody modified required$ | unset | Something that the API always sent may be missing: a header, or a part of a callback or webhook | a response header without \`required: true\`
requirement-relaxed | compatible | Header/Parameter/RequestBody modified required$ | | Something is now optional in a request, or always present in a response | a parameter without \`required: true\`
no-longer-sent | breaking | response Parameter/RequestBody removed | | Something that the API sent in a callback or a webhook was removed | a parameter of a webhook removed
credentials-sent | dangerous | response SecurityRequirement/SecurityRequirementList added ! | | The API sends credentials in a callback or a webhook that it did not send before | \`security\` added to a webhook
no-longer-sent | breaking | response SecurityRequirement/SecurityRequirementList ! | | The API no longer sends the credentials in a callback or a webhook, or sends others | \`security\` of a webhook removed
required-body-added | breaking | request RequestBody added | required | A request body is now required | \`required: true\` in a new \`requestBody\`
required-header-added | breaking | request Header added | required | A header is now required: in a part of a form, or in what a consumer responds to a webhook | \`required: true\` in a new header
optional-part-added | compatible | Parameter/RequestBody/Header/Link/MediaType added | | A parameter, body, header, link or media type was added that consumers can ignore | an optional query parameter
link-changed | dangerous | Link modified (operation|parameters$|requestBody$) | | A link leads to another operation, or passes it other values | \`operationId: getCluster\` to \`getFlexCluster\`
link-removed | dangerous | Link removed | | A link was removed | \`links.first\` removed
success-added | dangerous | response Response added responses/2 | | A success status was added: code that expects the other one may fail | 202 beside 200
response-added | compatible | Response added | | A response was added for an error or a redirection | 429
encoding-changed | breaking | Encoding | | A part of a form is encoded differently | \`contentType: image/png\` to \`image/tiff\`
request-property-removed | dangerous | request Schema removed properties/ | open | A property was removed from an open object of a request: the API ignores it | \`properties.size\` removed
property-removed | breaking | Schema removed properties/ ! | | A property was removed from a response, or from a closed object or a \`oneOf\` of a request | \`properties.size\` removed
property-added-to-closed-response | breaking | response Schema added properties/ | closed | A property was added to an object of a response that allowed no others | a new property beside \`additionalProperties: false\`
property-added | compatible | Schema added properties/ | | A property was added; requiring it in a request is a change of its own | \`properties.size\`
pattern-properties-changed | breaking | Schema \\w+ (patternProperties|dependentSchemas)/ | restricting | Properties whose names match a pattern are now restricted in a request, or no longer restricted in a response | \`patternProperties\` added
condition-changed | breaking | Schema modified dependentRequired$ | tighter | The properties that require other properties changed | \`dependentRequired\` added in a request
condition-changed | breaking | Schema modified (not|if|then|else|contains|allOf|contentSchema|unevaluated\\w+)$ | | A schema changed that can only be compared as a whole, such as that of \`not\` | \`not: { enum: [root] }\` to \`[admin]\`
alternative-removed | dangerous | response Schema removed anyOf/ | | An alternative was removed from a response | a branch of \`oneOf\` removed
response-values-removed | dangerous | response Schema modified enum$ | both | An enumeration in a response has fewer values | \`enum: [a, b]\` to \`[a]\`
default-changed | dangerous | Schema modified default$ | | A default was added, changed or removed | \`default: 10\` to \`20\`
discriminator-changed | breaking | Schema modified discriminator$ | both | Another property selects the alternative | \`propertyName: type\` to \`kind\`
discriminator-added-or-removed | dangerous | Schema modified discriminator$ | | A discriminator was added to a choice, or removed from it: generated types change | \`discriminator\` removed
alternatives-overlap | breaking | Schema modified overlap$ | set | A value may match two alternatives of \`oneOf\`, of which exactly one has to match | \`number\` beside \`integer\`
alternatives-no-longer-overlap | breaking | response Schema modified overlap$ | | In a response, a value that matched two alternatives of \`oneOf\` now matches one | \`number\` removed beside \`integer\`
contradiction-changed | breaking | Schema modified contradiction$ | tighter | A schema that no value matched now allows some in a response, or one that did allows none in a request | \`type: object\` beside an \`enum\` of strings
ineffective-nullable-changed | dangerous | Schema modified nullable$ ! | | \`nullable\` changed where OpenAPI gives it no meaning, but some tools do: in 3.1, or in 3.0 without a \`type\` or with an \`enum\` without null | \`nullable: true\` beside \`allOf\`
null-changed | breaking | Schema modified allowsNull$ | looser | A choice no longer allows null in a request, or now allows it in a response | \`type: null\` added to \`anyOf\`
format-widened | compatible | Schema modified format$ ! | wider format | A number format is wider in a request, or narrower in a response | \`int32\` to \`int64\`
multiple-relaxed | compatible | Schema modified multipleOf$ ! | finer multiple | \`multipleOf\` is finer in a request, or coarser in a response | \`multipleOf: 10\` to \`5\`
constraint-relaxed | compatible | Schema \\w+ KNOWN | | A request allows more values than before, or a response has fewer | \`maxLength: 10\` to \`20\` in a request
unknown-change | dangerous | \\w* | | Something changed that no other rule covers | a custom keyword
`;

const FLOW = "(?:OAuth2Flows|ImplicitFlow|PasswordFlow|ClientCredentials|AuthorizationCode|\\w*(?:Flow|Device)\\w*)";
const KNOWN = `(?:${[
  "type|enum|format|pattern|required|multipleOf|allowsNull|overlap|contradiction|anyOf/.*|(pattern|dependent)\\w+(/.*)?",
  "(exclusiveM|m)(in|ax)imum|(min|max)(Length|Items|Properties)|uniqueItems|additionalProperties|not|if|then",
  "else|contains|propertyNames|unevaluated(Items|Properties)|content(Encoding|MediaType|Schema)|allOf",
].join("|")})$`;

/** The rows of the table. */
const LEVEL_RULES = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [id = "", level = "", what = "", condition = "", says = "", example = ""] = line.split(/ ?\| /);
    const words = what.replace(/ !$/, "").replace("FLOW", FLOW).replace("KNOWN", KNOWN).split(" ");
    const direction = ["request", "response"].includes(words[0] ?? "") ? words.shift() : "\\w+";
    const types = words.shift()?.replaceAll("/", "|");
    const pattern = new RegExp(`^${[direction, `(?:${types})`, ...words].join(" ")}`);
    const when = CONDITIONS[condition];
    if (!when || !LEVELS.includes(level as Level)) throw new Error(`The table of levels has a wrong row: ${line}`);
    return { id, level: level as Level, pattern, when, overrules: what.endsWith("!"), says, example };
  });

/** The name and the level of a change. */
export function weigh(finding: RawChange): { rule: string; level: Level } {
  const { direction, typeName, kind, property, major } = finding;
  const text = `${direction} ${typeName} ${kind} ${property}`;
  const row = LEVEL_RULES.find((one) => (one.overrules || !major) && one.pattern.test(text) && one.when(finding));
  if (row) return { rule: row.id, level: row.level };
  return { rule: major ?? "unknown-change", level: major ? "breaking" : "dangerous" };
}

/** The table of levels, for the documents. */
export function formatLevels(): string {
  const rows = LEVEL_RULES.filter(({ level }) => level !== "none");
  return [
    "# The levels of changes",
    "",
    "Made by `npm run spec:diff -- --levels` from the table in `levels.ts`. What `redocly diff` calls major is breaking, by",
    "the name of Redocly's rule. These are the levels of what it lists without one, and of the few that it rates too high.",
    "",
    ...markdownTable(
      ["Rule", "Level", "It means", "For example"],
      rows.map(({ id, level, says, example }) => [`\`${id}\``, level, says, example]),
    ),
  ].join("\n");
}
