import type { ParameterObject } from "openapi-typescript";
import { toRegExp } from "../../../src/call/pattern.js";
import type { ParameterDescriptor } from "../../../src/operation.js";
import { DescriptionError, type Resolve } from "../description/index.js";

type Constraints = Pick<ParameterDescriptor, "pattern" | "minLength" | "maxLength">;

/**
 * Leaves out the parameters that a flat request does not take.
 *
 * @throws DescriptionError if two properties of the request would share a name, or a required cookie could not be sent
 */
export function flatParameters(parameters: ParameterObject[]): ParameterObject[] {
  // The platform sends cookies, so an optional one is left out.
  const kept = parameters.filter(
    (parameter) => !parameter["x-raw-only"] && (parameter.in !== "cookie" || parameter.required),
  );
  const names = ["body"];
  for (const { name, in: location } of kept) {
    if (location === "cookie") throw new DescriptionError(`required cookie ${name} can't be sent`);
    if (names.includes(name)) throw new DescriptionError(`two properties of the flat request would be named ${name}`);
    names.push(name);
  }
  return kept;
}

/**
 * Reads what the client checks of a parameter before it sends a request.
 *
 * @throws SyntaxError if its pattern is not a regular expression
 */
export function readParameter(parameter: ParameterObject, resolve: Resolve): ParameterDescriptor {
  // openapi-typescript's type of a schema lacks these.
  const schema: Constraints = parameter.schema ? resolve<object>(parameter.schema) : {};
  const { pattern, minLength, maxLength } = schema;
  // An invalid pattern must fail here, not when a user makes a call.
  if (pattern !== undefined) toRegExp(pattern);
  return {
    ...{ name: parameter.name, in: parameter.in as ParameterDescriptor["in"], required: parameter.required ?? false },
    ...(pattern !== undefined && { pattern }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  };
}
