/** Cases from schemas: values that are allowed, values that are not, and where in a request each of them goes. */

export { boundedFilter } from "./bounded-filter.js";
export { constraintsOf } from "./constraints.js";
export { goodValues } from "./good-values.js";
export { type CaseOptions, sampleOf, validArbitrary } from "./sample.js";
export { type SchemaLocation, type SchemaLocations, schemaLocationsOf } from "./schema-locations.js";
export { wholeWith } from "./whole-with.js";
export { wrongValues } from "./wrong-values.js";
