import fc from "fast-check";
import { readBundle } from "../description/index.js";
import { descriptionFile, InputError } from "../support/index.js";
import { proveAddition } from "./addition/prove-addition.js";
import { LAYERS, type LayerName, makeMutants } from "./layers/layer.js";
import { makeReport } from "./layers/report.js";
import { runLayers } from "./layers/run-layers.js";
import { CHANGES } from "./operators/changes.js";
import { readHarbour } from "./operators/harbour.js";
import { MISTAKES } from "./operators/mistakes.js";
import type { Operator } from "./operators/operator.js";
import { provePace } from "./pace.js";
import { summarize, tryPairs } from "./witnesses/witness.js";

/** Options of a proof. */
export interface ProofOptions {
  /** The number of changes, mistakes or pairs. @default all; 2,000 pairs */
  sample?: number | undefined;
  /** The seed of the sample. */
  seed: number;
  /** Called with each step that is done, since a proof may take minutes. */
  onProgress(line: string): void;
}

/** The result of a proof. */
export interface ProofResult {
  passed: boolean;
  text: string;
}

/** Proves a property of the tools. */
export type Proof = (options: ProofOptions) => Promise<ProofResult>;

/** All proofs, by name. */
export const PROOFS = {
  /** The comparison gives each labelled change its level, in both versions of OpenAPI. */
  changes: async ({ sample, seed, onProgress }) => {
    const operators = draw(CHANGES, sample, seed);
    const applied = new Set<string>();
    const texts: string[] = [];
    let passed = true;
    for (const [form, document] of Object.entries(readHarbour())) {
      const { mutants, notApplicable } = makeMutants(document, operators);
      for (const { name } of mutants) applied.add(name);
      const report = makeReport(mutants, await runLayers(document, mutants, ["diff"]), notApplicable);
      passed &&= report.broken.length === 0;
      texts.push(`${form}\n${report.text}`);
      onProgress(`${form}: ${mutants.length} changes`);
    }
    const unused = operators.filter(({ name }) => !applied.has(name));
    texts.push(...unused.map(({ name }) => `NOT APPLICABLE: ${name}`));
    return { passed: passed && unused.length === 0, text: texts.join("\n\n") };
  },

  /** A change that a value proves to be breaking is called breaking, and few others are. */
  witnesses: async ({ sample = 2000, seed }) => summarize(await tryPairs(sample, seed)),

  /**
   * The package waits for recorded upgrades without being early or late, with few status checks; other ways of waiting
   * for comparison.
   */
  pace: () => provePace(),

  /** Some check finds each change and each mistake of our own description, and each check keeps its claim. */
  checks: (options) => showMutants([...CHANGES, ...MISTAKES], LAYERS, options),

  /** Lint alone: it reports each mistake, by the rule made for it. */
  mistakes: (options) => showMutants(MISTAKES, ["lint"], options),

  /** The contract suite alone: it finds breaking changes of the mock, and reports no rewriting. */
  strength: (options) => {
    const labels = ["breaking", "none"];
    const claimed = CHANGES.filter(({ expected }) => "level" in expected && labels.includes(expected.level));
    return showMutants(claimed, ["contract"], options);
  },

  /** Every command passes after an operation was added as CONTRIBUTING says. */
  addition: ({ onProgress }) => proveAddition(onProgress),
} as const satisfies Record<string, Proof>;

/** The name of a proof. */
export type ProofName = keyof typeof PROOFS;

/** The proofs that together cover all claims. */
export const ALL_PROOFS = ["changes", "witnesses", "pace", "checks", "addition"] as const satisfies ProofName[];

async function showMutants(
  all: readonly Operator[],
  layers: readonly LayerName[],
  { sample, seed, onProgress }: ProofOptions,
): Promise<ProofResult> {
  const description = readBundle(descriptionFile);
  const operators = sample === undefined ? all : draw(all, all.length, seed);
  const { mutants, notApplicable } = makeMutants(description, operators, sample);
  if (mutants.length === 0) throw new InputError("No change or mistake applies to the description");
  const runs = await runLayers(description, mutants, layers, ({ layer, seconds }) =>
    onProgress(`${layer}: ${mutants.length} mutants in ${seconds.toFixed(1)} s`),
  );
  return makeReport(mutants, runs, notApplicable);
}

function draw<Item>(items: readonly Item[], count: number | undefined, seed: number): Item[] {
  if (count === undefined) return [...items];
  const length = Math.min(count, items.length);
  const [drawn = []] = fc.sample(fc.shuffledSubarray([...items], { minLength: length, maxLength: length }), {
    numRuns: 1,
    seed,
  });
  return drawn;
}
