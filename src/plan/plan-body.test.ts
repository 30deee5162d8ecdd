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
const throwing = {
  get() {
    throw new TypeError("no");
  },
};
const { proxy: revoked, revoke } = Proxy.revocable([], {});
revoke();

describe("the error says what is wrong, where, and what is allowed", () => {
  test.each<[string, unknown, string]>([
    ["no body", undefined, `body is missing: ${BODY}`],
    ["null", null, `body is null: ${BODY}`],
    ["a string", "{}", `body is a string: ${BODY}`],
    ["a list", [least], `body is an array: ${BODY}`],
    ["a Map", new Map(Object.entries(least)), `body is a Map: ${BODY}`],
    ["a Set", new Set([least]), `body is a Set: ${BODY}`],
    ["a promise", Promise.resolve(least), `body is a Promise: ${BODY}`],
    ["no name", { providerSettings }, "name is missing: it must be the name of the cluster to upgrade"],
    ["a name that is undefined", { ...least, name: undefined }, "name is missing"],
    ["an empty name", { ...least, name: "" }, "name is empty"],
    ["a number for a name", { ...least, name: 5 }, "name is a number: it must be the name of the cluster to upgrade"],
    ["a list of names", { ...least, name: ["a"] }, "name is an array"],
    ["a boxed name", { ...least, name: new String("a") }, "name is a String"],
    ["a name of another form", { ...least, name: "../x" }, "name has a form that is not allowed (it must match"],
    ["a name of blanks", { ...least, name: "  " }, "name has a form that is not allowed (it must match"],
    ["an unpaired surrogate for a name", { ...least, name: "\ud800" }, "name has an unpaired surrogate"],
    ["a name that is too long", { ...least, name: "a".repeat(65) }, "at most 64 characters"],
    [
      "no provider settings",
      { name: "a" },
      "providerSettings is missing: it must be an object with backingProviderName and regionName",
    ],
    [
      "a string for provider settings",
      { name: "a", providerSettings: "AWS" },
      "providerSettings is a string: it must be an object with",
    ],
    ["a Map of provider settings", { name: "a", providerSettings: new Map() }, "providerSettings is a Map"],
    [
      "no cloud",
      { name: "a", providerSettings: { regionName: "x" } },
      `providerSettings.backingProviderName is missing: ${CLOUD}`,
    ],
    [
      "another cloud",
      { name: "a", providerSettings: { regionName: "x", backingProviderName: "SERVERLESS" } },
      `providerSettings.backingProviderName is a string: ${CLOUD}`,
    ],
    [
      "an object for a cloud",
      { name: "a", providerSettings: { regionName: "x", backingProviderName: {} } },
      `providerSettings.backingProviderName is an object: ${CLOUD}`,
    ],
    [
      "no region",
      { name: "a", providerSettings: { backingProviderName: "AWS" } },
      "providerSettings.regionName is missing: it must be a string",
    ],
    [
      "an unpaired surrogate for a region",
      { name: "a", providerSettings: { backingProviderName: "AWS", regionName: "\udc00" } },
      "providerSettings.regionName is a string: it must be a string without an unpaired surrogate",
    ],
    [
      "another provider",
      { ...least, providerSettings: { ...providerSettings, providerName: "TENANT" } },
      "providerSettings.providerName is a string: it must be SERVERLESS",
    ],
    [
      "a provider that is null",
      { ...least, providerSettings: { ...providerSettings, providerName: null } },
      "providerSettings.providerName is null",
    ],
    [
      "backup options that are null",
      { ...least, serverlessBackupOptions: null },
      "serverlessBackupOptions is null: it must be an object with serverlessContinuousBackupEnabled",
    ],
    ["a Map of backup options", { ...least, serverlessBackupOptions: new Map() }, "serverlessBackupOptions is a Map"],
    ...[null, "false", 0, Number.NaN, [], {}].map((serverlessContinuousBackupEnabled): [string, unknown, string] => [
      `backup ${JSON.stringify(serverlessContinuousBackupEnabled)}`,
      { ...least, serverlessBackupOptions: { serverlessContinuousBackupEnabled } },
      `${BACKUP} is `,
    ]),
    [
      "a string for a boolean",
      { ...least, terminationProtectionEnabled: "false" },
      "terminationProtectionEnabled is a string: it must be true or false",
    ],
    [
      "infinity for a boolean",
      { ...least, terminationProtectionEnabled: Number.POSITIVE_INFINITY },
      "terminationProtectionEnabled is a number: it must be true or false",
    ],
    ["tags that are null", { ...least, tags: null }, `tags is null: ${TAGS}`],
    ["an object of tags", { ...least, tags: { team: "x" } }, `tags is an object: ${TAGS}`],
    ["a Set of tags", { ...least, tags: new Set() }, `tags is a Set: ${TAGS}`],
    [
      "a tag that is a string",
      { ...least, tags: ["team"] },
      "tags[0] is a string: it must be an object with a key and a value",
    ],
    ["a hole for a tag", { ...least, tags: new Array(4_000_000_000) }, "tags[0] is missing"],
    [
      "a tag without a value",
      { ...least, tags: [{ key: "a", value: "b" }, { key: "a" }] },
      "tags[1].value is missing: it must be a string of 1 to 255 characters",
    ],
    [
      "an empty key",
      { ...least, tags: [{ key: "", value: "b" }] },
      "tags[0].key is empty: it must be a string of 1 to 255 characters",
    ],
    ["a number for a value", { ...least, tags: [{ key: "a", value: 5 }] }, "tags[0].value is a number"],
    [
      "a value that is too long",
      { ...least, tags: [{ key: "a", value: "b".repeat(256) }] },
      "tags[0].value is a string: it must be a string of 1 to 255 characters",
    ],
    ["a getter that throws", Object.defineProperty({}, "name", throwing), "name can't be read"],
    [
      "a getter that throws, within",
      { name: "a", providerSettings: Object.defineProperty({}, "regionName", throwing) },
      "providerSettings.regionName can't be read",
    ],
    ["a tag that throws", { ...least, tags: Object.defineProperty([], "0", throwing) }, "tags[0] can't be read"],
    ["a proxy that throws", { ...least, tags: revoked }, "tags can't be read"],
    ["a body that throws", new Proxy({}, { ownKeys: throwing.get }), "body can't be read"],
  ])("%s", (_, body, message) => {
    const read = () => readServerlessBody(body);
    expect(read).toThrow(AtlasInvalidRequestError);
    expect(read).toThrow(message);
    expect(read).toThrow(/; nothing was sent$/);
  });
});

test("characters are counted, not UTF-16 code units", () => {
  const tags = [{ key: "\u{1f600}".repeat(255), value: "b" }];
  expect(readServerlessBody({ ...least, tags }).request.tags).toEqual(tags);
});
