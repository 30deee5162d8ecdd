import { decodePointer } from "../description/index.js";
import { type Alternative, type Edge, inside, type Node, type Pair } from "../diff/index.js";
import { type Difference, NO_DRIFT } from "./difference.js";

/** The names of parts of the normal form in drift; other parts have the name of their keyword. */
const NAMES: Record<string, string> = {
  ...{ properties: "property", parameters: "parameter", responses: "status", headers: "header", content: "media type" },
  ...{ requestBody: "request body", anyOf: "alternative", paths: "operation", webhooks: "operation" },
};
/** The drift if only one side of a pair has a part. */
export function compareLonePart(
  { base, revision }: Pair,
  key: string,
  { side, edge }: { side: "base" | "revision"; edge: Edge },
): Difference[] {
  const [container = ""] = key.split("/");
  const name = decodePointer(key.slice(container.length)).join(" ");
  // Our description is a fragment: an operation that only the published description has is not drift.
  if (NO_DRIFT.test(key) || (side === "base" && NAMES[container] === "operation")) return [];
  const named: Record<string, string | undefined> = {
    anyOf: (edge as Alternative).name ?? "one more",
    paths: edge.node().operation,
  };
  const value = named[container] ?? (name.trim() || "described");
  const what = NAMES[container] ?? container;
  if (side === "revision") {
    const at = { owner: edge.location, location: edge.location, publishedLocation: base.location };
    return container === "properties" && isHidden(base, name)
      ? [{ what: hiddenBy(base), published: true, ...at }]
      : [{ what, ours: value, ...at }];
  }
  // Our description declares these once for all operations.
  const shared = ["servers", "security"].includes(container)
    ? [...revision.edges].find(([one]) => one.startsWith(`${container}/`))?.[1].location
    : undefined;
  const here = shared ?? revision.location;
  const at = { owner: here, location: here, publishedLocation: edge.location };
  if (container === "properties") {
    if (isHidden(revision, name)) return [{ what: hiddenBy(revision), ours: true, ...at }];
    const required = base.values.get("required")?.value;
    const isNeeded = base.direction === "request" && Array.isArray(required) && required.includes(name);
    if (isPartial(revision) && !isNeeded) return [];
  }
  const described = [...revision.edges.keys()].map((one) => decodePointer(`/${one}`).at(-1) ?? "");
  if (container === "content" && isOtherVersion(name, described)) return [];
  return [{ what, published: value, ...at }];
}

const hiddenBy = ({ direction }: Node) => (direction === "request" ? "readOnly" : "writeOnly");
/** Whether a schema has a property that is not sent in this direction. */
const isHidden = ({ parts = [] }: Node, name: string) => parts.some((part) => inside(part, "properties", name));
/** Whether a schema deliberately leaves out properties that only the published one has. */
const isPartial = ({ parts = [] }: Node) => parts.some((part) => inside(part, "x-partial")?.value === true);

/** Whether a media type is an older version of a described one, or a version in a form that we don't describe. */
function isOtherVersion(name: string, described: readonly string[]): boolean {
  const version = versionOf(name);
  const chosen = described.flatMap((one) => versionOf(one) ?? []);
  if (!version || described.includes(name)) return false;
  const isOlder = chosen.some(({ kind, date }) => kind === version.kind && date >= version.date);
  return isOlder || !chosen.some(({ suffix }) => suffix === version.suffix);
}

function versionOf(name: string) {
  const [, before = "", date = "", suffix = ""] = /^([^;+]*?)(\d{4}-\d{2}-\d{2})(\+[^;]*)?$/.exec(name) ?? [];
  return date === "" ? undefined : { kind: `${before}${suffix}`, date, suffix };
}
