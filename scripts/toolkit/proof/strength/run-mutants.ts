import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { MutantResult } from "./run-mutant.js";

const WORKER = fileURLToPath(new URL("./worker.ts", import.meta.url));
const WORKERS = 2;

/**
 * Runs the suite against each change, two at a time in processes of their own.
 *
 * @param onResult - is told of each as it comes
 * @throws Error if a worker fails
 */
export async function runMutants(
  names: readonly string[],
  runs: number,
  onResult: (result: MutantResult) => void,
): Promise<MutantResult[]> {
  const queue = [...names];
  const results: MutantResult[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const child = fork(WORKER);
      const next = () => {
        const name = queue.shift();
        if (name === undefined) child.disconnect();
        else child.send({ name, runs });
      };
      child.on("message", (result) => {
        results.push(result as MutantResult);
        onResult(result as MutantResult);
        next();
      });
      child.once("error", reject);
      child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`A worker ended with ${code}`))));
      next();
    });
  await Promise.all(Array.from({ length: WORKERS }, work));
  return results.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}
