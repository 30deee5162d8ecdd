import { child, entriesOf, keyLocation, listOf } from "../support/located.js";
import { contentOf, operationsOf, parametersOf, requestContent, responsesOf } from "../support/operations.js";
import { allowedValues, keysOf, schemasAt } from "../support/pointers.js";
import { STRING } from "../support/rule.js";
import { covers, coversStatus, isWhole, shapeProblems } from "../support/waiting.js";

/** @type {import("../support/rule.js").Rule} */
export const waitingOutcomes = {
  description:
    "What the extensions of the options `outcomes` and `poll` say about waiting is complete: the operations, parameters, properties, values, variables and statuses that they name exist, each declared response has an outcome, and each outcome can be reached.",
  options: { outcomes: STRING, poll: STRING },
  create: ({ outcomes, poll }) => ({
    Paths(node, { report, location, resolve }) {
      const reportAt = (located, message) => report({ message, location: keyLocation(located) });
      const operations = operationsOf({ node, location }, resolve);
      const byId = new Map(operations.map((entry) => [entry.operation.node.operationId, entry]));
      // An id that is there twice is reported by another rule, and which operation it names is not known.
      if (new Set(operations.map(({ operation }) => operation.node.operationId)).size < operations.length) return;
      const context = { reportAt, resolve, byId, outcomes };
      for (const entry of operations) {
        const declared = child(entry.operation, outcomes);
        if (declared.node !== undefined && hasShape(declared, "outcomes", reportAt))
          checkOutcomes(entry, declared, context);
        const polled = child(entry.operation, poll);
        if (polled.node !== undefined && hasShape(polled, "poll", reportAt)) checkPoll(entry, polled, context);
      }
    },
  }),
};

function hasShape(located, kind, reportAt) {
  const problems = shapeProblems[kind](located.node);
  for (const { path, key, message } of problems) {
    const at = child(located, ...path);
    reportAt(key === undefined ? at : { location: at.location.child(key).key() }, message);
  }
  return problems.length === 0;
}

function checkOutcomes(entry, declared, context) {
  const { reportAt, resolve } = context;
  const { rules, values, variables = {}, elsewhere } = declared.node;
  const responses = responsesOf(entry.operation, resolve);
  const bodies = successBodies(entry, resolve);
  const found = new Map();
  for (const [name, expression] of entriesOf(values)) {
    const schemas = [expression].flat().flatMap((one) => schemasBy(one, bodies, resolve));
    found.set(name, schemas);
    if (schemas.length === 0)
      reportAt(child(declared, "values", name), `No success has ${[expression].flat().join(" or ")}.`);
  }
  for (const [index, rule] of rules.entries()) {
    checkRule(rule, child(declared, "rules", index), { ...context, responses, found, variables, elsewhere });
    const earlier = rules.slice(0, index).findIndex((candidate) => covers(candidate, rule));
    if (earlier >= 0)
      reportAt(child(declared, "rules", index), `It is never reached, since rule ${earlier + 1} fits as well.`);
  }
  for (const { status } of responses) {
    if (status === "default" || rules.some((rule) => isWhole(rule) && coversStatus(rule.status, status))) continue;
    reportAt(child(declared, "rules"), `Not every response with status ${status} has an outcome.`);
  }
  for (const outcome of ["pending", "done", "failed"]) {
    if (!rules.some((rule) => rule.outcome === outcome))
      reportAt(child(declared, "rules"), `No response is ${outcome}.`);
  }
  const used = rules.flatMap((rule) => Object.values(rule.values ?? {}));
  for (const name of Object.keys(variables)) {
    if (!used.includes(`$variable.${name}`)) reportAt(child(declared, "variables", name), `No rule uses ${name}.`);
  }
  if (!elsewhere) return;
  const located = child(declared, "elsewhere");
  const target = checkReference(entry, located, context);
  if (target === entry) reportAt(child(located, "operationId"), "An operation is not elsewhere than itself.");
  for (const name of Object.keys(target?.operation.node[context.outcomes]?.variables ?? {})) {
    if (!(name in variables))
      reportAt(child(located, "operationId"), `It needs the variable ${name}, which is not one here.`);
  }
  if (!rules.some(({ outcome }) => outcome === "elsewhere")) reportAt(located, "No response is elsewhere.");
}

function checkRule(rule, located, { reportAt, resolve, responses, found, variables, elsewhere }) {
  const { status, outcome, errorCode } = rule;
  if (!responses.some((response) => response.status === "default" || coversStatus(status, response.status))) {
    reportAt(child(located, "status"), `No response with status ${status} is declared.`);
  }
  const isSuccess = status.startsWith("2");
  if (errorCode !== undefined && isSuccess) reportAt(child(located, "errorCode"), "A success has no error code.");
  for (const [name, wanted] of entriesOf(rule.values)) {
    const at = child(located, "values", name);
    const [, variable] = /^\$variable\.(.+)$/.exec(wanted) ?? [];
    if (!found.has(name)) reportAt(at, `${name} is not one of the values.`);
    else if (!isSuccess) reportAt(at, "Only a success has values.");
    else if (variable !== undefined && !(variable in variables))
      reportAt(at, `${variable} is not one of the variables.`);
    else if (variable === undefined && !isPossible(wanted, found.get(name), resolve)) {
      reportAt(at, `${name} is never ${wanted}.`);
    }
  }
  for (const [index, name] of listOf(rule.present).entries()) {
    const at = child(located, "present", index);
    if (!found.has(name)) reportAt(at, `${name} is not one of the values.`);
    else if (!isSuccess) reportAt(at, "Only a success has values.");
  }
  if (outcome === "elsewhere" && !elsewhere)
    reportAt(child(located, "outcome"), "No operation is named for `elsewhere`.");
}

function checkPoll(entry, polled, context) {
  const { reportAt, resolve } = context;
  for (const [index, { when, variables }] of polled.node.entries()) {
    const located = child(polled, index);
    if (polled.node.slice(0, index).some((earlier) => fitsAll(earlier.when, when))) {
      reportAt(located, "It is never reached, since an earlier one fits as well.");
    }
    for (const [expression, wanted] of entriesOf(when)) {
      const at = { location: located.location.child(["when", expression]).key() };
      const schemas = checkExpression(entry, expression, at, context);
      if (schemas && !isPossible(wanted, schemas, resolve)) reportAt(at, `It is never ${wanted}.`);
    }
    for (const [name, expression] of entriesOf(variables)) {
      checkExpression(entry, expression, child(located, "variables", name), context);
    }
    const target = checkReference(entry, located, context);
    const needed = Object.keys(target?.operation.node[context.outcomes]?.variables ?? {});
    if (!target) continue;
    for (const name of needed.filter((needs) => !(needs in variables))) {
      reportAt(child(located, "variables"), `The variable ${name} is missing.`);
    }
    for (const name of Object.keys(variables).filter((given) => !needed.includes(given))) {
      reportAt(child(located, "variables", name), `${name} is not a variable of ${located.node.operationId}.`);
    }
  }
}

const fitsAll = (earlier = {}, later = {}) =>
  Object.entries(earlier).every(([expression, value]) => later[expression] === value);

function checkReference(entry, located, { reportAt, resolve, byId, outcomes, ...context }) {
  const { operationId, parameters } = located.node;
  const target = byId.get(operationId);
  const at = child(located, "operationId");
  if (!target) return void reportAt(at, `${operationId} is not an operation of this description.`);
  if (target.operation.node[outcomes] === undefined) reportAt(at, `${operationId} has no \`${outcomes}\`.`);
  const known = parametersOf(target.operation, target.item, resolve).filter(({ node }) => node.in === "path");
  for (const { node } of known) {
    if (!(node.name in parameters)) reportAt(child(located, "parameters"), `The parameter ${node.name} is missing.`);
  }
  for (const [name, expression] of entriesOf(parameters)) {
    const parameter = child(located, "parameters", name);
    if (!known.some(({ node }) => node.name === name)) {
      reportAt(parameter, `${name} is not a path parameter of ${operationId}.`);
    }
    checkExpression(entry, expression, parameter, { reportAt, resolve, ...context });
  }
  return target;
}

function successBodies({ operation }, resolve) {
  return responsesOf(operation, resolve)
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ located }) => contentOf(located, resolve))
    .map(({ located }) => child(located, "schema"));
}

// What an expression about an exchange leads to; nothing, if that is not described.
function checkExpression(entry, expression, at, { reportAt, resolve }) {
  const { operation, item } = entry;
  const [, parameter] = /^\$request\.path\.(.+)$/.exec(expression) ?? [];
  const schemas = () => {
    if (expression.startsWith("$response")) return schemasBy(expression, successBodies(entry, resolve), resolve);
    const bodies = requestContent(operation, resolve).map(({ located }) => child(located, "schema"));
    if (parameter === undefined) return schemasBy(expression, bodies, resolve);
    return parametersOf(operation, item, resolve).filter(({ node }) => node.in === "path" && node.name === parameter);
  };
  const found = schemas();
  if (found.length > 0) return found;
  reportAt(at, `There is no ${expression}.`);
}

function schemasBy(expression, bodies, resolve) {
  const keys = keysOf(expression.slice(expression.indexOf("#") + 1));
  return bodies.flatMap((schema) => schemasAt(schema, keys, resolve));
}

function isPossible(value, schemas, resolve) {
  return schemas.some((schema) => allowedValues(schema, resolve)?.includes(value) ?? true);
}
