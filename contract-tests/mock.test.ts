import { describe, expect, test } from "@jest/globals";
import { AtlasApiError, bearer, createAtlasClient, type FetchLike } from "../src/index.js";
import { mockUrl } from "./support/mock-url.js";
import { mergeExamples, mutantsOf } from "./support/mutants.js";
import { type ContractOperation, callNamed, contractOperations } from "./support/operations.js";

function clientPreferring(preference: string | undefined) {
  const fetchPreferring: FetchLike = (url, init) => {
    const headers = new Headers(init.headers);
    if (preference) headers.set("Prefer", preference);
    return fetch(url, { ...init, headers });
  };
  return createAtlasClient({
    auth: bearer("contract-test"),
    baseUrl: mockUrl(),
    fetch: fetchPreferring,
    onDeprecation: "silent",
  });
}

// Every request that is not about the body sends the first example.
function requestOf({ members, body }: ContractOperation): Record<string, unknown> {
  return { ...members, ...(body && { body: body.examples[0]?.value }) };
}

function sendRaw({ method, path, accept, body }: ContractOperation, json: unknown, headers: Record<string, string>) {
  return fetch(mockUrl() + path, {
    method,
    headers: { Accept: accept, ...(body && { "Content-Type": body.mediaType }), ...headers },
    ...(body && { body: JSON.stringify(json) }),
  });
}

test("the description has operations to test", () => {
  expect(contractOperations.map(({ operationId }) => operationId)).toContain("upgradeSharedClusterToServerless");
});

describe.each(contractOperations)("$operationId", (operation) => {
  const successes = operation.responses.filter(({ status }) => status < 300);
  const failures = operation.responses.filter(({ status }) => status >= 400);

  test.each(operation.body?.examples ?? [])("the mock accepts the request example $name", async ({ value }) => {
    const request = { ...operation.members, body: value };
    const { response } = await callNamed(clientPreferring(undefined), operation.operationId, request);
    expect(response.status).toBe(successes[0]?.status);
    expect(response.headers.get("sl-violations")).toBeNull();
  });

  test.each(successes.flatMap(({ status, examples }) => examples.map((example) => ({ status, ...example }))))(
    "the answer $status $name arrives as it was sent",
    async ({ status, name, value }) => {
      const atlas = clientPreferring(`code=${status}, example=${name}`);
      const { data, response, deprecation } = await callNamed(atlas, operation.operationId, requestOf(operation));
      expect(response.status).toBe(status);
      expect(response.headers.get("sl-violations")).toBeNull();
      expect(data).toEqual(value);
      expect(deprecation?.deprecated ?? false).toBe(operation.deprecated);
    },
  );

  test.each(failures.flatMap(({ examples, ...response }) => examples.map((example) => ({ ...response, ...example }))))(
    "the error $status $name arrives with every member",
    async ({ status, name, value, headers }) => {
      const atlas = clientPreferring(`code=${status}, example=${name}`);
      const error: unknown = await callNamed(atlas, operation.operationId, requestOf(operation)).catch((e) => e);
      expect(error).toBeInstanceOf(AtlasApiError);
      const { error: statusInBody, ...members } = value as { error: number };
      expect(statusInBody).toBe(status);
      expect(error).toMatchObject({ status, ...members });

      const seconds = headers["Retry-After"] as number | undefined;
      expect((error as AtlasApiError).rateLimit).toEqual(
        seconds === undefined
          ? undefined
          : {
              limit: headers["RateLimit-Limit"],
              remaining: headers["RateLimit-Remaining"],
              retryAfterMs: seconds * 1000,
            },
      );
    },
  );

  test("without credentials the mock answers 401", async () => {
    const response = await sendRaw(operation, operation.body?.examples[0]?.value, {});
    expect(response.status).toBe(401);
    expect(response.headers.get("sl-violations")).toContain("security");
  });
});

describe.each(contractOperations.filter(({ body }) => body))("$operationId refuses", (operation) => {
  const { schema, examples } = operation.body as NonNullable<ContractOperation["body"]>;
  const fullest = mergeExamples(examples.map(({ value }) => value));

  test("nothing in the body that its mutants are made from", async () => {
    const response = await sendRaw(operation, fullest, { Authorization: "Bearer contract-test" });
    expect(response.headers.get("sl-violations")).toBeNull();
    expect(response.ok).toBe(true);
  });

  test.each(mutantsOf(schema, fullest))("a body that breaks $title", async ({ rule, location, body }) => {
    const response = await sendRaw(operation, body, { Authorization: "Bearer contract-test" });
    expect(response.status).toBe(400);
    expect(JSON.parse(response.headers.get("sl-violations") ?? "[]")).toContainEqual(
      expect.objectContaining({ code: rule, location: ["request", "body", ...location] }),
    );
  });

  test("no body at all, and one that is no JSON", async () => {
    const send = (body?: string) =>
      fetch(mockUrl() + operation.path, {
        method: operation.method,
        headers: { Authorization: "Bearer contract-test", "Content-Type": operation.body?.mediaType ?? "" },
        ...(body !== undefined && { body }),
      });
    for (const response of [await send(), await send('{"name":')]) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    }
  });
});
