import type { Operator } from "./change.js";
import { bodyChanges } from "./changes/bodies.js";
import { constraintChanges } from "./changes/constraints.js";
import { equivalences } from "./changes/equivalences.js";
import { memberChanges } from "./changes/members.js";
import { operationChanges } from "./changes/operations.js";
import { parameterChanges } from "./changes/parameters.js";
import { securityChanges } from "./changes/security.js";

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
