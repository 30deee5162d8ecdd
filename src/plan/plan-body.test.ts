import { describe, expect, test } from "@jest/globals";
import { AtlasInvalidRequestError } from "../errors.js";
import { readServerlessBody } from "./plan-body.js";

const providerSettings = { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" } as const;
const least = { name: "shop-dev", providerSettings };
const unknownOf = (body: unknown) => readServerlessBody(body).unknown;

describe("every property of a body is reported", () => {
  test.each<[string, unknown, string[]]>([
    ["nothing unknown", least, []],
    [
      "read-only properties",
      { ...least, id: "6", stateName: "IDLE", connectionStrings: { standardSrv: "x" } },
      ["id", "stateName", "connectionStrings"],
    ],
    [
      "within provider settings",
      { ...least, providerSettings: { ...providerSettings, diskIOPS: 3000, effectiveInstanceSizeName: "M0" } },
      ["providerSettings.diskIOPS", "providerSettings.effectiveInstanceSizeName"],
    ],
    [
      "within backup options",
      { ...least, serverlessBackupOptions: { snapshotRetentionDays: 7 } },
      ["serverlessBackupOptions.snapshotRetentionDays"],
    ],
    [
      "within a tag",
      {
        ...least,
        tags: [
          { key: "a", value: "b" },
          { key: "c", value: "d", color: "red" },
        ],
      },
      ["tags[1].color"],
    ],
    ["on a list", { ...least, tags: Object.assign([{ key: "a", value: "b" }], { color: "red" }) }, ["tags.color"]],
    [
      "odd names",
      { ...least, "a.b": 1, "": 2, "\n": 3, [Symbol("x")]: 4 },
      ['["a.b"]', '[""]', '["\\n"]', "[Symbol(x)]"],
    ],
    [
      "an own __proto__",
      JSON.parse(
        '{"__proto__":{"polluted":1},"name":"a","providerSettings":{"backingProviderName":"AWS","regionName":"R","__proto__":{}}}',
      ),
      ["__proto__", "providerSettings.__proto__"],
    ],
    ["inherited properties", Object.assign(Object.create({ inherited: 1 }), least), ["inherited"]],
    ["hidden properties", Object.defineProperty({ ...least }, "hidden", { value: 1 }), ["hidden"]],
    ["functions", { ...least, toJSON: () => ({}) }, ["toJSON"]],
    ["values that JSON has not", { ...least, a: Number.NaN, b: new Map(), c: 1n, d: undefined }, ["a", "b", "c"]],
  ])("%s", (_, body, unknown) => {
    expect(unknownOf(body)).toEqual(unknown);
  });

  test("getters and non-enumerable properties count like all others, including those of classes", () => {
    class Base {
      get name() {
        return "shop-dev";
      }
      get tags() {
        return [{ key: "a", value: "b" }];
      }
      get more() {
        return 1;
      }
      describe() {}
    }
    class Body extends Base {
      get providerSettings() {
        return Object.create(providerSettings, { regionName: { value: "US_EAST_2" } });
      }
    }
    const body = Object.defineProperty(new Body(), "terminationProtectionEnabled", { value: true });
    const { request, unknown } = readServerlessBody(body);
    expect(request).toEqual({
      name: "shop-dev",
      providerSettings: { ...providerSettings, regionName: "US_EAST_2" },
      tags: [{ key: "a", value: "b" }],
      terminationProtectionEnabled: true,
    });
    expect(unknown).toEqual(["more"]);
  });

  test("each property is read once, and an overridden one counts once", () => {
    let reads = 0;
    const name = { enumerable: true, get: () => `shop-${++reads}` };
    const body = Object.create({ ...least, name: "other", unknown: 1 }, { name, unknown: { value: undefined } });
    expect(readServerlessBody(body)).toMatchObject({ request: { name: "shop-1" }, unknown: [] });
    expect(reads).toBe(1);
  });

  test("properties that were added to Object.prototype are not part of a body", () => {
    Object.assign(Object.prototype, { terminationProtectionEnabled: true });
    try {
      expect(readServerlessBody(least)).toMatchObject({
        request: { terminationProtectionEnabled: undefined },
        unknown: [],
      });
    } finally {
      Reflect.deleteProperty(Object.prototype, "terminationProtectionEnabled");
    }
  });
});

const BODY = "it must be the body of upgradeSharedClusterToServerless, an object";
const CLOUD = "it must be AWS, AZURE or GCP";
const TAGS = "it must be an array of objects with a key and a value";
const BACKUP = "serverlessBackupOptions.serverlessContinuousBackupEnabled";
const PROTECTION = "terminationProtectionEnabled";
const CHARACTERS = "it must be a string of 1 to 255 characters";
const throwing = {
  get() {
    throw new TypeError("no");
  },
};
const { proxy: revoked, revoke } = Proxy.revocable([], {});
revoke();

describe("the error says what is wrong, where, and what is allowed", () => {
  const failsWith = (body: unknown, message: string) => {
    const read = () => readServerlessBody(body);
    expect(read).toThrow(AtlasInvalidRequestError);
    expect(read).toThrow(message);
    expect(read).toThrow(/; nothing was sent$/);
  };

  test.each<[string, unknown]>([
    [`body is missing: ${BODY}`, undefined],
    [`body is null: ${BODY}`, null],
    [`body is a string: ${BODY}`, "{}"],
    [`body is an array: ${BODY}`, [least]],
    [`body is a Map: ${BODY}`, new Map(Object.entries(least))],
    [`body is a Set: ${BODY}`, new Set([least])],
    [`body is a Promise: ${BODY}`, Promise.resolve(least)],
    ["body can't be read", new Proxy({}, { ownKeys: throwing.get })],
    ["name can't be read", Object.defineProperty({}, "name", throwing)],
    ["name is missing: it must be the name of the cluster to upgrade", { providerSettings }],
    ["providerSettings is missing: it must be an object with backingProviderName and regionName", { name: "a" }],
  ])("%s", (message, body) => {
    failsWith(body, message);
  });

  test.each<[string, object]>([
    ["name is missing", { name: undefined }],
    ["name is empty", { name: "" }],
    ["name is a number: it must be the name of the cluster to upgrade", { name: 5 }],
    ["name is an array", { name: ["a"] }],
    ["name is a String", { name: new String("a") }],
    ["name has a form that is not allowed (it must match", { name: "../x" }],
    ["name has a form that is not allowed (it must match", { name: "  " }],
    ["name has an unpaired surrogate", { name: "\ud800" }],
    ["at most 64 characters", { name: "a".repeat(65) }],
    ["providerSettings is a string: it must be an object with", { providerSettings: "AWS" }],
    ["providerSettings is a Map", { providerSettings: new Map() }],
    ["serverlessBackupOptions is null: it must be an object with", { serverlessBackupOptions: null }],
    ["serverlessBackupOptions is a Map", { serverlessBackupOptions: new Map() }],
    ...[null, "false", 0, Number.NaN, [], {}].map((serverlessContinuousBackupEnabled): [string, object] => [
      `${BACKUP} is `,
      { serverlessBackupOptions: { serverlessContinuousBackupEnabled } },
    ]),
    [`${PROTECTION} is a string: it must be true or false`, { [PROTECTION]: "false" }],
    [`${PROTECTION} is a number: it must be true or false`, { [PROTECTION]: Number.POSITIVE_INFINITY }],
    [`tags is null: ${TAGS}`, { tags: null }],
    [`tags is an object: ${TAGS}`, { tags: { team: "x" } }],
    [`tags is a Set: ${TAGS}`, { tags: new Set() }],
    ["tags can't be read", { tags: revoked }],
    ["tags[0] can't be read", { tags: Object.defineProperty([], "0", throwing) }],
    ["tags[0] is a string: it must be an object with a key and a value", { tags: ["team"] }],
    ["tags[0] is missing", { tags: new Array(4_000_000_000) }],
    [`tags[1].value is missing: ${CHARACTERS}`, { tags: [{ key: "a", value: "b" }, { key: "a" }] }],
    [`tags[0].key is empty: ${CHARACTERS}`, { tags: [{ key: "", value: "b" }] }],
    ["tags[0].value is a number", { tags: [{ key: "a", value: 5 }] }],
    [`tags[0].value is a string: ${CHARACTERS}`, { tags: [{ key: "a", value: "b".repeat(256) }] }],
  ])("%s", (message, properties) => {
    failsWith({ ...least, ...properties }, message);
  });

  test.each<[string, object]>([
    [`backingProviderName is missing: ${CLOUD}`, { backingProviderName: undefined }],
    [`backingProviderName is a string: ${CLOUD}`, { backingProviderName: "SERVERLESS" }],
    [`backingProviderName is an object: ${CLOUD}`, { backingProviderName: {} }],
    ["regionName is missing: it must be a string", { regionName: undefined }],
    ["regionName is a string: it must be a string without an unpaired surrogate", { regionName: "\udc00" }],
    ["regionName can't be read", Object.defineProperty({}, "regionName", { ...throwing, enumerable: true })],
    ["providerName is a string: it must be SERVERLESS", { providerName: "TENANT" }],
    ["providerName is null", { providerName: null }],
  ])("providerSettings.%s", (message, settings) => {
    const given = Object.defineProperties({ ...providerSettings }, Object.getOwnPropertyDescriptors(settings));
    failsWith({ ...least, providerSettings: given }, `providerSettings.${message}`);
  });
});

test("one error has all that is wrong, each with its location", () => {
  const tags = [{ key: "a" }, "b", { key: "", value: "d" }];
  const settings = { backingProviderName: "IBM", regionName: null };
  const read = () => readServerlessBody({ providerSettings: settings, tags, terminationProtectionEnabled: "yes" });
  expect(read).toThrow(AtlasInvalidRequestError);
  expect(read).toThrow(
    [
      "name is missing: it must be the name of the cluster to upgrade",
      `providerSettings.backingProviderName is a string: ${CLOUD}`,
      "providerSettings.regionName is null: it must be a string",
      `tags[0].value is missing: ${CHARACTERS}`,
      "tags[1] is a string: it must be an object with a key and a value",
      `tags[2].key is empty: ${CHARACTERS}`,
      "terminationProtectionEnabled is a string: it must be true or false",
      "nothing was sent",
    ].join("; "),
  );
  expect(read).toThrow(expect.objectContaining({ property: "name" }));
});

test("of very many faults, the first are enough", () => {
  const read = () => readServerlessBody({ ...least, tags: new Array(4_000_000_000) });
  expect(read).toThrow(/^tags\[0\] is missing.*tags\[9\] is missing[^;]*; and more; nothing was sent$/);
});

test("characters are counted, not UTF-16 code units", () => {
  const tags = [{ key: "\u{1f600}".repeat(255), value: "b" }];
  expect(readServerlessBody({ ...least, tags }).request.tags).toEqual(tags);
});
