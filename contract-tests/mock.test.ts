import { describe, expect, test } from "@jest/globals";
import { AtlasApiError, bearer, createAtlasClient, type FetchLike } from "../src/index.js";
import { mockUrl } from "./support/mock-url.js";
import { mutantsOf } from "./support/mutants.js";
import { type ContractOperation, callNamed, contractOperations, type NamedExample } from "./support/operations.js";

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

const NO_BODY: NamedExample = { name: "without a body", value: undefined };

function preferring(status: number, example: string): string {
  return example === NO_BODY.name ? `code=${status}` : `code=${status}, example=${example}`;
}

// What the SDK should make of the description's header examples.
function rateLimitOf(headers: Record<string, unknown>) {
  const seconds = headers["Retry-After"] as number | undefined;
  const rateLimit = {
    ...("RateLimit-Limit" in headers && { limit: headers["RateLimit-Limit"] }),
    ...("RateLimit-Remaining" in headers && { remaining: headers["RateLimit-Remaining"] }),
    ...(seconds !== undefined && { retryAfterMs: seconds * 1000 }),
  };
  return Object.keys(rateLimit).length > 0 ? rateLimit : undefined;
}

test("the description has operations to test", () => {
  expect(contractOperations.map(({ operationId }) => operationId)).toContain("upgradeSharedClusterToServerless");
});

describe.each(contractOperations)("$operationId", (operation) => {
  const answers = operation.responses.flatMap(({ examples, ...response }) =>
    (examples.length > 0 ? examples : [NO_BODY]).map((example) => ({ ...response, ...example })),
  );
  const successes = answers.filter(({ status }) => status < 300);
  const failures = answers.filter(({ status }) => status >= 400);

  const requests = operation.body?.examples ?? [NO_BODY];

  test.each(requests)("the mock accepts the request: $name", async ({ value }) => {
    const request = { ...operation.members, ...(value !== undefined && { body: value }) };
    const { response } = await callNamed(clientPreferring(undefined), operation.operationId, request);
    expect(response.status).toBe(successes[0]?.status);
    expect(response.headers.get("sl-violations")).toBeNull();
  });

  test.each(successes)("the answer $status $name arrives as it was sent", async ({ status, name, value, headers }) => {
    const atlas = clientPreferring(preferring(status, name));
    const result = await callNamed(atlas, operation.operationId, requestOf(operation));
    expect(result.response.status).toBe(status);
    expect(result.response.headers.get("sl-violations")).toBeNull();
    expect(result.data).toEqual(value);
    expect(result.deprecation?.deprecated ?? false).toBe(operation.deprecated);
    expect(result.rateLimit).toEqual(rateLimitOf(headers));
  });

  test.each(failures)("the error $status $name arrives with every member", async ({ status, name, value, headers }) => {
    const atlas = clientPreferring(preferring(status, name));
    const error: unknown = await callNamed(atlas, operation.operationId, requestOf(operation)).catch((e) => e);
    expect(error).toBeInstanceOf(AtlasApiError);
    const { error: statusInBody, ...members } = value as { error: number };
    expect(statusInBody).toBe(status);
    expect(error).toMatchObject({ status, ...members });
    expect((error as AtlasApiError).rateLimit).toEqual(rateLimitOf(headers));
  });

  test("without credentials the mock answers 401", async () => {
    const response = await sendRaw(operation, operation.body?.examples[0]?.value, {});
    expect(response.status).toBe(401);
    expect(response.headers.get("sl-violations")).toContain("security");
  });
});

describe.each(contractOperations.filter(({ body }) => body))("$operationId refuses", (operation) => {
  const { schema, examples } = operation.body as NonNullable<ContractOperation["body"]>;
  const valid = examples[0]?.value;

  test("nothing in the body that its mutants are made from", async () => {
    const response = await sendRaw(operation, valid, { Authorization: "Bearer contract-test" });
    expect(response.headers.get("sl-violations")).toBeNull();
    expect(response.ok).toBe(true);
  });

  test.each(mutantsOf(schema, valid))("a body that breaks $title", async ({ rule, location, body }) => {
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
