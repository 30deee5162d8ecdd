import { join } from "node:path";
import { type Finished, runNode } from "../../scripts/toolkit/support/index.js";

/** The URL of the mock that Jest's global setup started. */
export function mockUrl(): string {
  return fromSetUp("MOCK_URL");
}

/** The compiled file of a command in `scripts/`, by name. */
export function scriptFile(name: string): string {
  return join(fromSetUp("COMPILED_SCRIPTS"), `${name}.js`);
}

/** Runs a command of `scripts/`, by name, in a process of its own. */
export function runScript(name: string, ...args: string[]): Promise<Finished> {
  return runNode([scriptFile(name), ...args]);
}

function fromSetUp(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the contract tests through Jest`);
  return value;
}
