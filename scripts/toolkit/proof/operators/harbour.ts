import { join } from "node:path";
import { type JsonObject, normalizeDescription, readDocument } from "../../description/index.js";
import { projectRoot } from "../../support/index.js";
import type { AnyJson } from "./operator.js";

/** The parts that only OpenAPI 3.1 can express. */
const TONNAGE_UNIT = { type: "string", const: "GT" };
const WEBHOOKS = { storm: { post: { operationId: "stormComing", responses: { 204: { description: "Noted" } } } } };

/** The description that the labelled changes are made for, in both versions of OpenAPI. */
export function readHarbour(): Record<"OpenAPI 3.0" | "OpenAPI 3.1", JsonObject> {
  const file = join(projectRoot, "scripts", "toolkit", "proof", "operators", "harbour.yaml");
  const document = readDocument(file).value as JsonObject;
  const modern: AnyJson = structuredClone(normalizeDescription(document));
  modern.components.schemas.Ship.properties.tonnageUnit = TONNAGE_UNIT;
  return { "OpenAPI 3.0": document, "OpenAPI 3.1": { ...modern, openapi: "3.1.0", webhooks: WEBHOOKS } };
}
