import { child, follow, isMapping, items, members, type Place } from "../source/source.js";
import { type Comparisons, compareSchemas, type SchemaComparison, schemaOf } from "./compare-schemas.js";
import { type Difference, difference, told } from "./difference.js";

/** The two sides of a comparison, ours first. */
export type Pair = readonly [ours: Place, published: Place];

/** Compares all that a call of an operation is made of, but for its path and method. */
export function compareOperations(operations: Pair, items: Pair, comparisons: Comparisons): Difference[] {
  const [ours, published] = operations;
  return [
    ...compareValues(operations, "deprecated", false),
    ...compareValues(operations, "x-sunset"),
    ...compareSecurity(operations),
    ...compareParameters(operations, items, comparisons.request),
    ...compareRequests(
      [follow(child(ours, "requestBody")), follow(child(published, "requestBody"))],
      comparisons.request,
    ),
    ...compareResponses([child(ours, "responses"), child(published, "responses")], comparisons.response),
  ];
}

function compareValues([ours, published]: Pair, name: string, absent?: unknown): Difference[] {
  const [mine, theirs] = [child(ours, name), child(published, name)];
  const say = ({ value }: Place) => (value === absent ? undefined : told(value));
  if (told(say(mine)) === told(say(theirs))) return [];
  return [difference(name, [say(mine), ours, mine], [say(theirs), theirs.value === undefined ? published : theirs])];
}

/** Pairs members by name, and tells of a name that one side lacks, where it is used and not where it is defined. */
function pairMembers(
  what: string,
  ours: Map<string, Place>,
  published: Map<string, Place>,
  owners: Pair,
  each: (pair: Pair, name: string) => Difference[],
) {
  return [...new Set([...ours.keys(), ...published.keys()])].flatMap((name) => {
    const [mine, theirs] = [ours.get(name), published.get(name)];
    if (mine && theirs) return each([follow(mine), follow(theirs)], name);
    return [difference(what, [mine && name, mine ?? owners[0]], [theirs && name, theirs ?? owners[1]])];
  });
}

function compareParameters(operations: Pair, pathItems: Pair, comparison: SchemaComparison): Difference[] {
  const read = (side: 0 | 1) => {
    const lists = [pathItems[side], operations[side]].flatMap((owner) => items(child(owner, "parameters")));
    const template = pathItems[side].path.at(-1) ?? "";
    return new Map(lists.map((parameter) => [parameterKey(follow(parameter), template), parameter]));
  };
  return pairMembers("parameter", read(0), read(1), operations, (pair) => [
    ...compareValues(pair, "required", false),
    ...compareValues(pair, "deprecated", false),
    ...compareValues(pair, "style", styleOf(pair[0])),
    ...compareSchemas(schemaOf(pair[0]), schemaOf(pair[1]), comparison),
  ]);
}

// The name of a path parameter is not on the wire: its place in the path counts.
function parameterKey({ value }: Place, template: string): string {
  const { name, in: place } = value as { name: string; in: string };
  if (place !== "path") return `${place} ${place === "header" ? name.toLowerCase() : name}`;
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, inner]) => inner);
  return `path ${names.indexOf(name) + 1}`;
}

const styleOf = ({ value }: Place) => (["path", "header"].includes((value as { in: string }).in) ? "simple" : "form");

function compareRequests(bodies: Pair, comparison: SchemaComparison): Difference[] {
  const [ours, published] = bodies;
  if (ours.value === undefined && published.value === undefined) return [];
  if (ours.value === undefined || published.value === undefined) {
    const say = ({ value }: Place) => (value === undefined ? undefined : "described");
    return [difference("request body", [say(ours), ours], [say(published), published])];
  }
  return [...compareValues(bodies, "required", false), ...compareContent(bodies, comparison)];
}

function compareResponses(responses: Pair, comparison: SchemaComparison): Difference[] {
  return pairMembers("status", new Map(members(responses[0])), new Map(members(responses[1])), responses, (pair) => [
    ...pairMembers("header", headersOf(pair[0]), headersOf(pair[1]), pair, (headers) => [
      ...compareValues(headers, "required", false),
      ...compareSchemas(schemaOf(headers[0]), schemaOf(headers[1]), comparison),
    ]),
    ...compareContent(pair, comparison),
  ]);
}

const headersOf = (response: Place) =>
  new Map(members(child(response, "headers")).map(([name, header]) => [name.toLowerCase(), header]));

function compareContent(owners: Pair, comparison: SchemaComparison): Difference[] {
  const [ours, published] = owners.map((owner) => new Map(members(child(owner, "content")))) as [
    Map<string, Place>,
    Map<string, Place>,
  ];
  // Of the dated versions of a media type, one is chosen; another date matters only if it is newer.
  const chosen = [...ours.keys()].map(versionOf).filter((version) => version !== undefined);
  for (const name of [...published.keys()]) {
    const version = versionOf(name);
    if (!version || ours.has(name)) continue;
    const isOlder = chosen.some((mine) => mine.kind === version.kind && mine.date >= version.date);
    if (isOlder || !chosen.some((mine) => mine.suffix === version.suffix)) published.delete(name);
  }
  return pairMembers("media type", ours, published, owners, (pair) => [
    ...compareValues(pair, "x-sunset"),
    ...compareSchemas(schemaOf(pair[0]), schemaOf(pair[1]), comparison),
  ]);
}

function versionOf(mediaType: string) {
  const [, before = "", date = "", suffix = ""] = /^([^;+]*?)(\d{4}-\d{2}-\d{2})(\+[^;]*)?$/.exec(mediaType) ?? [];
  return date === "" ? undefined : { kind: `${before}${suffix}`, date, suffix };
}

// Schemes by what they ask of a caller: their names are not on the wire.
function compareSecurity(operations: Pair): Difference[] {
  const [ours, published] = operations.map(readSecurity) as [string[], string[]];
  if (told(ours)?.toString() === told(published)?.toString()) return [];
  const say = (schemes: string[]) => (schemes.length > 0 ? told(schemes) : undefined);
  return [difference("security", [say(ours), operations[0]], [say(published), operations[1]])];
}

function readSecurity(operation: Place): string[] {
  const { root } = operation.source;
  const own = child(operation, "security");
  const requirements = items(own.value === undefined ? child(root, "security") : own);
  return requirements.map((requirement) =>
    members(requirement)
      .map(([name, scopes]) => {
        const { value } = follow(child(root, "components", "securitySchemes", name));
        const scheme = isMapping(value) ? value : {};
        const flows = isMapping(scheme.flows) ? Object.keys(scheme.flows) : [];
        const details = [
          scheme.scheme,
          scheme.in,
          scheme.in && scheme.name,
          ...flows,
          ...((scopes.value ?? []) as string[]),
        ];
        return [scheme.type ?? name, ...details.filter(Boolean)].join(" ").toLowerCase();
      })
      .sort()
      .join(" and "),
  );
}
