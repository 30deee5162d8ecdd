import { describe, expect, jest, test } from "@jest/globals";
import { bearer, createAtlasClient } from "../../src/index.js";
import { type AtlasEmulator, createAtlasEmulator, medianTimeline, recordedTimelines } from "../../src/testing/index.js";
import { readDocument } from "../support/documents.js";
import { groupId, m0, toFlex } from "../support/emulated-requests.js";

const create = (options: unknown) => createAtlasEmulator(options as never);
const withCluster = (more: object) => create({ clusters: [{ ...m0, ...more }] });
const withTimeline = (timeline: object) => create({ clusters: [], timeline });
const withCredentials = (credentials: unknown) => create({ clusters: [], credentials });
const secret = "mdb_sa_sk_of-the-test";

describe("invalid options are rejected at once, with the location and the allowed values", () => {
  const impossible: [() => unknown, string][] = [
    [() => create(undefined), "The options of createAtlasEmulator must be of type object, not undefined"],
    [() => create({}), "clusters is missing"],
    [() => create({ clusters: {} }), "clusters must be of type array, not an object"],
    [
      () => create({ cluster: [] }),
      "cluster is not known (did you mean clusters?); known properties: clusters, projects, timeline",
    ],
    [() => create({ clusters: [null] }), "clusters.0 must be of type object, not null"],
    [() => create({ clusters: [m0, { tier: "M0" }] }), "clusters.1.name is missing"],
    [() => create({ clusters: [m0, m0] }), 'clusters.1.name must be unique in its project, and is "shop-dev" again'],
    [() => create({ clusters: [], projects: ["X"] }), 'projects.0 must match ^([a-f0-9]{24})$, not "X"'],
    [() => create({ clusters: [], now: 5 }), "now must be of type function, not 5"],
    [() => create({ clusters: [], now: () => Number.NaN }), "now must return milliseconds since the epoch"],
    [() => create({ clusters: [], onUnexpected: "throw" }), 'onUnexpected must be of type function, not "throw"'],
    [
      () => withCluster({ teir: "M10" }),
      "clusters.0.teir is not known (did you mean tier?); known properties: name, tier,",
    ],
    [() => withCluster({ name: "a b" }), 'clusters.0.name must match ^[a-zA-Z0-9][a-zA-Z0-9-]*$, not "a b"'],
    [() => withCluster({ name: "a".repeat(65) }), "clusters.0.name must have at most 64 characters"],
    [
      () => withCluster({ tier: "M5" }),
      'clusters.0.tier must be M0, FLEX, or a dedicated size: M10 or larger, not "M5"',
    ],
    [() => withCluster({ tier: undefined }), "clusters.0.tier is missing"],
    [
      () => withCluster({ cloud: "aws" }),
      'clusters.0.cloud must be one of AWS, AZURE, GCP, not "aws" (did you mean AWS?)',
    ],
    [() => withCluster({ region: "" }), "clusters.0.region must have at least 1 character, not"],
    [() => withCluster({ id: "1" }), "clusters.0.id must match ^([a-f0-9]{24})$"],
    [
      () => withCluster({ createDate: "yesterday" }),
      "clusters.0.createDate must be a date and time, such as 2026-01-31T",
    ],
    [() => withCluster({ createDate: "2026-02-30T12:00:00Z" }), "clusters.0.createDate must be a date and time"],
    [
      () => withCluster({ stateName: "idle" }),
      "clusters.0.stateName must be one of IDLE, CREATING, UPDATING, DELETING",
    ],
    [
      () => withCluster({ tags: [{ key: "a", valeu: "b" }] }),
      "clusters.0.tags.0.valeu is not known (did you mean value?)",
    ],
    [() => withCluster({ tags: [{ key: "" }] }), "clusters.0.tags.0.value is missing"],
    [() => withCluster({ terminationProtectionEnabled: "yes" }), "must be of type boolean"],
    [() => withCluster({ timeline: { idleS: "5" } }), 'clusters.0.timeline.idleS must be of type number, not "5"'],
    [() => withTimeline({ idle: 5 }), "timeline.idle is not known (did you mean idleS?); known properties: swapS"],
    [() => withTimeline({ idleS: Number.NaN }), "timeline.idleS must be of type number, not NaN"],
    [() => withTimeline({ idleS: 5 }), "timeline.idleS must be at least timeline.swapS, which is 66, not 5"],
    [() => withTimeline({ stringsGoneS: 700 }), "timeline.stringsBackS must be at least timeline.stringsGoneS"],
    [() => withTimeline({ missing: { fromS: 5 } }), "timeline.missing.untilS is missing"],
    [() => withTimeline({ missing: { fromS: 5, untilS: 4 } }), "timeline.missing.untilS must be at least"],
    [() => create({ clusters: [m0], timeline: () => ({ idleS: null }) }), "timeline.idleS must be of type number"],
    [() => create({ clusters: [m0], timeline: () => undefined }), "timeline is missing"],
    [() => create({ clusters: [], rateLimit: { requests: "x" } }), "rateLimit.windowS is missing"],
    [() => create({ clusters: [], rateLimit: { requests: 0, windowS: 1 } }), "rateLimit.requests must be at least 1"],
    [() => create({ clusters: [], rateLimit: { requests: 1, windowS: 0 } }), "rateLimit.windowS must be more than 0"],
    [() => withCredentials({ token: [] }), "credentials.token is not known (did you mean tokens?)"],
    [() => withCredentials({ serviceAccounts: [{}] }), "credentials.serviceAccounts.0.clientId is missing"],
    [() => withCredentials({ tokenLifetimeS: -1 }), "credentials.tokenLifetimeS must be more than 0, not -1"],
  ];

  test.each(impossible.map(([make, words]) => ({ make, words })))("$words", ({ make, words }) => {
    expect(make).toThrow(expect.objectContaining({ name: "AtlasConfigurationError" }));
    expect(make).toThrow(words);
  });

  test.each<[string, unknown]>([
    ["credentials", secret],
    ["credentials.tokens", { tokens: secret }],
    ["credentials.tokens.0", { tokens: [{ secret }] }],
    ["credentials.serviceAccounts", { serviceAccounts: secret }],
    ["credentials.apiKeys.0", { apiKeys: [secret] }],
  ])("no credential is in a message: %s", (location, credentials) => {
    const failing = () => withCredentials(credentials);
    expect(failing).toThrow(`${location} must be`);
    expect(failing).not.toThrow(secret);
  });

  test("a getter that throws, and an object that contains itself", () => {
    const circle: object[] = [];
    circle.push(circle);
    for (const clusters of [
      circle,
      [Object.defineProperty({}, "name", { enumerable: true, get: () => circle.at(9)?.valueOf() ?? decodeURI("%") })],
    ]) {
      expect(() => create({ clusters })).toThrow("The options of createAtlasEmulator can't be read");
    }
  });

  const orders: [(emulator: AtlasEmulator) => void, string][] = [
    [({ fail }) => fail("boom" as never), "fault must be one of reset, timeout, html, 500, 502, 503, 504 (a response"],
    [({ fail }) => fail(429 as never), "is for respond), not 429"],
    [
      ({ fail }) => fail("reset", { operation: "getCluster" } as never),
      "options.operation is not known; known properties: arrived",
    ],
    [({ fail }) => fail("reset", { matching: "upgradeCluster" as never }), "options.matching must be one of"],
    [({ fail }) => fail("reset", { times: -1 }), "options.times must be at least 1, not -1"],
    [({ fail }) => fail("reset", { times: 1.5 }), "options.times must be of type integer, not 1.5"],
    [({ fail }) => fail("reset", { arrived: 1 as never }), "options.arrived must be of type boolean, not 1"],
    [({ respond }) => respond("getClusters" as never, { status: 404 }), 'not "getClusters" (did you mean getCluster?)'],
    [({ respond }) => respond("toString" as never, { status: 404 }), "operationId must be one of"],
    [
      ({ respond }) => respond("getCluster", { exmaple: "" } as never),
      "response.exmaple is not known (did you mean example?)",
    ],
    [({ respond }) => respond("getCluster", {} as never), "response.status is missing"],
    [
      ({ respond }) => respond("getCluster", { status: "404" as never }),
      'response.status must be of type integer, not "404"',
    ],
    [
      ({ respond }) => respond("getCluster", { status: 418 }),
      "status 418 is not declared for getCluster; declared: 200, 400",
    ],
    [({ respond }) => respond("getCluster", { status: 404, example: "toString" }), "noSuchCluster, noSuchProject"],
    [
      ({ respond }) => respond("getCluster", { status: 404, headers: { "a b": "c" } }),
      "response.headers can't be sent",
    ],
  ];

  test.each(orders.map(([order, words]) => ({ order, words })))("$words", ({ order, words }) => {
    const ordered = () => order(createAtlasEmulator({ clusters: [m0] }));
    expect(ordered).toThrow(expect.objectContaining({ name: "AtlasConfigurationError" }));
    expect(ordered).toThrow(words);
  });
});

test("a timeline overrides single values: a cluster's those of the emulator, the emulator's those of the median", async () => {
  let ms = Date.UTC(2026, 0, 1);
  const clusters = [
    { ...m0, timeline: { staleIdle: { fromS: 0, untilS: 900 } } },
    { ...m0, name: "blog" },
  ];
  for (const timeline of [{ idleS: 800 }, () => ({ idleS: 800 })]) {
    const emulator = createAtlasEmulator({ clusters, timeline, now: () => ms });
    const atlas = createAtlasClient({ auth: bearer("t"), fetch: emulator.fetch });
    for (const { name } of clusters) await atlas.upgradeSharedCluster({ groupId, body: { ...toFlex.body, name } });
    const after = emulator.clusters().map(({ settledAt = Number.NaN }) => (settledAt - ms) / 1000);
    expect(after).toEqual([900, 800]);
    ms += medianTimeline.swapS * 1000;
    expect(emulator.clusters().map(({ tier }) => tier)).toEqual(["M0", "FLEX"]);
  }
});

describe("no object is shared", () => {
  test("between an emulator, its options and its responses", () => {
    const tags = [{ key: "team", value: "storefront" }];
    const cluster = { ...m0, tags, timeline: { ...medianTimeline } };
    const emulator = createAtlasEmulator({ clusters: [cluster] });
    const before = emulator.clusters();
    const [{ tags: shown } = { tags: [] }] = emulator.clusters();
    (shown as object[]).push({ key: "leak", value: "x" });
    Object.assign(shown[0] ?? {}, { value: "leak" });

    tags.push({ key: "leak", value: "x" });
    cluster.timeline.idleS = Number.NaN;
    expect(emulator.clusters()).toEqual(before);
    expect(tags[0]?.value).toBe("storefront");
  });

  test("and the recorded timelines are frozen", () => {
    for (const shared of [medianTimeline, recordedTimelines, ...recordedTimelines]) {
      expect(Object.isFrozen(shared)).toBe(true);
    }
    expect(recordedTimelines.map(({ updatingAgain }) => Object.isFrozen(updatingAgain))).not.toContain(false);
  });
});

test("the emulator uses the test's clock, even if it is faked later", async () => {
  const emulator = createAtlasEmulator({ clusters: [m0] });
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
  try {
    await emulator.fetch("https://cloud.mongodb.com/");
    expect(emulator.requests[0]?.at).toBe(Date.UTC(2030, 0, 1));
  } finally {
    jest.useRealTimers();
  }
});

test("the inline examples of docs/testing.md work", () => {
  const lines = readDocument("docs/testing.md").replaceAll(/^```[\s\S]*?^```/gm, "");
  const codes = [...lines.matchAll(/`(emulator\.[^`]+|\{ [^`]+ \})`/g)].map(([, code = ""]) => code);
  expect(codes.length).toBeGreaterThan(9);
  for (const code of codes) {
    const emulator = createAtlasEmulator({ clusters: [m0] });
    const value: unknown = new Function("emulator", `return (${code})`)(emulator);
    if (code.startsWith("{"))
      create({ clusters: [], ...(code.includes("requests") ? { rateLimit: value } : { timeline: value }) });
    else expect([code, value === undefined]).toEqual([code, /\.(?:respond|fail|revokeCredentials|reset)\(/.test(code)]);
  }
});
