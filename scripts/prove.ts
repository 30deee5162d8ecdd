/** Proves the tools; docs/maintainers/proofs.md says what each proof claims. */

import { InputError, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "prove",
    help: "Proves the tools. Exits with 1 if a claim is not kept, and with 2 if there is nothing to prove it with.",
    positionals: {
      usage: "[changes|witnesses|pace|checks|mistakes|strength|addition|all]",
      help: "one proof (default: all)",
      type: "string",
      most: 1,
    },
    options: {
      sample: {
        type: "integer",
        least: 1,
        help: "how many changes, mistakes or pairs to try (default: all, or 2000 pairs)",
      },
      seed: { type: "integer", default: 1, help: "the seed of the sample" },
    },
    example: "mistakes --sample 20 --seed 7",
  },
  async ({ values: { sample, seed }, positionals: [name = "all"], progress }) => {
    progress.step(`proof: ${name}`);
    const { ALL_PROOFS, PROOFS } = await import("./toolkit/proof/index.js");
    const wanted = name === "all" ? ALL_PROOFS : [name];
    const chosen = Object.entries(PROOFS).filter(([proof]) => wanted.includes(proof));
    if (chosen.length === 0) throw new InputError(`Name one proof (${Object.keys(PROOFS).join(", ")}), not "${name}"`);
    const texts: string[] = [];
    const failed: string[] = [];
    for (const [proof, prove] of chosen) {
      const started = performance.now();
      progress.step(proof);
      const { passed, text } = await prove({ sample, seed, onProgress: (line) => progress.step(line) });
      const seconds = Math.round((performance.now() - started) / 1000);
      texts.push(`${passed ? "✓" : "✗"} ${proof} (${seconds} s)\n\n${text}`);
      if (!passed) failed.push(proof);
    }
    const passed = failed.length === 0;
    const verdict = passed
      ? `Proved: ${chosen.map(([proof]) => proof).join(", ")}`
      : `Not proved: ${failed.join(", ")}`;
    return { passed, verdict, text: texts.join("\n\n") };
  },
);
