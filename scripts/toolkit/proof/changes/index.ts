import { bodyChanges } from "./bodies.js";
import type { Operator } from "./change.js";
import { constraintChanges } from "./constraints.js";
import { equivalences } from "./equivalences.js";
import { memberChanges } from "./members.js";
import { operationChanges } from "./operations.js";
import { parameterChanges } from "./parameters.js";
import { securityChanges } from "./security.js";

/** Every labelled change that a comparison is held to. */
export const OPERATORS: readonly Operator[] = [
  ...operationChanges,
  ...parameterChanges,
  ...constraintChanges,
  ...memberChanges,
  ...bodyChanges,
  ...securityChanges,
  ...equivalences,
];
