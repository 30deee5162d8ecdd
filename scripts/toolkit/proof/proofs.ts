import { readBundle } from "../description/index.js";
import { descriptionFile, InputError } from "../support/index.js";
import { proveAddition } from "./addition/prove-addition.js";
import { readHarbour } from "./changes/harbour.js";
import { OPERATORS } from "./changes/index.js";
import { formatReport } from "./layers/format-report.js";
import { LAYERS, type LayerName } from "./layers/layer.js";
import { type MutantPlan, makeMutants, planMutants } from "./layers/mutant.js";
import { makeReport } from "./layers/report.js";
import { runLayers } from "./layers/run-layers.js";
import { wrongOperators } from "./mistakes/index.js";
import { provePace } from "./pace.js";
import { judgeStrength, strengthText } from "./strength/judge-strength.js";
import { runMutants } from "./strength/run-mutants.js";
import { createRandom } from "./witnesses/random.js";
import { seedsOf, summarize } from "./witnesses/run.js";
import { tryPairs } from "./witnesses/witness.js";

/** How much to try. */
export interface ProofOptions {
  /** How many changes, mistakes or pairs; all, or 2,000 pairs, unless it says otherwise. */
  sample?: number | undefined;
  /** By which a sample is drawn. */
  seed: number;
  /** Told of what is done, since a proof may take minutes. */
  onProgress(line: string): void;
}

/** What a proof has shown. */
export interface ProofResult {
  passed: boolean;
  text: string;
}

/** Proves something of the tools. */
export type Proof = (options: ProofOptions) => Promise<ProofResult>;

/** All proofs, by name. */
export const PROOFS = {
  /** The comparison calls each labelled change what its label says, in both forms of OpenAPI. */
  changes: async ({ sample, seed, onProgress }) => {
    const plans = draw(planMutants(OPERATORS, []), sample, seed);
    const unplaced = new Set(plans.map(({ name }) => name));
    const texts: string[] = [];
    let passed = true;
    for (const [form, document] of Object.entries(readHarbour())) {
      const { mutants, homeless } = makeMutants(document, plans);
      for (const { name } of mutants) unplaced.delete(name);
      const report = makeReport(mutants, await runLayers(document, mutants, ["diff"]), homeless);
      passed &&= report.broken.length === 0;
      texts.push(`${form}\n${formatReport(report)}`);
      onProgress(`${form}: ${mutants.length} changes`);
    }
    texts.push(...[...unplaced].map((name) => `NO PLACE FOR ${name}`));
    return { passed: passed && unplaced.size === 0, text: texts.join("\n\n") };
  },

  /** Lint sees each mistake, by the rule that is there for it. */
  mistakes: (options) => showMutants(planMutants([], wrongOperators), ["lint"], options),

  /** A value that one schema allows and the other rejects is called breaking; too much without such a witness is not. */
  witnesses: async ({ sample = 2000, seed }) => summarize(await tryPairs(seedsOf(sample, seed))),

  /** The contract suite sees breaking changes of the mock, and takes no equivalent one for more. */
  strength: async ({ sample, seed, onProgress }) => {
    const labelled = OPERATORS.filter(({ level }) => level === "breaking" || level === "none");
    const names = draw(labelled, sample, seed).map(({ name }) => name);
    const results = await runMutants(names, RUNS, ({ applied, name, seen, seconds }) => {
      if (applied) onProgress(`${seen ? "seen " : "quiet"} ${seconds.toFixed(1).padStart(5)} s  ${name}`);
    });
    const strength = judgeStrength(results);
    const unplaced = results.filter(({ applied }) => !applied).length;
    const text = `${strengthText(strength, OPERATORS)}\n${unplaced} more have no place in this description`;
    return { passed: strength.strongEnough, text };
  },

  /** The package waits for recorded upgrades without being early or late, by few looks; others for comparison. */
  pace: () => provePace(),

  /** Each change and each mistake of our own description is seen by some check, and each check keeps its claim. */
  checks: (options) => showMutants(planMutants(OPERATORS, wrongOperators), LAYERS, options),

  /** Whoever adds an operation as CONTRIBUTING says finds nothing red. */
  addition: ({ onProgress }) => proveAddition(onProgress),
} as const satisfies Record<string, Proof>;

/** The name of a proof. */
export type ProofName = keyof typeof PROOFS;

// How many random requests an operation gets.
const RUNS = 4;

async function showMutants(
  all: readonly MutantPlan[],
  layers: readonly LayerName[],
  { sample, seed, onProgress }: ProofOptions,
): Promise<ProofResult> {
  const description = readBundle(descriptionFile);
  const plans = sample === undefined ? all : draw(all, all.length, seed);
  const { mutants, homeless } = makeMutants(description, plans, sample);
  if (mutants.length === 0) throw new InputError("There is no mutant to show to the checks");
  const runs = await runLayers(description, mutants, layers, ({ layer, seconds }) =>
    onProgress(`${layer}: ${mutants.length} mutants in ${seconds.toFixed(1)} s`),
  );
  const report = makeReport(mutants, runs, homeless);
  return { passed: report.passed, text: formatReport(report) };
}

function draw<Item>(items: readonly Item[], count: number | undefined, seed: number): Item[] {
  if (count === undefined) return [...items];
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, turn: random.below(2 ** 32) }))
    .sort((a, b) => a.turn - b.turn)
    .slice(0, count)
    .map(({ item }) => item);
}
