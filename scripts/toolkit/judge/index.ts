/** The judge of exchanges: says of a request and its response what the description does not allow, and where. */

export {
  type Exchange,
  type ExchangeJudgement,
  type ExchangeRequest,
  type ExchangeResponse,
  type Fault,
  faultLine,
  hasFault,
  isRejectedByUnion,
} from "./exchange.js";
export { createExchangeJudge, type ExchangeJudge } from "./exchange-judge.js";
export { ANY_NAME } from "./judge-parts.js";
export { findResponse } from "./judge-response.js";
export { createOperationMatcher, literal } from "./match-operation.js";
export { allowsMediaType, isJson, sameMediaType } from "./media-type.js";
export { typesOf } from "./read-parameter.js";
export { createSchemaJudge, type SchemaJudge } from "./schema-judge.js";
