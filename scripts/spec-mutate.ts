/**
 * Proves the gate on our own description: changes it in every way that `scripts/toolkit/proof/` knows, one at a time, and prints
 * which layer saw it: `npm run spec:mutate`. With `--sample 20 --seed 7` only some mutants, with `--layers lint,diff`
 * only some layers. Exits with 1 if a layer does not do what it claims or if nothing sees a mutant, and with 2 if the
 * description itself does not pass.
 */

import { readDescription } from "./toolkit/generate/index.js";
import {
  createRandom,
  formatReport,
  GATE_FORMATS,
  LAYERS,
  makeMutants,
  makeReport,
  OPERATORS,
  planMutants,
  runLayers,
  wrongOperators,
} from "./toolkit/proof/index.js";
import { InputError, readArguments, refuseArguments, runCommand } from "./toolkit/support/index.js";

const USAGE = `npm run spec:mutate -- [--layers ${LAYERS.join()}] [--sample <mutants>] [--seed 1] [--format ${GATE_FORMATS.join("|")}]`;
const options = {
  layers: { type: "string", default: LAYERS.join() },
  sample: { type: "string" },
  seed: { type: "string", default: "1" },
  format: { type: "string", default: "text" },
} as const;
const given = readArguments({ options }, USAGE) as Record<"layers" | "seed" | "format", string> & { sample?: string };
const layers = given.layers.split(",").map((name) => oneOf("--layers", name, LAYERS));
const format = oneOf("--format", given.format, GATE_FORMATS);
const seed = wholeNumber("--seed", given.seed);
const sample = given.sample === undefined ? undefined : wholeNumber("--sample", given.sample);

await runCommand(async () => {
  const { "x-generated": _, ...description } = readDescription();
  const plans = planMutants(OPERATORS, wrongOperators);
  const { mutants, homeless } = makeMutants(description, sample === undefined ? plans : shuffled(plans), sample);
  if (mutants.length === 0) throw new InputError("There is no mutant to show to the layers");
  const runs = await runLayers(description, mutants, layers, ({ layer, seconds }) =>
    console.error(`${layer}: ${mutants.length} mutants in ${seconds.toFixed(1)} s`),
  );
  const report = makeReport(mutants, runs, homeless);
  console.log(formatReport(report, format));
  if (!report.passed) process.exitCode = 1;
});

function shuffled<Item>(items: readonly Item[]): Item[] {
  const random = createRandom(seed);
  return items
    .map((item) => ({ item, turn: random.below(2 ** 32) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ item }) => item);
}

function oneOf<Name extends string>(option: string, name: string, names: readonly Name[]): Name {
  const found = names.find((candidate) => candidate === name);
  return found ?? refuseArguments(`${option} can't be ${name}: it is one of ${names.join(", ")}`, USAGE);
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) refuseArguments(`${option} must be a whole number, not "${text}"`, USAGE);
  return Number(text);
}
