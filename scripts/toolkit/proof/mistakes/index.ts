import { bodyMistakes } from "./bodies.js";
import { bounds } from "./bounds.js";
import { compositionMistakes } from "./composition.js";
import { deprecationMistakes } from "./deprecation.js";
import { documentMistakes } from "./document.js";
import { operationMistakes } from "./operations.js";
import type { WrongOperator } from "./operator.js";
import { parameterMistakes } from "./parameters.js";
import { schemaMistakes } from "./schemas.js";

/** Every way to get a description wrong that lint has to see. */
export const wrongOperators: readonly WrongOperator[] = [
  ...schemaMistakes,
  ...bounds,
  ...compositionMistakes,
  ...parameterMistakes,
  ...operationMistakes,
  ...bodyMistakes,
  ...deprecationMistakes,
  ...documentMistakes,
];
