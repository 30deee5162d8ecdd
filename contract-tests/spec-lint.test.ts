import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { runNode } from "./support/run-node.js";

const REDOCLY = join(projectRoot, "node_modules", "@redocly", "cli", "bin", "cli.js");
const CONFIG = join(projectRoot, "openapi", "redocly.yaml");

interface Problem {
  ruleId: string;
  message: string;
  location: { pointer: string }[];
}

async function lint(description: string): Promise<Problem[]> {
  const { stdout } = await runNode([REDOCLY, "lint", description, "--config", CONFIG, "--format", "json"]);
  return (JSON.parse(stdout) as { problems: Problem[] }).problems;
}

test("a deprecated operation must name successors that exist", async () => {
  const problems = await lint(join(projectRoot, "contract-tests", "fixtures", "successors.yaml"));
  const ours = problems.filter(({ ruleId }) => ruleId.startsWith("atlas/"));
  expect(ours.map(({ message, location }) => [location[0]?.pointer, message])).toEqual(
    expect.arrayContaining([
      ["#/paths/~1none/get/deprecated", "A deprecated operation must name its successors in `x-deprecation`."],
      ["#/paths/~1silent/get/x-deprecation/successors/0", "A successor needs an `operationId` or a `note`."],
      [
        "#/paths/~1unknown/get/x-deprecation/successors/0/operationId",
        "The successor getNowhere is no operation of this description.",
      ],
    ]),
  );
  expect(ours).toHaveLength(3);
});
