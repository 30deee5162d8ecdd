import fc from "fast-check";
import { readBundle } from "../description/index.js";
import { descriptionFile, InputError } from "../support/index.js";
import { proveAddition } from "./addition/prove-addition.js";
import { LAYERS, type LayerName } from "./layers/layers.js";
import { runLayers } from "./layers/run-layers.js";
import { CHANGES } from "./operators/changes.js";
import { readHarbour } from "./operators/harbour.js";
import { MISTAKES } from "./operators/mistakes.js";
import type { Operator } from "./operators/operator.js";
import { provePace } from "./pace.js";
import { summarize, tryPairs } from "./witnesses/witness.js";

/** Options of a proof. */
interface ProofOptions {
  /** The number of changes, mistakes or pairs. @default all; 2,000 pairs */
  sample?: number | undefined;
  /** The seed of the sample. */
  seed: number;
  /** Called with each step that is done, since a proof may take minutes. */
  onProgress(line: string): void;
}

/** The result of a proof. */
interface ProofResult {
  passed: boolean;
  text: string;
}

/** All proofs, by name. */
export const PROOFS: Readonly<Record<string, (options: ProofOptions) => Promise<ProofResult>>> = {
  /** The comparison gives each labelled change its level, in both versions of OpenAPI. */
  changes: async ({ sample, seed, onProgress }) => {
    const operators = draw(CHANGES, sample, seed);
    const reports: Awaited<ReturnType<typeof runLayers>>[] = [];
    const texts: string[] = [];
    for (const [form, document] of Object.entries(readHarbour())) {
      const report = await runLayers(document, operators, ["diff"], (line) => onProgress(`${form}: ${line}`));
      reports.push(report);
      texts.push(`${form}\n${report.text}`);
    }
    const unused = operators.filter(({ name }) => reports.every(({ notApplicable }) => notApplicable.includes(name)));
    texts.push(...unused.map(({ name }) => `✗ harbour.yaml has nothing that "${name}" applies to`));
    return {
      passed: reports.every(({ broken }) => broken.length === 0) && unused.length === 0,
      text: texts.join("\n\n"),
    };
  },

  /** A change that a value proves to be breaking is called breaking, and few others are. */
  witnesses: async ({ sample = 2000, seed }) => summarize(await tryPairs(sample, seed)),

  /**
   * The package waits for recorded upgrades without being early or late, with few status checks; other ways of waiting
   * for comparison.
   */
  pace: () => provePace(),

  /** Each check keeps its claim about each change and each mistake of our own description. */
  checks: (options) => showMutants([...CHANGES, ...MISTAKES], Object.keys(LAYERS) as LayerName[], options),

  /** Lint alone: it reports each mistake, by the rule made for it. */
  mistakes: (options) => showMutants(MISTAKES, ["lint"], options),

  /** The contract suite alone: it finds breaking changes of the mock, and reports no rewriting. */
  strength: (options) => {
    const claimed = CHANGES.filter(({ expected }) => ["breaking", "none"].includes(expected));
    return showMutants(claimed, ["contract"], options);
  },

  /** Every command passes after an operation was added as CONTRIBUTING says. */
  addition: ({ onProgress }) => proveAddition(onProgress),
};

/** The proofs that together cover all claims. */
export const ALL_PROOFS = ["changes", "witnesses", "pace", "checks", "addition"];

async function showMutants(
  all: readonly Operator[],
  layers: readonly LayerName[],
  { sample, seed, onProgress }: ProofOptions,
): Promise<ProofResult> {
  const operators = draw(all, sample, seed);
  const report = await runLayers(readBundle(descriptionFile), operators, layers, onProgress);
  if (report.notApplicable.length < operators.length) return report;
  throw new InputError("None of the chosen changes and mistakes applies to the description");
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
