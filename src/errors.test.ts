import { expect, test } from "@jest/globals";
import { AtlasDeprecatedOperationError } from "./deprecation/deprecated-operation-error.js";
import { AtlasAuthError, AtlasConfigurationError, AtlasError, AtlasInvalidRequestError } from "./errors.js";

test.each([
  ["AtlasError", new AtlasError("x")],
  ["AtlasConfigurationError", new AtlasConfigurationError("x", "y")],
  ["AtlasInvalidRequestError", new AtlasInvalidRequestError("x", "y")],
  ["AtlasAuthError", new AtlasAuthError("x")],
  ["AtlasDeprecatedOperationError", Object.create(AtlasDeprecatedOperationError.prototype)],
])("%s is known by its name, which no bundler changes", (name, error) => {
  expect(error.name).toBe(name);
});
