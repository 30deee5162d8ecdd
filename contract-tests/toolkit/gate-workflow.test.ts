import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { findDescription, workflowBase, writeComment } from "../../scripts/toolkit/gate/index.js";
import { git, makeOrigin } from "../support/origin.js";

const folder = mkdtempSync(join(tmpdir(), "atlas-gate-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the description is found by Redocly's configuration or by its file name; if there are several, one must be named", () => {
  const root = join(folder, "found");
  mkdirSync(root);
  expect(() => findDescription(root)).toThrow("No description was found in");
  mkdirSync(join(root, "docs"));
  writeFileSync(join(root, "docs", "openapi.json"), "{}");
  expect(findDescription(root)).toBe(join(root, "docs", "openapi.json"));
  writeFileSync(join(root, "redocly.yaml"), "apis: { shop: { root: shop/api.yaml } }");
  expect(findDescription(root)).toBe(join(root, "shop", "api.yaml"));
  writeFileSync(join(root, "redocly.yaml"), "apis: { shop: { root: shop.yaml }, depot: { root: depot.yaml } }");
  expect(() => findDescription(root)).toThrow("name one as the description (shop.yaml, depot.yaml)");
});

test("the pull request has one comment, which is updated, and a token without write access is not a failure", async () => {
  const requests: string[] = [];
  let comments: object[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push(`${request.method} ${request.url} ${body}`.trim());
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(comments));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
  const env = {
    ...{ GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GITHUB_REPOSITORY: "a/b" },
    ...{ GITHUB_TOKEN: "secret", GITHUB_EVENT_PATH: event },
  };
  try {
    expect(await writeComment("# Green", env)).toBeUndefined();
    comments = [
      { id: 1, body: "Nice" },
      { id: 2, body: "<!-- contract-gate -->\n# Red" },
    ];
    expect(await writeComment("# Green", env)).toBeUndefined();
    status = 403;
    expect(await writeComment("# Green", env)).toBe("GET of the comment: 403 Forbidden");
    expect(await writeComment("# Green", { ...env, GITHUB_TOKEN: "" })).toBe(
      "this is not a pull request, or GITHUB_TOKEN is not set",
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const list = "GET /repos/a/b/issues/7/comments?per_page=100&page=1";
  const body = '{"body":"<!-- contract-gate -->\\n# Green"}';
  expect(requests).toEqual([
    ...[list, `POST /repos/a/b/issues/7/comments ${body}`],
    ...[list, `PATCH /repos/a/b/issues/comments/2 ${body}`, list],
  ]);
});

describe("the base", () => {
  let origin: ReturnType<typeof makeOrigin>;
  beforeAll(() => {
    origin = makeOrigin();
  });
  afterAll(() => origin.remove());
  const baseOf = (workspace: string, event: object) =>
    workflowBase(workspace, { GITHUB_EVENT_PATH: origin.eventFile(event) });

  test("of a branch is the commit where it left the main branch, however shallow the checkout", () => {
    const pull = { pull_request: { base: { sha: origin.main }, head: { sha: origin.work } } };
    const workspace = origin.checkOut("head", "work");
    expect(() => git(workspace, "merge-base", "HEAD", origin.main)).toThrow();
    expect(baseOf(workspace, pull)).toEqual({ ref: origin.main });
    expect(git(workspace, "merge-base", "HEAD", origin.main)).toBe(origin.old);

    const pushed = origin.checkOut("pushed", "work");
    const event = { ref: "refs/heads/work", before: "0".repeat(40), after: origin.work };
    expect(baseOf(pushed, event)).toEqual({ ref: origin.main });
    expect(git(pushed, "merge-base", "HEAD", origin.main)).toBe(origin.old);
  });

  test("of a push to the main branch is the commit before it", () => {
    const workspace = origin.checkOut("main", "main");
    const pushed = { ref: "refs/heads/main", before: origin.old, after: origin.main };
    expect(baseOf(workspace, pushed)).toEqual({ ref: origin.old });
    expect(git(workspace, "cat-file", "-t", origin.old)).toBe("commit");
  });

  test("that does not exist is reported, and is an error for a pull request", () => {
    const workspace = origin.checkOut("without", "main");
    const first = { ref: "refs/heads/main", before: "0".repeat(40), after: origin.main };
    expect(baseOf(workspace, first)).toEqual({ missing: "The commit before this push does not exist." });
    const lost = { ...first, before: "1".repeat(40) };
    expect(baseOf(workspace, lost)).toEqual({ missing: "The commit before this push can't be fetched." });
    const pull = { pull_request: { base: { sha: "1".repeat(40) }, head: { sha: origin.work } } };
    expect(() => baseOf(workspace, pull)).toThrow(`Can't fetch the base commit ${"1".repeat(40)} from origin`);
    expect(baseOf(workspace, { schedule: "17 4 * * 1" })).toEqual({});
  });
});
