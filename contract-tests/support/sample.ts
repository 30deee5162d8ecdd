import { runContract } from "../../scripts/toolkit/suite/index.js";

export const OK = { description: "", content: { "application/json": { schema: { type: "object" } } } };
export const body = (schema: object, required = true) => ({ required, content: { "application/json": { schema } } });
export const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });

/** A description of one operation, with defaults for omitted parts. */
export interface Sample {
  operation?: object;
  method?: string;
  path?: string;
  /** Further properties of the description itself. */
  more?: object;
}

export function describeSample({ operation = {}, method = "get", path = "/a", more = {} }: Sample) {
  const paths = { [path]: { [method]: { operationId: "it", responses: { 200: OK }, ...operation } } };
  return { openapi: "3.0.3", info: { title: "", version: "1" }, paths, ...more };
}

export const runSample = (sample: Sample) => runContract(describeSample(sample), { runs: 8 });

export const withParameter = (location: string, schema: object, more: object = {}) => ({
  operation: { parameters: [{ name: "x", in: location, schema, ...more }] },
});
export const withBody = (schema: object) => ({ method: "post", operation: { requestBody: body(schema) } });
export const list = { type: "array", items: { type: "integer" } };
