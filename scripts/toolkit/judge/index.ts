/** The judge of exchanges: lists where a request and its response break the description. */

export {
  capturing,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  type Fault,
  faultLine,
  faultsIn,
} from "./exchange.js";
export { createExchangeJudge, type ExchangeJudge } from "./exchange-judge.js";
export { findResponse, NULL_BODY_STATUSES } from "./judge-message.js";
export { isKnownName } from "./judge-parameter.js";
export { templatePattern } from "./match-operation.js";
export { allowsMediaType, isJson } from "./media-type.js";
export { createSchemaJudge, type SchemaJudge } from "./schema-judge.js";
export { typesOf, withListedForm } from "./types-of.js";
