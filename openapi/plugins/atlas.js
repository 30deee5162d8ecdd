/**
 * Rules for descriptions that Redocly does not have. Those in `GENERIC` hold for any description and are switched on
 * together by extending `atlas/generic`; the others are rules of a project, which sets their options.
 */
import { arrayHasItems } from "./rules/array-has-items.js";
import { coherentBounds } from "./rules/coherent-bounds.js";
import { deprecationDates } from "./rules/deprecation-dates.js";
import { deprecationSuccessors } from "./rules/deprecation-successors.js";
import { discriminatorFits } from "./rules/discriminator-fits.js";
import { documentationExample } from "./rules/documentation-example.js";
import { errorBody } from "./rules/error-body.js";
import { httpsOnly } from "./rules/https-only.js";
import { keywordFitsType } from "./rules/keyword-fits-type.js";
import { knownAuthScheme } from "./rules/known-auth-scheme.js";
import { knownExtensions } from "./rules/known-extensions.js";
import { knownFormat } from "./rules/known-format.js";
import { noBodyWithoutMeaning } from "./rules/no-body-without-meaning.js";
import { noEndlessSchema } from "./rules/no-endless-schema.js";
import { noExternalRef } from "./rules/no-external-ref.js";
import { noIgnoredHeader } from "./rules/no-ignored-header.js";
import { noReadAndWriteOnly } from "./rules/no-read-and-write-only.js";
import { noRequiredOneWay } from "./rules/no-required-one-way.js";
import { operationErrors } from "./rules/operation-errors.js";
import { operationExamples } from "./rules/operation-examples.js";
import { operationIdIsName } from "./rules/operation-id-is-name.js";
import { operationRoles } from "./rules/operation-roles.js";
import { operationSecured } from "./rules/operation-secured.js";
import { parameterShape } from "./rules/parameter-shape.js";
import { partialSchema } from "./rules/partial-schema.js";
import { pathParameterPattern } from "./rules/path-parameter-pattern.js";
import { pathParameterRequired } from "./rules/path-parameter-required.js";
import { pathTemplate } from "./rules/path-template.js";
import { satisfiableSchema } from "./rules/satisfiable-schema.js";
import { validExample } from "./rules/valid-example.js";
import { validMediaType } from "./rules/valid-media-type.js";
import { validPattern } from "./rules/valid-pattern.js";
import { valuesFitSchema } from "./rules/values-fit-schema.js";
import { versionedMediaTypes } from "./rules/versioned-media-types.js";
import { waitingOutcomes } from "./rules/waiting-outcomes.js";
import { defineRule } from "./support/rule.js";

/** Rules that hold for any description. */
export const GENERIC = {
  "array-has-items": arrayHasItems,
  "coherent-bounds": coherentBounds,
  "discriminator-fits": discriminatorFits,
  "https-only": httpsOnly,
  "keyword-fits-type": keywordFitsType,
  "known-auth-scheme": knownAuthScheme,
  "known-format": knownFormat,
  "no-body-without-meaning": noBodyWithoutMeaning,
  "no-endless-schema": noEndlessSchema,
  "no-external-ref": noExternalRef,
  "no-ignored-header": noIgnoredHeader,
  "no-read-and-write-only": noReadAndWriteOnly,
  "no-required-one-way": noRequiredOneWay,
  "parameter-shape": parameterShape,
  "path-parameter-required": pathParameterRequired,
  "path-template": pathTemplate,
  "satisfiable-schema": satisfiableSchema,
  "valid-example": validExample,
  "valid-media-type": validMediaType,
  "valid-pattern": validPattern,
  "values-fit-schema": valuesFitSchema,
};

/** Project rules: each is switched on by itself, with the options that it needs. */
export const PROJECT = {
  "partial-schema": partialSchema,
  "deprecation-dates": deprecationDates,
  "deprecation-successors": deprecationSuccessors,
  "documentation-example": documentationExample,
  "error-body": errorBody,
  "known-extensions": knownExtensions,
  "operation-errors": operationErrors,
  "operation-examples": operationExamples,
  "operation-id-is-name": operationIdIsName,
  "operation-roles": operationRoles,
  "operation-secured": operationSecured,
  "path-parameter-pattern": pathParameterPattern,
  "versioned-media-types": versionedMediaTypes,
  "waiting-outcomes": waitingOutcomes,
};

/** Redocly's plugin. */
export default function atlas() {
  const rules = Object.entries({ ...GENERIC, ...PROJECT });
  return {
    id: "atlas",
    rules: { oas3: Object.fromEntries(rules.map(([name, rule]) => [name, defineRule(`atlas/${name}`, rule)])) },
    configs: { generic: { rules: Object.fromEntries(Object.keys(GENERIC).map((name) => [`atlas/${name}`, "error"])) } },
  };
}
