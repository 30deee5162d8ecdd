import { inspect } from "node:util";
import { expect, test } from "@jest/globals";
import { AtlasAuthError, AtlasConfigurationError } from "../errors.js";
import { contextOf } from "../test-support/auth-context.js";
import { bearer } from "./bearer.js";

const context = contextOf();

test("a token, or what a function returns, becomes the header's value", async () => {
  expect(await bearer("abc-._~+/1==").authorize(context)).toBe("Bearer abc-._~+/1==");
  let calls = 0;
  const auth = bearer(async () => `token${++calls}`);
  expect(await auth.authorize(context)).toBe("Bearer token1");
  expect(await auth.authorize(context)).toBe("Bearer token2");
});

test.each([
  ["", "empty"],
  ["secret\n", "line break"],
  ["sec ret", "white space"],
  ["Bearer secret", 'no "Bearer"'],
  ["sécret", "only letters"],
  ["secret,more", "only letters"],
  [undefined, "undefined"],
  [null, "null"],
  [42, "number"],
])("%j is not a token: it is rejected at once, or from the function, and not shown", async (token, problem) => {
  const make = () => bearer(token as string);
  expect(make).toThrow(AtlasConfigurationError);
  expect(make).toThrow(problem);
  expect(make).not.toThrow(/s[eé]c/);
  const authorize = bearer(() => token as string).authorize(context);
  await expect(authorize).rejects.toBeInstanceOf(AtlasAuthError);
  await expect(authorize).rejects.toThrow(problem);
});

test("no log shows the token", () => {
  expect(inspect(bearer("secret"), { showHidden: true, depth: 9 })).not.toContain("secret");
  expect(JSON.stringify(bearer("secret"))).not.toContain("secret");
});
