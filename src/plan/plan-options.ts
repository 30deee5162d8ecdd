import { callDescriptors } from "../../generated/calls.js";
import { AtlasInvalidRequestError } from "../errors.js";
import { readOptions } from "../options/option-checks.js";

/** The cluster's current tier. Former M2 and M5 clusters are Flex clusters now. */
export type SourceTier = "M0" | "FLEX";

/** A dedicated cluster size: `M10` or larger. Those that every cloud has are named, so that an editor offers them. */
export type DedicatedSize =
  | ("M10" | "M20" | "M30" | "M40" | "M50" | "M60" | "M80" | "M200")
  // Without the record, TypeScript would drop the names, which the patterns include.
  | ((
      | `${"M" | "R"}${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${number}${"" | "_GEN_2"}`
      | `M${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}${number}_NVME${"" | "_GEN_2"}`
    ) &
      Record<never, never>);

/** The pattern of dedicated sizes, which all published sizes match. */
export const DEDICATED_SIZE = "(?:M[1-9]\\d+(?:_NVME)?|R[1-9]\\d+)(?:_GEN_2)?";

/** The target tiers, in words. */
export const TARGET_TIERS = "FLEX or a dedicated size: M10 or larger";

/** The targets of a cluster: Flex, the successor of serverless, or dedicated. */
export type TargetTier = "FLEX" | DedicatedSize;

/**
 * The cluster's current tier and its target. Flex can't be upgraded to Flex.
 *
 * @example
 * ```ts
 * const options: PlanOptions = { source: "FLEX", target: "M10" };
 * ```
 */
export type PlanOptions =
  | { readonly source: "M0"; readonly target: TargetTier }
  | { readonly source: "FLEX"; readonly target: DedicatedSize };

type Successors = (typeof callDescriptors)["upgradeSharedClusterToServerless"]["deprecation"]["successors"];
const FORMER = {
  M2: "former M2 or M5",
  M5: "former M2 or M5",
  SERVERLESS: "former serverless instance",
} as const satisfies Record<string, Successors[number]["source"]>;
const HOW_TO_CONTINUE = "Look the cluster up with getFlexCluster and getCluster, and plan from what it is now";

/**
 * Reads the options of a plan, from own properties only.
 *
 * @param howToContinue - what to do if the source is a retired tier, for the error
 * @throws {@link AtlasConfigurationError} if they are not an object, or if one is unknown
 * @throws {@link AtlasInvalidRequestError} if source or target is missing or not allowed, or if there is no upgrade
 * between them
 */
export function readPlanOptions(
  options: { source?: unknown; target?: unknown },
  howToContinue = HOW_TO_CONTINUE,
): PlanOptions {
  const own = readOptions(options, ["source", "target"], "planUpgrade");
  const source = readSource(own.source, howToContinue);
  const { target } = own;
  if (target === "FLEX") {
    if (source === "M0") return { source, target };
    throw new AtlasInvalidRequestError("target", "is FLEX, and so is the cluster: no upgrade is needed");
  }
  if (isDedicated(target)) return { source, target };
  throw new AtlasInvalidRequestError("target", `must be ${TARGET_TIERS}`);
}

function readSource(source: unknown, howToContinue: string): SourceTier {
  if (source === "M0" || source === "FLEX") return source;
  if (typeof source !== "string" || !isFormer(source)) {
    throw new AtlasInvalidRequestError("source", "must be M0 or FLEX");
  }
  const { successors } = callDescriptors.upgradeSharedClusterToServerless.deprecation;
  const { note } = successors.find((successor) => successor.source === FORMER[source]) ?? {};
  throw new AtlasInvalidRequestError(
    "source",
    `must be M0 or FLEX; ${source} no longer exists. ${note} ${howToContinue}`,
  );
}

function isFormer(source: string): source is keyof typeof FORMER {
  return Object.hasOwn(FORMER, source);
}

/**
 * Whether a value is a tier that a cluster can be upgraded to: `FLEX`, or a dedicated size.
 *
 * @example
 * ```ts
 * const { TARGET: target } = process.env;
 * if (!isTargetTier(target)) throw new Error("TARGET must be FLEX or a size such as M10");
 * const run = upgradeCluster(atlas, { groupId, name: "shop-dev", target, acceptSnapshotDeletion: true });
 * ```
 */
export function isTargetTier(target: unknown): target is TargetTier {
  return target === "FLEX" || isDedicated(target);
}

function isDedicated(target: unknown): target is DedicatedSize {
  return typeof target === "string" && new RegExp(`^${DEDICATED_SIZE}$`).test(target);
}
