import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { sendJson, startLoopback } from "./support/loopback.js";
import { runNode } from "./support/run-node.js";

const CODE = "ATLAS_DEPRECATED_UPGRADE_SHARED_CLUSTER_TO_SERVERLESS";
const child = join(projectRoot, "contract-tests", "fixtures", "deprecation-child.ts");
const REJECTED = Array(4).fill("AtlasDeprecatedOperationError");
const DONE = Array(4).fill("done");

test.each([
  {
    title: "by default: warned once for four calls of two clients",
    flags: [],
    mode: [],
    outcomes: DONE,
    warnings: 1,
  },
  { title: "--no-deprecation", flags: ["--no-deprecation"], mode: [], outcomes: DONE, warnings: 0 },
  { title: "--disable-warning", flags: [`--disable-warning=${CODE}`], mode: [], outcomes: DONE, warnings: 0 },
  { title: "--throw-deprecation", flags: ["--throw-deprecation"], mode: [], outcomes: REJECTED, warnings: 0 },
  { title: 'onDeprecation: "silent"', flags: [], mode: ["silent"], outcomes: DONE, warnings: 0 },
  { title: 'onDeprecation: "throw"', flags: [], mode: ["throw"], outcomes: REJECTED, warnings: 0 },
  {
    title: 'onDeprecation: "silent" is stronger than --throw-deprecation',
    flags: ["--throw-deprecation"],
    mode: ["silent"],
    outcomes: DONE,
    warnings: 0,
  },
])("$title", async ({ flags, mode, outcomes, warnings }) => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const { code, stdout, stderr } = await runNode(["--import", "tsx", ...flags, child, server.url, ...mode]);
  expect({ code, stderr: stderr.split(`[${CODE}] DeprecationWarning`).length - 1 }).toEqual({
    code: 0,
    stderr: warnings,
  });
  const sent = outcomes === DONE ? 4 : 0;
  expect(JSON.parse(stdout)).toEqual({ outcomes, tokens: sent });
  expect(server.requests).toHaveLength(sent);
});
