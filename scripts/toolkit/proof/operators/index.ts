import { bodyChanges } from "./bodies.js";
import { documentMistakes } from "./document-mistakes.js";
import { operationMistakes } from "./operation-mistakes.js";
import { operationChanges } from "./operations.js";
import type { Operator } from "./operator.js";
import { parameterChanges } from "./parameters.js";
import { propertyChanges } from "./properties.js";
import { rewritings } from "./rewritings.js";
import { schemaMistakes } from "./schema-mistakes.js";
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

/** Every way to get a description wrong that lint has to see. */
export const MISTAKES: readonly Operator[] = [...schemaMistakes, ...operationMistakes, ...documentMistakes];
