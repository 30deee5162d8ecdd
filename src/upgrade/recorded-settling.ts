// Seconds from sending the upgrade to the first IDLE on the new tier, in ascending order: 75 upgrades from M0 to M10,
// recorded from March 2025 to August 2026, on nearly empty clusters.
const SETTLED_AFTER_S = [
  485, 526, 533, 547, 559, 571, 572, 583, 585, 589, 589, 590, 598, 601, 603,
  620, 620, 621, 623, 628, 635, 639, 640, 654, 659, 661, 667, 669, 672, 675,
  676, 677, 681, 688, 691, 697, 705, 711, 711, 716, 716, 720, 724, 727, 733,
  735, 740, 754, 766, 772, 780, 789, 796, 798, 809, 814, 840, 851, 881, 930,
  937, 937, 945, 945, 947, 948, 964, 973, 997, 1044, 1100, 1225, 1232, 1493, 1778,
]; // biome-ignore format: a table

/** How long upgrades from M0 to dedicated took, in milliseconds. */
export const settleEstimate = {
  // Marked pure so that a bundler can drop them.
  median: /* @__PURE__ */ quantile(0.5, 0),
  p90: /* @__PURE__ */ quantile(0.9, 0),
} as const;

/** Whether upgrades between two tiers were recorded. */
export function isRecorded({ source, target }: { readonly source?: string; readonly target: string }): boolean {
  return source === "M0" && target !== "FLEX";
}

/**
 * How much longer an upgrade from M0 to dedicated will probably take, in milliseconds: by the median of the recorded
 * upgrades that took longer than this one so far.
 *
 * @returns `undefined` if it takes longer than any recorded upgrade
 */
export function estimateRest(elapsedMs: number): number | undefined {
  const total = quantile(0.5, elapsedMs);
  return Number.isNaN(total) ? undefined : total - elapsedMs;
}

function quantile(share: number, elapsedMs: number): number {
  const longer = SETTLED_AFTER_S.map((seconds) => seconds * 1000).filter((ms) => ms > elapsedMs);
  return longer[Math.floor(longer.length * share)] ?? Number.NaN;
}
