import { dirname, relative } from "node:path";
import { type JsonObject, locate } from "../description/index.js";
import type { BundleLocation } from "./bundle-location.js";
import { describeChange } from "./describe.js";
import { createSchemaReaders, operationsReached, pairBundles } from "./differences.js";
import { type Emitted, type EmittedPart, emit } from "./emit.js";
import { LEVELS, type Level, type RawChange, weigh } from "./levels.js";
import { type RedoclyChange, runRedoclyDiff } from "./redocly.js";

/** One change of the contract, as reports and the JSON output show it. */
export interface Change {
  level: Exclude<Level, "none">;
  /** An id from the table of levels, or the name of a Redocly rule. */
  rule: string;
  /**
   * A JSON pointer, after the file if that is not the root document. It points into the revision, or into the base if
   * the part was removed.
   */
  location: string;
  what: string;
  /** Such as "the request body of GET /pets", for the first affected operation. */
  where: string;
  /** Which of the two descriptions the location is in. */
  source: "base" | "revision";
  /** The affected operations, as "GET /pets". */
  operations: string[];
  /**
   * The location in each of the two bundles. In a bundle that lacks the part, it is the location of the enclosing part.
   */
  sides: Record<"base" | "revision", { location: BundleLocation; lacks: boolean }>;
}

/** All changes between two descriptions, the most severe first, and the highest level. */
export interface DiffResult {
  level: Level;
  changes: Change[];
}

/**
 * Compares pairs of bundled descriptions as contracts with a consumer, all with one call of `redocly diff`.
 * Descriptions, examples, order, names of components and equivalent spellings of a schema don't count.
 *
 * @param options.now - the clock, in milliseconds; a deprecated operation may be removed once its sunset has passed
 * @default Date.now()
 */
export async function diffBundles(
  documents: readonly (readonly [base: JsonObject, revision: JsonObject])[],
  { now = Date.now() }: { now?: number } = {},
): Promise<DiffResult[]> {
  const schemas = createSchemaReaders(false);
  const tops = documents.map(([base, revision]) => pairBundles(base, revision, schemas));
  const found = documents.map(() => new Map<string, Change>());
  if (tops.some((top) => top !== undefined)) {
    const { base, revision, parts } = emit(tops);
    const listed = (await runRedoclyDiff(base, revision)).map((change) => ({ change, part: partOf(change, parts) }));
    for (const { change, part } of listed) part.listed.add(change.property ?? "");
    for (const { change, part } of [...listed, ...findUnlisted(parts)]) {
      const weighed = toChange(change, part, now);
      if (!weighed) continue;
      const key = [weighed.level, weighed.rule, weighed.source, weighed.location].join("\n");
      const known = found[part.index]?.get(key);
      if (known) known.operations = [...new Set([...known.operations, ...weighed.operations])];
      else found[part.index]?.set(key, weighed);
    }
  }
  return found.map((changes) => {
    const sorted = [...changes.values()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    return { level: sorted[0]?.level ?? "none", changes: sorted };
  });
}

const orderOf = ({ level, location, rule }: Change) =>
  [LEVELS.length - LEVELS.indexOf(level), location, rule].join("\n");

interface ListedChange {
  change: RedoclyChange;
  part: EmittedPart;
}

/** The change in the normal form that a change of the emitted documents stands for. */
function partOf(change: RedoclyChange, parts: Emitted["parts"]): EmittedPart {
  for (const side of ["revision", "base"] as const) {
    const pointer = change[side]?.pointer.replace(/^#/, "");
    if (pointer === undefined) continue;
    const part = parts[side].get(pointer) ?? parts[side].get(pointer.slice(0, pointer.lastIndexOf("/")));
    if (part) return part;
  }
  throw new Error(`redocly diff reports an unexpected change: ${JSON.stringify(change)}`);
}

/** Differences that Redocly does not list. They are reported too, whatever they are. */
function findUnlisted(parts: Emitted["parts"]): ListedChange[] {
  return [...new Set([...parts.base.values(), ...parts.revision.values()])].flatMap((part): ListedChange[] => {
    const { pair, alone, listed } = part;
    if (!alone) {
      const missing = [...pair.values.keys()].filter((property) => !listed.has(property));
      return missing.map((property) => ({ part, change: { typeName: "", kind: "modified", verdicts: [], property } }));
    }
    // Requirements are emitted even if they don't differ.
    if (alone.key.startsWith("security/") || listed.has("")) return [];
    const kind = pair.alone.get(alone.key)?.side === "base" ? "removed" : "added";
    return [{ part, change: { typeName: "", kind, verdicts: [] } }];
  });
}

/** A change with its level and its locations; undefined if it does not count. */
function toChange(change: RedoclyChange, { pair, alone }: EmittedPart, now: number): Change | undefined {
  const { typeName, kind, verdicts, property = "" } = change;
  const [base, revision] = pair.values.get(property) ?? [];
  const node = alone?.edge.node();
  const finding: RawChange = {
    ...{ typeName, kind, base, revision, node, now, owners: pair },
    property: alone?.key ?? property,
    major: verdicts.find(({ impact }) => impact === "major")?.ruleId,
    direction: (node ?? pair.base).direction,
    inChoice: [...pair.parents].some((parent) => parent.base.exclusive || parent.revision.exclusive),
  };
  const { rule, level } = weigh(finding);
  if (level === "none") return undefined;
  const source = (alone ? kind === "removed" : base && !revision) ? "base" : "revision";
  const own = alone?.edge.location ?? revision?.location ?? base?.location ?? pair.revision.location;
  const at = locate(own.document, own.pointer);
  const root = locate(own.document, "")?.file;
  const file = at && root !== undefined && at.file !== root ? relative(dirname(root), at.file) : "";
  const isOfBase = source === "base";
  return {
    ...{ level, rule, source, ...operationsReached(pair, node) },
    location: `${file}#${at?.pointer ?? own.pointer}`,
    what: describeChange(finding),
    sides: {
      base: { location: isOfBase ? own : (base ?? pair.base).location, lacks: !isOfBase && !base },
      revision: { location: isOfBase ? pair.revision.location : own, lacks: isOfBase },
    },
  };
}
