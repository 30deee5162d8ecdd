/** Checks whether a real server is what the description says. */

import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { authFromEnv } from "../src/node/index.js";
import { readDocument } from "./toolkit/description/index.js";
import { readDescription } from "./toolkit/generate/index.js";
import { runLive, toHar } from "./toolkit/live/index.js";
import { annotation, countOf, markdownList } from "./toolkit/report/index.js";
import { InputError, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "contract:live",
    help: `Checks whether a real server is what the description says, with credentials from the environment. It
      changes nothing unless an upgrade is allowed. Exits with 1 if the server is not as described, and with 2 if it
      can't be reached, or if a requested upgrade was not confirmed.`,
    options: {
      "base-url": { type: "string", required: true, help: "the server to check" },
      har: { type: "path", help: "where to write the exchanges, without their credentials" },
      "allow-upgrade": { type: "boolean", help: "send one upgrade, once you have typed the cluster's name" },
      operation: {
        type: "string",
        default: "upgradeSharedClusterToServerless",
        help: "the operationId of the upgrade",
      },
      group: { type: "string", help: "the group of the upgrade" },
      body: { type: "file", help: "the body of the upgrade" },
    },
    example: "--base-url https://cloud.mongodb.com",
  },
  async ({ values }) => {
    const { "base-url": baseUrl, "allow-upgrade": allowed, har, group = "", body = "", operation, format } = values;
    if (allowed && (group === "" || body === "")) {
      reject("--allow-upgrade needs --group and --body: which group, and the file of the request's body");
    }
    if (!allowed && group + body !== "") reject("--group and --body are for an upgrade, which --allow-upgrade allows");
    const auth = authFromEnv();
    // Checked before anything is sent: the archive would be lost.
    if (har !== undefined) await writeFile(har, "", { mode: 0o600 });
    const request = allowed && { operationId: operation, groupId: group, body: readDocument(body).value };
    // In the other formats, standard output is for findings only.
    const print = ["text", "github"].includes(format) ? console.log : console.error;
    const report = await runLive({
      description: { ...readDescription() },
      ...{ baseUrl, auth, print },
      ...(request && { upgrade: { request, ask: askPerson } }),
    });
    if (har !== undefined) {
      await writeFile(har, JSON.stringify(toHar(report), null, 2));
      print(`Wrote ${countOf(report.exchanges.length, "exchange")} to ${har}, without their credentials`);
    }
    if (report.upgrade === "unconfirmed") reject("The upgrade was not confirmed");
    const { problems, skips, sent, upgrade } = report;
    const passed = problems.length === 0;
    const lines = problems.map(({ operation, name, message }) => `${name}, ${operation}: ${message}`);
    return {
      passed,
      verdict: passed ? "The server is as described" : "The server is not as described",
      json: JSON.stringify({ problems, skips, sent, upgrade }, null, 2),
      markdown: ["## The server", "", ...markdownList([`${countOf(sent, "request")} sent`, ...lines])].join("\n"),
      annotations: lines.map((line) => annotation("error", { title: "contract:live" }, line)).join("\n"),
    };
  },
);

function reject(sentence: string): never {
  throw new InputError(sentence);
}

// The line must be exactly the name; an empty line is not a name.
async function askPerson(question: string): Promise<string> {
  process.stderr.write(question);
  for await (const line of createInterface({ input: process.stdin })) {
    if (!process.stdin.isTTY) process.stderr.write("\n");
    return line;
  }
  return "";
}
