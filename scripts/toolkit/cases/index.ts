/** Cases from schemas: valid values, invalid values, and the location of each in a request. */

export { boundedFilter } from "./bounded-filter.js";
export { constraintsOf } from "./keywords.js";
export { accepts, type CaseOptions, presentSample, sampleOf, validArbitrary } from "./sample.js";
export { type SchemaLocation, schemaLocationsOf } from "./schema-locations.js";
export { invalidCases, type SchemaCases, type ValueCase, validCases } from "./value-cases.js";
