import fc from "fast-check";

/** Random choices, the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  some<Item>(items: readonly Item[], probability?: number): Item[];
}

const evenly = (range: { min: number; max: number }) => fc.noBias(fc.integer(range));

/** Random choices by fast-check. */
export function createRandom(seed: number): Random {
  const [draw] = fc.sample(fc.gen(), { seed, numRuns: 1 });
  if (!draw) throw new Error("fast-check has no sample");
  const below = (limit: number) => draw(evenly, { min: 0, max: Math.max(limit, 1) - 1 });
  const chance = (probability: number) => below(10_000) < probability * 10_000;
  return {
    below,
    chance,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    some: (items, probability = 0.5) => items.filter(() => chance(probability)),
  };
}
