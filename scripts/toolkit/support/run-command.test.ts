import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "./paths.js";

const runCommandFile = join(projectRoot, "scripts", "toolkit", "support", "run-command.ts");

/** Runs a command of that code in a process of its own. */
function run(code: string) {
  const source = `import { InputError, runCommand } from ${JSON.stringify(runCommandFile)};\nawait runCommand(async () => { ${code} });`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", source], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  return { status, stderr };
}

test.each<[string, string, number, RegExp]>([
  ["the exit code that it sets", "process.exitCode = 1;", 1, /^$/],
  ["0 otherwise", "", 0, /^$/],
  ["input that can't be used", 'throw new InputError("There is no file a.yaml");', 2, /^There is no file a\.yaml\n$/],
  [
    "an exception",
    "null.x;",
    2,
    /^This is a bug in the command.*TypeError: Cannot read properties of null.*\n {4}at /s,
  ],
  ["something thrown that is not an error", 'throw "up";', 2, /^This is a bug in the command.*up/s],
  [
    "a rejection that nobody waits for",
    'Promise.reject(new RangeError("later")); await new Promise(() => {});',
    2,
    /^This is a bug.*RangeError: later/s,
  ],
])("a command ends with %s", (_, code, status, stderr) => {
  expect(run(code)).toEqual({ status, stderr: expect.stringMatching(stderr) });
});
