import { expect, jest, test } from "@jest/globals";
import { AtlasDeprecatedOperationError } from "./deprecation/deprecated-operation-error.js";
import {
  AtlasAuthError,
  AtlasConfigurationError,
  AtlasError,
  AtlasInvalidRequestError,
  isAtlasError,
} from "./errors.js";
import { AtlasUpgradeError } from "./upgrade/upgrade-error.js";
import type { UpgradeToken } from "./upgrade/upgrade-token.js";

test.each([
  ["AtlasError", new AtlasError("x")],
  ["AtlasConfigurationError", new AtlasConfigurationError("x", "y")],
  ["AtlasInvalidRequestError", new AtlasInvalidRequestError("x", "y")],
  ["AtlasAuthError", new AtlasAuthError("x")],
  ["AtlasDeprecatedOperationError", Object.create(AtlasDeprecatedOperationError.prototype)],
])("%s is known by its name, which no bundler changes", (name, error) => {
  expect(error.name).toBe(name);
});

test.each<[boolean, Pick<UpgradeToken, "sent" | "underWay">]>([
  [false, { sent: "no" }],
  [true, { sent: "no", underWay: true }],
  [true, { sent: "unknown" }],
  [true, { sent: "yes" }],
])("maybeSent is %p for an upgrade with %j, and false unless an error says otherwise", (maybeSent, seen) => {
  const token = { version: 1, groupId: "g", name: "n", target: "FLEX", ...seen } as const;
  const lastState = { phase: "waiting", elapsedMs: 0, polls: 0, message: "" } as const;
  expect(new AtlasUpgradeError("failed", "x", { token, lastState, histogram: {} }).maybeSent).toBe(maybeSent);
  expect(new AtlasInvalidRequestError("x", "y").maybeSent).toBe(false);
  expect(new AtlasAuthError("x", { maybeSent }).maybeSent).toBe(maybeSent);
});

test("instanceof holds for errors of another copy of the package, and distinguishes classes", async () => {
  const copy = await new Promise<typeof import("./errors.js")>((resolve) => {
    jest.isolateModules(() => resolve(jest.requireActual("./errors.js")));
  });
  const error = new copy.AtlasAuthError("x");
  expect(copy.AtlasAuthError).not.toBe(AtlasAuthError);
  expect([AtlasError, AtlasAuthError, AtlasConfigurationError].map((type) => error instanceof type)).toEqual([
    true,
    true,
    false,
  ]);
  for (const value of [null, undefined, "x", new Error("x"), { name: "AtlasError" }]) {
    expect(value instanceof AtlasError).toBe(false);
  }
});

test("what can't be read is not an error of this package, and asking does not throw", () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect([isAtlasError(proxy), proxy instanceof AtlasError]).toEqual([false, false]);
});

test("a derived class has only its own instances", () => {
  class Mine extends AtlasAuthError {}
  expect([new Mine("x") instanceof Mine, new Mine("x") instanceof AtlasAuthError]).toEqual([true, true]);
  expect(new AtlasAuthError("x") instanceof Mine).toBe(false);
});
