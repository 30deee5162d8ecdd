import { Ajv2020 } from "ajv/dist/2020.js";
import { keysOf } from "./located.js";

const strings = { type: "object", additionalProperties: { type: "string", minLength: 1 } };
const EXPRESSION = "^\\$(request\\.path\\.[^/#]+|request\\.body#(/[^/]+)+)$";
const expressions = { ...strings, additionalProperties: { type: "string", pattern: EXPRESSION } };
// What is polled can depend on the response as well, such as on the id of a job.
const ANY_EXPRESSION = "^\\$(request\\.path\\.[^/#]+|(request|response)\\.body#(/[^/]+)+)$";
const anyExpressions = { ...strings, additionalProperties: { type: "string", pattern: ANY_EXPRESSION } };
const inResponse = { type: "string", pattern: "^\\$response\\.body#(/[^/]+)+$" };
const exact = (required, properties) => ({ type: "object", required, additionalProperties: false, properties });

const OUTCOMES = exact(["values", "done", "rules"], {
  variables: strings,
  values: {
    type: "object",
    additionalProperties: { anyOf: [inResponse, { type: "array", minItems: 1, items: inResponse }] },
  },
  done: exact(["times", "secondsApart"], {
    times: { type: "integer", minimum: 1 },
    secondsApart: { type: "number", minimum: 0 },
  }),
  elsewhere: exact(["operationId", "parameters"], { operationId: { type: "string" }, parameters: expressions }),
  rules: {
    type: "array",
    minItems: 1,
    items: exact(["outcome", "status", "because"], {
      outcome: { enum: ["pending", "done", "failed", "elsewhere"] },
      status: { type: "string", pattern: "^[1-5](\\d\\d|XX)$" },
      errorCode: { type: "string", minLength: 1 },
      values: { ...strings, minProperties: 1 },
      present: { type: "array", minItems: 1, uniqueItems: true, items: { type: "string" } },
      because: { type: "string", pattern: "^[A-Z].*\\.$" },
    }),
  },
});

const POLL = {
  type: "array",
  minItems: 1,
  items: exact(["operationId", "parameters", "variables"], {
    when: { ...expressions, additionalProperties: { type: "string" }, propertyNames: { pattern: EXPRESSION } },
    operationId: { type: "string" },
    parameters: anyExpressions,
    variables: anyExpressions,
  }),
};

const ajv = new Ajv2020({ allErrors: true, strict: false });

/** Whether an extension about waiting has its shape; reports what is wrong with it. */
export const hasShape = { outcomes: shapeCheck(OUTCOMES), poll: shapeCheck(POLL) };

function shapeCheck(schema) {
  const validate = ajv.compile(schema);
  return (located, { report, reportKey }) => {
    if (validate(located.node)) return true;
    for (const { instancePath, keyword, message, params } of validate.errors) {
      if (keyword === "anyOf") continue;
      const at = located.child(...keysOf(instancePath));
      const { additionalProperty: surplus, allowedValues } = params;
      if (surplus) reportKey(at.child(surplus), `${surplus} has no meaning here.`);
      else report(at, `It ${[message, allowedValues?.join(", ")].filter(Boolean).join(": ")}.`);
    }
    return false;
  };
}

/** Whether a rule's status, which may be a class such as `4XX`, covers another. */
export const coversStatus = (rule, status) => rule === status || (rule.endsWith("XX") && rule[0] === status[0]);

/** Whether all that fits a rule fits an earlier one as well, which counts then. */
export function covers(earlier, later) {
  return (
    coversStatus(earlier.status, later.status) &&
    (earlier.errorCode === undefined || earlier.errorCode === later.errorCode) &&
    Object.entries(earlier.values ?? {}).every(([name, value]) => later.values?.[name] === value) &&
    (earlier.present ?? []).every((name) => later.present?.includes(name))
  );
}

/** Whether a rule depends on the status alone. */
export const isWhole = ({ errorCode, values, present }) => !errorCode && !values && !present;
