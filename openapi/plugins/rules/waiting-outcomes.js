import { contentOf, operationsOf, parametersOf, requestContent, responsesOf } from "../support/operations.js";
import { child, entriesOf, listOf, spot } from "../support/places.js";
import { allowedValues, keysOf, schemasAt } from "../support/pointers.js";
import { covers, coversStatus, isWhole, shapeProblems } from "../support/waiting.js";

/** @type {import("../support/rule.js").Rule} */
export const waitingOutcomes = {
  description:
    "What the extensions of the options `outcomes` and `poll` say about waiting is complete: the operations, parameters, properties, values, variables and statuses that they name exist, each declared response has an outcome, and each outcome can be reached.",
  options: { outcomes: undefined, poll: undefined },
  create: ({ outcomes, poll }) => ({
    Paths(node, { report, location, resolve }) {
      const tell = (place, message) => report({ message, location: spot(place) });
      const operations = operationsOf({ node, location }, resolve);
      const byId = new Map(operations.map((entry) => [entry.operation.node.operationId, entry]));
      // An id that is there twice is reported by another rule, and which operation it names is not known.
      if (new Set(operations.map(({ operation }) => operation.node.operationId)).size < operations.length) return;
      const context = { tell, resolve, byId, outcomes };
      for (const entry of operations) {
        const told = child(entry.operation, outcomes);
        if (told.node !== undefined && hasShape(told, "outcomes", tell)) checkOutcomes(entry, told, context);
        const polled = child(entry.operation, poll);
        if (polled.node !== undefined && hasShape(polled, "poll", tell)) checkPoll(entry, polled, context);
      }
    },
  }),
};

function hasShape(place, kind, tell) {
  const problems = shapeProblems[kind](place.node);
  for (const { path, key, message } of problems) {
    const at = child(place, ...path);
    tell(key === undefined ? at : { location: at.location.child(key).key() }, message);
  }
  return problems.length === 0;
}

function checkOutcomes(entry, told, context) {
  const { tell, resolve } = context;
  const { rules, values, variables = {}, elsewhere } = told.node;
  const responses = responsesOf(entry.operation, resolve);
  const bodies = successBodies(entry, resolve);
  const found = new Map();
  for (const [name, expression] of entriesOf(values)) {
    const schemas = [expression].flat().flatMap((one) => schemasBy(one, bodies, resolve));
    found.set(name, schemas);
    if (schemas.length === 0) tell(child(told, "values", name), `No success has ${[expression].flat().join(" or ")}.`);
  }
  for (const [index, rule] of rules.entries()) {
    checkRule(rule, child(told, "rules", index), { ...context, responses, found, variables, elsewhere });
    const earlier = rules.slice(0, index).findIndex((candidate) => covers(candidate, rule));
    if (earlier >= 0) tell(child(told, "rules", index), `It is never reached, since rule ${earlier + 1} fits as well.`);
  }
  for (const { status } of responses) {
    if (status === "default" || rules.some((rule) => isWhole(rule) && coversStatus(rule.status, status))) continue;
    tell(child(told, "rules"), `Not every response with status ${status} has an outcome.`);
  }
  for (const outcome of ["pending", "done", "failed"]) {
    if (!rules.some((rule) => rule.outcome === outcome)) tell(child(told, "rules"), `No response is ${outcome}.`);
  }
  const used = rules.flatMap((rule) => Object.values(rule.values ?? {}));
  for (const name of Object.keys(variables)) {
    if (!used.includes(`$variable.${name}`)) tell(child(told, "variables", name), `No rule uses ${name}.`);
  }
  if (!elsewhere) return;
  const place = child(told, "elsewhere");
  const target = checkReference(entry, place, context);
  if (target === entry) tell(child(place, "operationId"), "An operation is not elsewhere than itself.");
  for (const name of Object.keys(target?.operation.node[context.outcomes]?.variables ?? {})) {
    if (!(name in variables))
      tell(child(place, "operationId"), `It needs the variable ${name}, which is not one here.`);
  }
  if (!rules.some(({ outcome }) => outcome === "elsewhere")) tell(place, "No response is elsewhere.");
}

function checkRule(rule, place, { tell, resolve, responses, found, variables, elsewhere }) {
  const { status, outcome, errorCode } = rule;
  if (!responses.some((response) => response.status === "default" || coversStatus(status, response.status))) {
    tell(child(place, "status"), `No response with status ${status} is declared.`);
  }
  const isSuccess = status.startsWith("2");
  if (errorCode !== undefined && isSuccess) tell(child(place, "errorCode"), "A success has no error code.");
  for (const [name, wanted] of entriesOf(rule.values)) {
    const at = child(place, "values", name);
    const [, variable] = /^\$variable\.(.+)$/.exec(wanted) ?? [];
    if (!found.has(name)) tell(at, `${name} is not one of the values.`);
    else if (!isSuccess) tell(at, "Only a success has values.");
    else if (variable !== undefined && !(variable in variables)) tell(at, `${variable} is not one of the variables.`);
    else if (variable === undefined && !isPossible(wanted, found.get(name), resolve)) {
      tell(at, `${name} is never ${wanted}.`);
    }
  }
  for (const [index, name] of listOf(rule.present).entries()) {
    const at = child(place, "present", index);
    if (!found.has(name)) tell(at, `${name} is not one of the values.`);
    else if (!isSuccess) tell(at, "Only a success has values.");
  }
  if (outcome === "elsewhere" && !elsewhere) tell(child(place, "outcome"), "No operation is named for `elsewhere`.");
}

function checkPoll(entry, polled, context) {
  const { tell, resolve } = context;
  for (const [index, { when, variables }] of polled.node.entries()) {
    const place = child(polled, index);
    if (polled.node.slice(0, index).some((earlier) => fitsAll(earlier.when, when))) {
      tell(place, "It is never reached, since an earlier one fits as well.");
    }
    for (const [expression, wanted] of entriesOf(when)) {
      const at = { location: place.location.child(["when", expression]).key() };
      const schemas = checkExpression(entry, expression, at, context);
      if (schemas && !isPossible(wanted, schemas, resolve)) tell(at, `It is never ${wanted}.`);
    }
    for (const [name, expression] of entriesOf(variables)) {
      checkExpression(entry, expression, child(place, "variables", name), context);
    }
    const target = checkReference(entry, place, context);
    const needed = Object.keys(target?.operation.node[context.outcomes]?.variables ?? {});
    if (!target) continue;
    for (const name of needed.filter((needs) => !(needs in variables))) {
      tell(child(place, "variables"), `The variable ${name} is missing.`);
    }
    for (const name of Object.keys(variables).filter((given) => !needed.includes(given))) {
      tell(child(place, "variables", name), `${name} is not a variable of ${place.node.operationId}.`);
    }
  }
}

const fitsAll = (earlier = {}, later = {}) =>
  Object.entries(earlier).every(([expression, value]) => later[expression] === value);

function checkReference(entry, place, { tell, resolve, byId, outcomes, ...context }) {
  const { operationId, parameters } = place.node;
  const target = byId.get(operationId);
  const at = child(place, "operationId");
  if (!target) return void tell(at, `${operationId} is not an operation of this description.`);
  if (target.operation.node[outcomes] === undefined) tell(at, `${operationId} has no \`${outcomes}\`.`);
  const known = parametersOf(target.operation, target.item, resolve).filter(({ node }) => node.in === "path");
  for (const { node } of known) {
    if (!(node.name in parameters)) tell(child(place, "parameters"), `The parameter ${node.name} is missing.`);
  }
  for (const [name, expression] of entriesOf(parameters)) {
    const parameter = child(place, "parameters", name);
    if (!known.some(({ node }) => node.name === name)) {
      tell(parameter, `${name} is not a path parameter of ${operationId}.`);
    }
    checkExpression(entry, expression, parameter, { tell, resolve, ...context });
  }
  return target;
}

function successBodies({ operation }, resolve) {
  return responsesOf(operation, resolve)
    .filter(({ status }) => status.startsWith("2"))
    .flatMap(({ place }) => contentOf(place, resolve))
    .map(({ place }) => child(place, "schema"));
}

// What an expression about an exchange leads to; nothing, if that is not described.
function checkExpression(entry, expression, at, { tell, resolve }) {
  const { operation, item } = entry;
  const [, member] = /^\$request\.path\.(.+)$/.exec(expression) ?? [];
  const schemas = () => {
    if (expression.startsWith("$response")) return schemasBy(expression, successBodies(entry, resolve), resolve);
    const bodies = requestContent(operation, resolve).map(({ place }) => child(place, "schema"));
    if (member === undefined) return schemasBy(expression, bodies, resolve);
    return parametersOf(operation, item, resolve).filter(({ node }) => node.in === "path" && node.name === member);
  };
  const found = schemas();
  if (found.length > 0) return found;
  tell(at, `There is no ${expression}.`);
}

function schemasBy(expression, bodies, resolve) {
  const keys = keysOf(expression.slice(expression.indexOf("#") + 1));
  return bodies.flatMap((schema) => schemasAt(schema, keys, resolve));
}

function isPossible(value, schemas, resolve) {
  return schemas.some((schema) => allowedValues(schema, resolve)?.includes(value) ?? true);
}
