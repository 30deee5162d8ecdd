import { Ajv, type ErrorObject } from "ajv";
import { readDescription } from "../../scripts/description.js";
import type { ContractOperation } from "./operations.js";

// Requests have no formats but OpenAPI's own, which say how a number is stored.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(readDescription(), "description");

/** What is wrong with a request body, by ajv, which shares no code with Prism's answer or with ours. */
export function requestFaults(operation: ContractOperation, body: unknown): ErrorObject[] {
  const { path, method, body: described } = operation;
  const pointer = [
    "paths",
    operation.template,
    method.toLowerCase(),
    "requestBody",
    "content",
    described?.mediaType ?? "",
    "schema",
  ]
    .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
    .join("/");
  const validate = ajv.getSchema(`description#/${pointer}`);
  if (!validate) throw new Error(`${method} ${path} has no request schema`);
  validate(body);
  return validate.errors ?? [];
}
