import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { AtlasOperations } from "../../generated/operations.js";
import { validArbitrary } from "../../scripts/toolkit/cases/index.js";
import {
  badRequestsOf,
  deriveCases,
  plainRequest,
  type RawRequest,
  type SuiteContext,
  toRaw,
} from "../../scripts/toolkit/suite/index.js";
import { CHECKED_KEYWORDS } from "../../src/testing/check-value.js";
import { contract } from "../../src/testing/contract.js";
import { createAtlasEmulator } from "../../src/testing/index.js";
import { contractJudge } from "../support/judge.js";

const baseUrl = "https://cloud.mongodb.com";
const seed = 16;
const operations = contractJudge.contract.operations.map((operation) => ({
  key: operation.key,
  cases: deriveCases(operation, contractJudge, seed),
}));

/** Sends a request, and returns the emulator's objection to it. */
async function violationOf({ url, ...init }: RawRequest) {
  const emulator = createAtlasEmulator({ clusters: [], projects: ["32b6e34b3d91647abb20e7b8"] });
  const { status } = await emulator.fetch(url, init);
  return { status, violation: emulator.requests[0]?.violation };
}

const descriptionHas = (raw: RawRequest) =>
  contractJudge.judgeRequest({ ...raw, headers: new Headers(raw.headers), body: Buffer.from(raw.body ?? "") }).faults;

describe("the emulator rejects the same requests as the description", () => {
  test.each(operations)("$key: it rejects every request with one fault", async ({ cases }) => {
    const context = { judge: contractJudge, baseUrl } as SuiteContext;
    const bad = [...badRequestsOf(cases, context)];
    expect(bad.length).toBeGreaterThan(5);
    for (const { title, raw, rule, location } of bad) {
      const { status, violation = "" } = await violationOf(raw);
      if (rule === "security") {
        expect([title, status]).toEqual([title, 401]);
        continue;
      }
      expect([title, status >= 400, violation]).toEqual([title, true, expect.stringContaining("request.")]);
      // The location must match: the emulator reports a missing property itself, the judge reports its parent.
      if (location[1] === "body")
        expect([title, violation]).toEqual([title, expect.stringContaining(location.join("."))]);
    }
  });

  test.each(operations)("$key: it accepts every valid request", async ({ cases }) => {
    const plain = plainRequest(cases);
    const [body] = cases.bodies;
    const values = body
      ? [
          ...body.content.examples.map(({ value }) => value),
          ...fc.sample(validArbitrary(body.content.schema, { ...body.options, properties: "random" }), {
            numRuns: 200,
            seed,
          }),
        ]
      : [undefined];
    for (const value of values) {
      const request = body ? { ...plain, body: { mediaType: body.content.mediaType, value } } : plain;
      const raw = toRaw(cases, request, baseUrl);
      expect(descriptionHas(raw)).toEqual([]);
      expect([value, (await violationOf(raw)).violation]).toEqual([value, undefined]);
    }
  });
});

test("the emulator supports every keyword of the request schemas", () => {
  const seen = new Set<string>();
  const visit = (schema: unknown) => {
    if (Array.isArray(schema)) return void schema.forEach(visit);
    if (typeof schema !== "object" || schema === null) return;
    for (const [keyword, value] of Object.entries(schema)) {
      if (/^(?:title|description|example|default|deprecated|externalDocs|x-.*)$/.test(keyword)) continue;
      if (keyword === "$ref" && !seen.has(value)) {
        seen.add(value);
        visit(contract.schemas[value.split("/").at(-1)]);
      }
      seen.add(keyword);
      if (keyword === "properties") Object.values(value as object).forEach(visit);
      else if (keyword !== "enum" && keyword !== "discriminator") visit(value);
    }
  };
  for (const { parameters, requestBody = {} } of Object.values(contract.operations)) {
    visit([...parameters.map(({ schema }) => schema), ...Object.values(requestBody)]);
  }
  const passedOver = [...seen].filter((keyword) => !(CHECKED_KEYWORDS as readonly string[]).includes(keyword));
  expect(passedOver.filter((keyword) => !keyword.startsWith("#/"))).toEqual([]);
});

describe("every declared response can be ordered, and matches the description", () => {
  const ordered = Object.entries(contract.operations).flatMap(([operationId, { responses }]) =>
    Object.entries(responses).flatMap(([status, { content }]) =>
      Object.values(content).flatMap((examples) =>
        Object.keys(examples).map((example) => ({ operationId, status: Number(status), example })),
      ),
    ),
  );

  test.each(operations)("$key", async ({ cases }) => {
    const { operation } = cases;
    const own = ordered.filter(({ operationId }) => operationId === operation.operationId);
    expect(own.length).toBeGreaterThan(10);
    const { url, ...init } = toRaw(cases, plainRequest(cases), baseUrl);
    for (const { operationId, status, example } of own) {
      const emulator = createAtlasEmulator({ clusters: [], projects: ["32b6e34b3d91647abb20e7b8"] });
      emulator.respond(operationId as keyof AtlasOperations, { status, example });
      const response = await emulator.fetch(url, init);
      const { headers } = response;
      const body = new Uint8Array(await response.arrayBuffer());
      expect(response.status).toBe(status);
      expect(contractJudge.judgeResponse({ status, headers, body }, operation).faults).toEqual([]);
      const described = operation.responses.find((declared) => declared.status === String(status))?.content[0];
      expect(JSON.parse(Buffer.from(body).toString())).toEqual(
        described?.examples.find(({ name }) => name === example)?.value,
      );
    }
  });

  test("undeclared responses are rejected, with the declared ones", () => {
    const { respond } = createAtlasEmulator({ clusters: [] });
    expect(() => respond("getCluster", { status: 418 })).toThrow("200, 400, 401, 403, 404");
    expect(() => respond("getCluster", { status: 404, example: "lost" })).toThrow("noSuchCluster, noSuchProject");
  });
});
