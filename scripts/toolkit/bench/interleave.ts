/** One contestant in one figure: medians, and the quartiles of the ratios within each round. */
export interface Row {
  readonly client: string;
  readonly median: number;
  readonly ratio: number;
  readonly spread: readonly [number, number];
}

/** The measurements of one figure. */
export interface Result {
  readonly title: string;
  readonly unit: string;
  readonly rows: readonly Row[];
}

/**
 * Measures contestants side by side: they take turns, so that a temporary slowdown of the machine affects each one. The
 * others are compared with the first, in the same round.
 *
 * @param contestants - each measures itself once
 * @param warmUp - the number of rounds that don't count
 */
export async function interleave(
  contestants: Readonly<Record<string, () => Promise<number>>>,
  rounds: number,
  warmUp = 1,
): Promise<Row[]> {
  const entries = Object.entries(contestants).map(([client, measure]) => ({ client, measure, values: [] as number[] }));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { measure, values } of entries) {
      const value = await measure();
      if (round >= 0) values.push(value);
    }
  }
  const limit = entries[0]?.values ?? [];
  return entries.map(({ client, values }) => {
    const ratios = values.map((value, round) => value / (limit[round] ?? Number.NaN));
    const spread = [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const;
    return { client, median: quantile(values, 0.5), ratio: quantile(values, 0.5) / quantile(limit, 0.5), spread };
  });
}

// 0.5 is the median.
function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
