import { writtenChanges } from "./changes.js";
import type { Operator } from "./operator.js";
import { rewritings } from "./rewritings.js";
import { schemaChanges } from "./schemas.js";

/** Every change that the comparison is held to, rewritings among them. */
export const CHANGES: readonly Operator[] = [...writtenChanges, ...schemaChanges, ...rewritings];

export { MISTAKES } from "./mistakes.js";
