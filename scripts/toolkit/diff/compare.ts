import { dirname, relative } from "node:path";
import { type JsonObject, locate } from "../description/index.js";
import type { BundleLocation } from "./bundle-location.js";
import { describeChange } from "./describe.js";
import { createSchemaReaders, pairBundles, reachOf } from "./differences.js";
import { emit, type Spot } from "./emit.js";
import { graver, LEVELS, type Level, type RawChange, weigh } from "./levels.js";
import type { Edge } from "./node.js";
import type { Pair } from "./pair.js";
import { type RedoclyChange, runRedoclyDiff } from "./redocly.js";

/** One change of the contract, as reports and the JSON output have it. */
export interface Change {
  level: Exclude<Level, "none">;
  /** An id of the table of levels, or of Redocly's rule. */
  rule: string;
  /** The file, if it is not the root document, and a JSON pointer: in the revision, or in the base for what was removed. */
  location: string;
  what: string;
  /** Such as "the request body of GET /pets", of the first operation that the change reaches. */
  where: string;
  /** Which of the two descriptions the location is in. */
  source: "base" | "revision";
  /** The operations that the change reaches, as "GET /pets". */
  operations: string[];
  /** The same location, in the bundle. */
  bundleLocation: BundleLocation;
  /** Where it is in each of the two bundles: what one of them lacks is where the part around it is. */
  sides: Record<"base" | "revision", { location: BundleLocation; lacks: boolean }>;
}

/** All changes between two descriptions, the gravest first, and the gravest level. */
export interface DiffResult {
  level: Level;
  changes: Change[];
}

/**
 * Compares pairs of bundled descriptions by what they promise a consumer, all with one call of `redocly diff`.
 * Texts, examples, order, names of components and the way a schema is written don't count.
 *
 * @param options.now - the clock, in milliseconds; a deprecated operation may go when its sunset has passed @default Date.now()
 */
export async function diffBundles(
  documents: readonly (readonly [base: JsonObject, revision: JsonObject])[],
  { now = Date.now() }: { now?: number } = {},
): Promise<DiffResult[]> {
  const schemas = createSchemaReaders(false);
  const tops = documents.map(([base, revision]) => pairBundles(base, revision, schemas));
  const found = documents.map(() => new Map<string, Change>());
  if (tops.some((top) => top !== undefined)) {
    const { base, revision, spots } = emit(tops);
    const listed = (await runRedoclyDiff(base, revision)).map((change) => ({ change, spot: spotOf(change, spots) }));
    for (const { change, spot } of [...listed, ...findUnlisted(listed, spots)]) {
      if (!spot) throw new Error(`redocly diff reports an unexpected change: ${JSON.stringify(change)}`);
      addChange(found[spot.index] ?? new Map(), change, spot, now);
    }
  }
  return found.map((changes) => {
    const sorted = [...changes.values()].sort(
      (a, b) =>
        LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
        compareTexts(a.location, b.location) ||
        compareTexts(a.rule, b.rule),
    );
    return { level: sorted.map(({ level }) => level).reduce<Level>(graver, "none"), changes: sorted };
  });
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function spotOf(change: RedoclyChange, spots: Record<"base" | "revision", Map<string, Spot>>): Spot | undefined {
  for (const side of ["revision", "base"] as const) {
    const pointer = change[side]?.pointer.replace(/^#/, "");
    if (pointer === undefined) continue;
    const spot = spots[side].get(pointer) ?? spots[side].get(pointer.slice(0, pointer.lastIndexOf("/")));
    if (spot) return spot;
  }
  return undefined;
}

/** Differences that Redocly does not list: whatever they are, they are not skipped. */
function findUnlisted(
  listed: readonly { change: RedoclyChange; spot: Spot | undefined }[],
  spots: Record<"base" | "revision", Map<string, Spot>>,
): { change: RedoclyChange; spot: Spot }[] {
  const known = new Map<Pair | Edge, Set<string>>();
  for (const { change, spot } of listed) {
    const owner = spot?.alone?.edge ?? spot?.pair;
    if (owner) known.set(owner, (known.get(owner) ?? new Set()).add(change.property ?? ""));
  }
  const all = [...spots.base.values(), ...spots.revision.values()];
  return all.flatMap((spot) => {
    const { pair, alone } = spot;
    const has = (owner: Pair | Edge, property: string) => known.get(owner)?.has(property) ?? false;
    const missing = alone
      ? alone.key.startsWith("security/") || has(alone.edge, "")
        ? []
        : [""]
      : [...pair.values.keys()].filter((property) => !has(pair, property));
    return missing.map((property) => {
      const kind = !alone ? "modified" : pair.alone.get(alone.key)?.side === "base" ? "removed" : "added";
      return { spot, change: { typeName: "", kind, verdicts: [], ...(property && { property }) } };
    });
  });
}

function addChange(changes: Map<string, Change>, change: RedoclyChange, { pair, alone }: Spot, now: number): void {
  const { typeName, kind, verdicts } = change;
  const [base, revision] = pair.values.get(change.property ?? "") ?? [];
  const finding: RawChange = {
    typeName,
    kind,
    property: alone?.key ?? change.property ?? "",
    major: verdicts.find(({ impact }) => impact === "major")?.ruleId,
    direction: (alone?.edge.node() ?? pair.base).direction,
    base,
    revision,
    node: alone?.edge.node(),
    owners: pair,
    inChoice: [...pair.parents].some((parent) => parent.base.exclusive || parent.revision.exclusive),
    now,
  };
  const { rule, level } = weigh(finding);
  if (level === "none") return;
  const [bundleLocation, source] = locationOf(finding, alone?.edge.location);
  const at = locate(bundleLocation.document, bundleLocation.pointer);
  const root = locate(bundleLocation.document, "")?.file;
  const file = at && root !== undefined && at.file !== root ? relative(dirname(root), at.file) : "";
  const location = `${file}#${at?.pointer ?? bundleLocation.pointer}`;
  const key = [level, rule, source, location].join("\n");
  const reached = reachOf(pair, finding.node);
  const known = changes.get(key);
  if (known) known.operations = [...new Set([...known.operations, ...reached.operations])];
  else
    changes.set(key, {
      level,
      rule,
      location,
      what: describeChange(finding),
      where: reached.where,
      source,
      operations: reached.operations,
      bundleLocation,
      sides: {
        base: {
          location: source === "base" ? bundleLocation : (base?.location ?? pair.base.location),
          lacks: source !== "base" && !base,
        },
        revision: {
          location: source === "revision" ? bundleLocation : pair.revision.location,
          lacks: source === "base",
        },
      },
    });
}

function locationOf(
  { base, revision, kind, owners }: RawChange,
  alone: BundleLocation | undefined,
): [BundleLocation, "base" | "revision"] {
  if (alone) return [alone, kind === "removed" ? "base" : "revision"];
  if (revision) return [revision.location, "revision"];
  return base ? [base.location, "base"] : [owners.revision.location, "revision"];
}
