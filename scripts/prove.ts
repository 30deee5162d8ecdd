/**
 * Proves the tools: `npm run prove`, or one proof of them, such as `npm run prove mistakes`; docs/maintainers/proofs.md
 * says what each of them claims. With `-- --sample 20 --seed 7` it tries some changes, mistakes or pairs only. Exits with 1 if a claim is not
 * kept, and with 2 if there is nothing to prove it with.
 */

import { PROOFS, type ProofName } from "./toolkit/proof/index.js";
import { readCommandLine, readWholeNumber, refuseArguments, runCommand } from "./toolkit/support/index.js";

const NAMES = Object.keys(PROOFS) as ProofName[];
const USAGE = `npm run prove -- [${NAMES.join("|")}|all] [--sample <count>] [--seed 1]`;
const options = { sample: { type: "string" }, seed: { type: "string", default: "1" } } as const;

const { values, positionals } = readCommandLine({ options, allowPositionals: true }, USAGE);
const [name = "all", ...more] = positionals;
const known = NAMES.find((candidate) => candidate === name);
if (more.length > 0 || (!known && name !== "all")) {
  refuseArguments(`Name one proof, not "${positionals.join(" ")}"`, USAGE);
}
const sample =
  values.sample === undefined ? undefined : readWholeNumber("--sample", values.sample, USAGE, { least: 1 });
const seed = readWholeNumber("--seed", values.seed, USAGE);

await runCommand(async () => {
  for (const proof of known ? [known] : NAMES) {
    const started = performance.now();
    const { passed, text } = await PROOFS[proof]({ sample, seed, onProgress: (line) => console.error(line) });
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${passed ? "✓" : "✗"} ${proof} (${seconds} s)\n\n${text}\n`);
    if (!passed) process.exitCode = 1;
  }
});
