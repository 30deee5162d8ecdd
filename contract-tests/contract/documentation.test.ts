import { expect, test } from "@jest/globals";
import type { NamedExample } from "../../scripts/toolkit/description/index.js";
import { bearer, createAtlasClient, type UpgradeSharedClusterToServerlessBody } from "../../src/index.js";
import { readDocumentedCall, readDocumentedExamples } from "../support/fixtures.js";
import { judgedFetch } from "../support/judge.js";
import { sendJson, startLoopback } from "../support/loopback.js";
import { operationOf } from "../support/operations.js";
import { mockUrl } from "../support/shared.js";

const operation = operationOf("upgradeSharedClusterToServerless");
const call = readDocumentedCall("documented-token");
const examples = readDocumentedExamples();
const groupId = call.url.pathname.split("/")[5] ?? "";

function documented(named: NamedExample[] | undefined): unknown {
  return named?.find(({ name }) => name === "documentation")?.value;
}

function exampleOf(status: string): unknown {
  const response = operation.described.responses.find((candidate) => candidate.status === status);
  return documented(response?.content[0]?.examples);
}

test("the fixture has every example of the page", () => {
  expect(call.method).toBe("POST");
  expect(Object.keys(call.headers)).toEqual(["Authorization", "Content-Type"]);
  expect(JSON.parse(call.data)).toEqual(examples.request);
  expect(Object.keys(examples.responses)).toEqual(["200", "400", "401", "402", "403", "404", "409", "500"]);
});

test("the description's request example is the page's", () => {
  expect(documented(operation.body?.examples)).toEqual(examples.request);
});

test.each(Object.entries(examples.responses).filter(([status]) => status !== "200"))(
  "the description's %s example is the page's",
  (status, example) => {
    expect(exampleOf(status)).toEqual(example);
  },
);

test("the description's 200 example is the page's, without the version that breaks its own pattern", () => {
  const { mongoDBVersion, ...rest } = examples.responses["200"] ?? {};
  expect(mongoDBVersion).toBe("string");
  expect(exampleOf("200")).toEqual(rest);
});

test("the SDK sends the same request as the page's curl, byte for byte", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, examples.responses["200"]));
  const atlas = createAtlasClient({
    auth: bearer("documented-token"),
    baseUrl: server.url,
    onDeprecation: "silent",
  });
  const body = JSON.parse(call.data) as UpgradeSharedClusterToServerlessBody;
  const { data } = await atlas.upgradeSharedClusterToServerless({ groupId, body });

  expect(data).toEqual(examples.responses["200"]);
  expect(server.requests).toHaveLength(1);
  const [request] = server.requests;
  expect(request?.method).toBe(call.method);
  expect(request?.target).toBe(call.url.pathname + call.url.search);
  for (const [name, value] of Object.entries(call.headers)) expect(request?.headers[name.toLowerCase()]).toBe(value);
  expect(request?.body).toBe(call.data);
});

test("the mock accepts the page's call unchanged", async () => {
  const response = await judgedFetch(mockUrl() + call.url.pathname, {
    method: call.method,
    headers: call.headers,
    body: call.data,
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("sl-violations")).toBeNull();
});

test("a request has four headers besides those of fetch", async () => {
  await using server = await startLoopback((response) => sendJson(response, 200, {}));
  const baseUrl = server.url;
  await fetch(baseUrl, { method: "POST", body: "{}" });
  const atlas = createAtlasClient({ auth: bearer("t"), baseUrl, onDeprecation: "silent", userAgent: "script/2" });
  await atlas.upgradeSharedClusterToServerless({
    groupId,
    body: { providerSettings: { backingProviderName: "AWS", regionName: "EU_WEST_1" } },
  });

  const [bare, ours] = server.requests.map(({ headers }) => headers);
  const changed = Object.entries(ours ?? {}).filter(([name, value]) => bare?.[name] !== value);
  expect(Object.fromEntries(changed)).toEqual({
    accept: "application/json",
    authorization: "Bearer t",
    "content-type": "application/json",
    "content-length": expect.any(String),
    "user-agent": expect.stringMatching(/^script\/2 atlas-tenant-upgrade\/\d+\.\d+\.\d+$/),
  });
  expect(Object.keys(ours ?? {}).sort()).toEqual(Object.keys({ ...bare, authorization: "" }).sort());
});
