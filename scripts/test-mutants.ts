/** Changes the code in thousands of ways, and counts the changes that the tests detect. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "test:mutants",
    help: `Changes the code of src/ in thousands of ways with StrykerJS, and counts the changes that the tests detect. All
      of it takes about two hours on two cores. Exits with 1 if they detect too few, by the threshold of
      stryker.config.js.`,
    printsAsItGoes: true,
    options: {
      mutate: { type: "string", help: "the files to change, as a pattern (default: all of src/)" },
      concurrency: { type: "integer", least: 1, help: "how many at the same time (default: 2)" },
      force: { type: "boolean", help: "repeat what an earlier run has tried" },
    },
    example: '--mutate "src/auth/*.ts"',
  },
  async ({ values: { mutate, concurrency, force }, progress }) => {
    progress.step("starting StrykerJS");
    const args = [
      ...(mutate === undefined ? [] : ["--mutate", mutate]),
      ...(concurrency === undefined ? [] : ["--concurrency", String(concurrency)]),
      ...(force ? ["--force"] : []),
    ];
    const stryker = join(projectRoot, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
    const child = spawn(process.execPath, [stryker, "run", ...args], {
      cwd: projectRoot,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "close") as Promise<[number | null]>;
    for await (const line of createInterface({ input: child.stdout })) {
      // Stryker's log and progress go to standard error; the report goes to standard output.
      const logged = /^\d\d:\d\d:\d\d \(\d+\) INFO \w+ (.*)|^(Mutation testing .*)/.exec(line);
      if (logged) progress.step(logged[1] ?? logged[2] ?? "");
      else console.log(line);
    }
    const [code] = await ended;
    return {
      passed: code === 0,
      verdict: code === 0 ? "The tests detect enough changes" : `StrykerJS ended with ${code}`,
    };
  },
);
