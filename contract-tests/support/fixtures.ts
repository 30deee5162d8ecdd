import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

/** The parts of a curl call. */
export interface DocumentedCall {
  method: string;
  url: URL;
  headers: Record<string, string>;
  data: string;
}

/** The JSON of the documentation page. */
export interface DocumentedExamples {
  request: Record<string, unknown>;
  responses: Record<string, Record<string, unknown>>;
}

function readFixture(name: string): string {
  return readFileSync(join(projectRoot, "contract-tests", "fixtures", name), "utf8");
}

/** Parses a curl command, with a token for the shell variable. */
export function readCurl(command: string, token: string): DocumentedCall {
  const [, method = "", url = ""] = /--request (\S+) '([^']+)'/.exec(command) ?? [];
  const headers = [...command.matchAll(/--header ["']([^:]+): ([^"']+)["']/g)].map(([, name = "", value = ""]) => [
    name,
    value.replace("$ACCESS_TOKEN", token),
  ]);
  const [, data = ""] = /--data '([^']+)'/.exec(command) ?? [];
  return { method, url: new URL(url), headers: Object.fromEntries(headers), data };
}

/** Reads the page's call. */
export function readDocumentedCall(token: string): DocumentedCall {
  return readCurl(readFixture("documentation-call.sh"), token);
}

/** Reads the page's examples. */
export function readDocumentedExamples(): DocumentedExamples {
  return JSON.parse(readFixture("documentation-examples.json")) as DocumentedExamples;
}
