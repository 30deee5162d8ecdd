import { expect, test } from "@jest/globals";
import createClient from "openapi-fetch";
import type { paths } from "../../generated/schema.js";
import { AtlasDeprecatedOperationError } from "../deprecation/deprecated-operation-error.js";
import { deprecationMiddleware } from "../deprecation/deprecation.js";
import { AtlasInvalidRequestError } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";
import { checkPath, pathCheckMiddleware } from "./path-check.js";

const PATH = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const body = { providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } } as const;

function ownedClient() {
  const sent: string[] = [];
  const client = createClient<paths>({
    baseUrl: "https://cloud.mongodb.com",
    fetch: async ({ url }) => {
      sent.push(url);
      return Response.json({});
    },
  });
  return { client, sent };
}

test("both middlewares work in an existing openapi-fetch client", async () => {
  const { client, sent } = ownedClient();
  client.use(pathCheckMiddleware(), deprecationMiddleware({ onDeprecation: "throw" }));
  const call = (groupId: string) => client.POST(PATH, { params: { path: { groupId } }, body });
  await expect(call("..")).rejects.toBeInstanceOf(AtlasInvalidRequestError);
  await expect(call("32b6e34b3d91647abb20e7b8")).rejects.toBeInstanceOf(AtlasDeprecatedOperationError);
  expect(sent).toEqual([]);
});

test.each([
  ["shop-dev", undefined],
  ["x".repeat(64), undefined],
  ["xx", undefined],
  [".", "is a dot segment"],
  [
    "x".repeat(65),
    "has 65 characters (it must match ^[a-z-]+$, have at least 2 characters, have at most 64 characters)",
  ],
  ["x", "has 1 characters"],
  ["Shop", "has a form that is not allowed"],
  ["..", "is a dot segment"],
  [undefined, "is missing"],
  [["a"], "is an array"],
  [{}, "is of type object"],
  [null, "is missing"],
  [() => "shop-dev", "is of type function"],
  ["", "is empty"],
])("the constraints of a path parameter: %j", async (name, problem) => {
  const path = "/clusters/{name}";
  const operation: OperationDescriptor = {
    operationId: "getIt",
    method: "GET",
    path,
    // A parameter of the same name in another location does not apply to the path.
    parameters: [
      { name: "name", in: "query", required: false, pattern: "^$" },
      { name: "name", in: "path", required: true, pattern: "^[a-z-]+$", minLength: 2, maxLength: 64 },
    ],
    responses: {},
    roles: [],
  };
  const { client, sent } = ownedClient();
  client.use(pathCheckMiddleware({ operations: [operation] }));
  const call = (client as unknown as { GET(path: string, init: object): Promise<unknown> }).GET(path, {
    params: { path: { name } },
  });
  if (problem === undefined) await expect(call).resolves.toBeDefined();
  else await expect(call).rejects.toThrow(`name ${problem}`);
  expect(sent).toHaveLength(problem === undefined ? 1 : 0);
});

test("dot segments are rejected even in a path that the description does not have", async () => {
  const { client, sent } = ownedClient();
  client.use(pathCheckMiddleware({ operations: [] }));
  const call = client.POST(PATH, { params: { path: { groupId: ".." } }, body });
  await expect(call).rejects.toThrow("groupId is a dot segment, which would change the path; nothing was sent");
  expect(sent).toEqual([]);
});

test.each([
  [Symbol("shop-dev"), "name is of type symbol"],
  ["shop-\ud83d", "name has an unpaired surrogate"],
])("a value that openapi-fetch could not put into a URL is rejected first: %p", (name, problem) => {
  expect(() => checkPath("/clusters/{name}", { name }, undefined)).toThrow(`${problem}; nothing was sent`);
});
