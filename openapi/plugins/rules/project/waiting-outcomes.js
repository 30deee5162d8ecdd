import { entriesOf } from "../../support/located.js";
import { operationsOf, parametersOf, requestContent, responsesOf, successContent } from "../../support/operations.js";
import { allowsValue, schemasAt } from "../../support/pointers.js";
import { STRING } from "../../support/rule.js";
import { covers, coversStatus, hasShape, isWhole } from "../../support/waiting.js";

export const description =
  "What the extensions of the options `outcomes` and `poll` say about waiting is complete: the operations, parameters, properties, values, variables and statuses that they name exist, each declared response has an outcome, and each outcome can be reached.";
export const options = { outcomes: STRING, poll: STRING };

export function Paths(paths, context) {
  const { outcomes, poll } = context.options;
  const operations = operationsOf(paths);
  const byId = new Map(operations.map((entry) => [entry.operation.node.operationId, entry]));
  // An id that is there twice is reported by another rule, and which operation it names is not known.
  if (byId.size < operations.length) return;
  const check = { ...context, byId };
  for (const entry of operations) {
    const declared = entry.operation.child(outcomes);
    if (declared.node !== undefined && hasShape.outcomes(declared, context)) checkOutcomes(entry, declared, check);
    const polled = entry.operation.child(poll);
    if (polled.node !== undefined && hasShape.poll(polled, context)) checkPoll(entry, polled, check);
  }
}

function checkOutcomes(entry, declared, context) {
  const { report } = context;
  const { rules, variables = {}, elsewhere } = declared.node;
  const responses = responsesOf(entry.operation);
  const bodies = bodiesOf(successContent(entry.operation));
  const found = new Map();
  for (const [name, value] of declared.entries("values")) {
    const expressions = [value.node].flat();
    const schemas = expressions.flatMap((expression) => schemasBy(expression, bodies));
    found.set(name, schemas);
    if (schemas.length === 0) report(value, `No success has ${expressions.join(" or ")}.`);
  }
  for (const [index, located] of declared.items("rules").entries()) {
    checkRule(located, { ...context, responses, found, variables, elsewhere });
    const earlier = rules.slice(0, index).findIndex((candidate) => covers(candidate, located.node));
    if (earlier >= 0) report(located, `It is never reached, since rule ${earlier + 1} fits as well.`);
  }
  for (const [status] of responses) {
    if (status === "default" || rules.some((rule) => isWhole(rule) && coversStatus(rule.status, status))) continue;
    report(declared.child("rules"), `Not every response with status ${status} has an outcome.`);
  }
  for (const outcome of ["pending", "done", "failed"]) {
    if (!rules.some((rule) => rule.outcome === outcome)) report(declared.child("rules"), `No response is ${outcome}.`);
  }
  const used = rules.flatMap((rule) => Object.values(rule.values ?? {}));
  for (const [name, variable] of declared.entries("variables")) {
    if (!used.includes(`$variable.${name}`)) report(variable, `No rule uses ${name}.`);
  }
  if (!elsewhere) return;
  const located = declared.child("elsewhere");
  const target = checkReference(entry, located, context);
  if (target === entry) report(located.child("operationId"), "An operation is not elsewhere than itself.");
  for (const name of Object.keys(target?.operation.node[context.options.outcomes]?.variables ?? {})) {
    if (!(name in variables))
      report(located.child("operationId"), `It needs the variable ${name}, which is not one here.`);
  }
  if (!rules.some(({ outcome }) => outcome === "elsewhere")) report(located, "No response is elsewhere.");
}

function checkRule(rule, { report, responses, found, variables, elsewhere }) {
  const { status, outcome, errorCode } = rule.node;
  if (!responses.some(([declared]) => declared === "default" || coversStatus(status, declared))) {
    report(rule.child("status"), `No response with status ${status} is declared.`);
  }
  const isSuccess = status.startsWith("2");
  if (errorCode !== undefined && isSuccess) report(rule.child("errorCode"), "A success has no error code.");
  const isUsable = (name, at) => {
    if (!found.has(name)) report(at, `${name} is not one of the values.`);
    else if (!isSuccess) report(at, "Only a success has values.");
    else return true;
    return false;
  };
  for (const [name, wanted] of rule.entries("values")) {
    const [, variable] = /^\$variable\.(.+)$/.exec(wanted.node) ?? [];
    if (!isUsable(name, wanted)) continue;
    if (variable !== undefined && !(variable in variables)) report(wanted, `${variable} is not one of the variables.`);
    else if (variable === undefined && !isPossible(wanted.node, found.get(name))) {
      report(wanted, `${name} is never ${wanted.node}.`);
    }
  }
  for (const present of rule.items("present")) isUsable(present.node, present);
  if (outcome === "elsewhere" && !elsewhere) report(rule.child("outcome"), "No operation is named for `elsewhere`.");
}

function checkPoll(entry, polled, context) {
  const { report, reportKey } = context;
  for (const [index, located] of polled.items().entries()) {
    const { when, variables, operationId } = located.node;
    if (polled.node.slice(0, index).some((earlier) => fitsAll(earlier.when, when))) {
      report(located, "It is never reached, since an earlier one fits as well.");
    }
    for (const [expression, wanted] of located.entries("when")) {
      const schemas = schemasOf(entry, expression);
      if (schemas.length === 0) reportKey(wanted, `${expression} does not exist.`);
      else if (!isPossible(wanted.node, schemas)) reportKey(wanted, `It is never ${wanted.node}.`);
    }
    for (const [, variable] of located.entries("variables")) checkExpression(entry, variable, context);
    const target = checkReference(entry, located, context);
    if (!target) continue;
    const needed = Object.keys(target.operation.node[context.options.outcomes]?.variables ?? {});
    for (const name of needed.filter((needs) => !(needs in variables))) {
      report(located.child("variables"), `The variable ${name} is missing.`);
    }
    for (const [name, variable] of located.entries("variables")) {
      if (!needed.includes(name)) report(variable, `${name} is not a variable of ${operationId}.`);
    }
  }
}

const fitsAll = (earlier, later = {}) => entriesOf(earlier).every(([expression, value]) => later[expression] === value);

function checkReference(entry, located, context) {
  const { report, byId, options } = context;
  const { operationId, parameters } = located.node;
  const target = byId.get(operationId);
  const at = located.child("operationId");
  if (!target) return void report(at, `${operationId} is not an operation of this description.`);
  if (target.operation.node[options.outcomes] === undefined)
    report(at, `${operationId} has no \`${options.outcomes}\`.`);
  const known = pathParametersOf(target).map(({ node }) => node.name);
  for (const name of known) {
    if (!(name in parameters)) report(located.child("parameters"), `The parameter ${name} is missing.`);
  }
  for (const [name, parameter] of located.entries("parameters")) {
    if (!known.includes(name)) report(parameter, `${name} is not a path parameter of ${operationId}.`);
    checkExpression(entry, parameter, context);
  }
  return target;
}

function checkExpression(entry, located, { report }) {
  if (schemasOf(entry, located.node).length === 0) report(located, `${located.node} does not exist.`);
}

// What an expression about an exchange leads to: schemas, or the parameter.
function schemasOf(entry, expression) {
  const [, parameter] = /^\$request\.path\.(.+)$/.exec(expression) ?? [];
  if (parameter !== undefined) return pathParametersOf(entry).filter(({ node }) => node.name === parameter);
  const content = expression.startsWith("$response") ? successContent : requestContent;
  return schemasBy(expression, bodiesOf(content(entry.operation)));
}

const pathParametersOf = ({ operation, item }) =>
  parametersOf(operation, item).filter(({ node }) => node.in === "path");

const bodiesOf = (content) => content.map(([, media]) => media.child("schema"));

const schemasBy = (expression, bodies) =>
  bodies.flatMap((schema) => schemasAt(schema, expression.slice(expression.indexOf("#") + 1)));

const isPossible = (value, schemas) => schemas.some((schema) => allowsValue(schema, value));
