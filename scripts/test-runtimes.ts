/** Tries the packed package in every runtime. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "test:runtimes",
    help: `Tries the packed package in every runtime, which are installed into a cache, and writes docs/runtimes.md if
      all were tried. Exits with 1 if the package fails in one of them.`,
    positionals: {
      usage: "[processes|workers|browser|next]",
      help: "some of them (default: all)",
      type: "string",
      most: 1,
    },
    options: {},
    example: "workers",
  },
  async ({ positionals: [only], progress }) => {
    progress.step("packing");
    const { RUNTIME_GROUPS, showRuntimes, tryRuntimes } = await import("./toolkit/package/index.js");
    const groups = RUNTIME_GROUPS.filter((group) => only === undefined || group === only);
    if (groups.length === 0) throw new InputError(`Name one of ${RUNTIME_GROUPS.join(", ")}, not "${only}"`);
    const outcomes = [];
    const lines: string[] = [];
    for await (const outcome of tryRuntimes(groups)) {
      outcomes.push(outcome);
      const { runtime, version, how, problem } = outcome;
      lines.push(`${problem === undefined ? "passed" : "failed"}: ${runtime} ${version}, ${how}`);
      progress.step(lines.at(-1) as string);
      if (problem !== undefined) lines.push(problem.replace(/^/gm, "  "));
    }
    if (only === undefined) writeFileSync(join(projectRoot, "docs", "runtimes.md"), showRuntimes(outcomes));
    const failed = outcomes.filter(({ problem }) => problem !== undefined);
    return {
      passed: failed.length === 0,
      verdict: `${outcomes.length - failed.length} of ${outcomes.length} runtimes pass`,
      text: lines.join("\n"),
    };
  },
);
