import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inTemporaryFolder, projectRoot, run } from "../../support/index.js";

const PATH = "/api/atlas/v2/groups/{groupId}/flexClusters";
// The commands of a maintainer, in CONTRIBUTING's order.
const COMMANDS = ["spec:lint", "generate", "spec:gate", "lint", "typecheck", "test"];
const SHOWN_LINES = 60;

/**
 * Adds an operation to a copy of the project exactly as CONTRIBUTING says (one file, one line for it, a higher
 * version), and runs a maintainer's commands there, up to the first one that fails. Takes as long as all tests.
 *
 * @param onProgress - called after each command
 */
export function proveAddition(onProgress: (line: string) => void): Promise<{ passed: boolean; text: string }> {
  return inTemporaryFolder(async (folder) => {
    await copyProject(folder);
    addOperation(join(folder, "openapi"));
    const lines: string[] = [];
    for (const command of COMMANDS) {
      const started = performance.now();
      const { code, stdout, stderr } = await run("npm", ["run", "--silent", command], folder);
      const line = `${code === 0 ? "✓" : "✗"} npm run ${command} (${Math.round((performance.now() - started) / 1000)} s)`;
      onProgress(line);
      lines.push(line);
      const output = `${stdout}${stderr}`.trim().split("\n").slice(-SHOWN_LINES);
      if (code !== 0) return { passed: false, text: [...lines, ...output].join("\n") };
    }
    return { passed: true, text: [`GET ${PATH} was added to a copy of the project`, ...lines].join("\n") };
  });
}

/** Copies the files that git would, including uncommitted changes, with a commit as the base of the comparison. */
async function copyProject(folder: string): Promise<void> {
  const { stdout } = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  for (const name of stdout.split("\0").filter((path) => path && existsSync(join(projectRoot, path)))) {
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  const author = ["-c", "user.name=proof", "-c", "user.email=proof@localhost"];
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "."],
    [...author, "commit", "-q", "-m", "As it was"],
  ]) {
    const { code, stderr } = await run("git", args, folder);
    if (code !== 0) throw new Error(`git ${args.join(" ")} failed: ${stderr}`);
  }
}

function addOperation(openapi: string): void {
  const written = join(projectRoot, "scripts", "toolkit", "proof", "addition", "list-operation.yaml");
  cpSync(written, join(openapi, "paths", "v2-flexClusters-list.yaml"));
  const root = join(openapi, "openapi.yaml");
  const before = readFileSync(root, "utf8");
  const after = before
    .replace(/^( {2}version: \d+\.)(\d+)\.\d+$/m, (_, head: string, minor: string) => `${head}${Number(minor) + 1}.0`)
    .replace(/^paths:\n/m, `paths:\n  ${PATH}:\n    $ref: paths/v2-flexClusters-list.yaml\n`);
  writeFileSync(root, after);
}
