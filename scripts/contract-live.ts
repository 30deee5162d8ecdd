/**
 * Asks a real server whether it is what the description says: `npm run contract:live -- --base-url <url>`, with
 * credentials from the environment. Exits with 1 if it is not, and with 2 if it can't be asked, or if an upgrade that was
 * asked for was not confirmed.
 */

import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { operationDescriptors } from "../src/index.js";
import { authFromEnv } from "../src/node/index.js";
import { readDocument } from "./toolkit/description/index.js";
import { readDescription } from "./toolkit/generate/index.js";
import { runLive, toHar } from "./toolkit/live/index.js";
import { InputError, readArguments, refuseArguments, runCommand } from "./toolkit/support/index.js";

const USAGE =
  "npm run contract:live -- --base-url https://cloud.mongodb.com [--har exchanges.har] [--allow-upgrade --group <id> --body <file> [--operation <operationId>]]";

const options = {
  "base-url": { type: "string" },
  har: { type: "string" },
  "allow-upgrade": { type: "boolean", default: false },
  operation: { type: "string", default: "upgradeSharedClusterToServerless" },
  group: { type: "string" },
  body: { type: "string" },
} as const;
const given = readArguments({ options }, USAGE) as Record<string, string | undefined>;
const { "base-url": baseUrl, har, group, body, operation = "" } = given;
const allowed = Boolean(given["allow-upgrade"]);
if (baseUrl === undefined) refuseArguments("--base-url is missing: it says which server is asked", USAGE);
if (allowed && (group === undefined || body === undefined)) {
  refuseArguments("--allow-upgrade needs --group and --body: which group, and the file of the request's body", USAGE);
}
if (!allowed && (group ?? body) !== undefined) {
  refuseArguments("--group and --body are for an upgrade, which --allow-upgrade allows", USAGE);
}

await runCommand(async () => {
  const auth = credentials();
  // Before anything is sent: what could not be kept need not be asked.
  if (har !== undefined) await writeFile(har, "", { mode: 0o600 }).catch(({ message }) => refuse(message));
  const request = allowed && {
    operationId: operation,
    groupId: group ?? "",
    body: readDocument(body ?? "").value as never,
  };
  const report = await runLive({
    description: { ...readDescription() },
    descriptors: Object.values(operationDescriptors),
    baseUrl,
    auth,
    print: (line) => console.log(line),
    ...(request && { upgrade: { request, ask: askPerson } }),
  });
  if (har !== undefined) {
    await writeFile(har, JSON.stringify(toHar(report.exchanges, report.redactor), null, 2));
    console.log(`${report.exchanges.length} exchanges are in ${har}, without their credentials`);
  }
  if (report.upgrade === "unconfirmed") process.exitCode = 2;
  else if (report.problems.length > 0) process.exitCode = 1;
});

function credentials() {
  try {
    return authFromEnv();
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(sentence: string): never {
  throw new InputError(sentence);
}

// Nothing but the line counts, not even with a space more; no line at all is no name.
async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  process.stdout.write(question);
  for await (const line of lines) {
    lines.close();
    if (!process.stdin.isTTY) process.stdout.write("\n");
    return line;
  }
  return "";
}
