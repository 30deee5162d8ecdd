/** Cases from schemas: values that are allowed, values that are not, and where in a request each of them goes. */

export { boundedFilter } from "./bounded-filter.js";
export { constraintsOf } from "./keywords.js";
export { accepts, type CaseOptions, sampleOf, validArbitrary } from "./sample.js";
export { type SchemaLocation, type SchemaLocations, schemaLocationsOf } from "./schema-locations.js";
export { invalidCases, type SchemaCases, type ValueCase, validCases } from "./value-cases.js";
