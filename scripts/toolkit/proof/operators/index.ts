import { bodyChanges } from "./bodies.js";
import { operationChanges } from "./operations.js";
import type { Operator } from "./operator.js";
import { parameterChanges } from "./parameters.js";
import { propertyChanges } from "./properties.js";
import { rewritings } from "./rewritings.js";
import { schemaChanges } from "./schemas.js";
import { securityChanges } from "./security.js";

/** Every change that the comparison is held to, rewritings among them. */
export const CHANGES: readonly Operator[] = [
  ...operationChanges,
  ...parameterChanges,
  ...schemaChanges,
  ...propertyChanges,
  ...bodyChanges,
  ...securityChanges,
  ...rewritings,
];

export { MISTAKES } from "./mistakes.js";
