import { evaluate } from "./runtime-expression.js";
import type { Outcome, OutcomeRule, OutcomesDescriptor } from "./waiting-descriptor.js";

/** The parts of a response that rules look at. */
export interface ResponseView {
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly body?: unknown;
}

/** What a response means for a wait. */
export interface Interpretation {
  readonly outcome: Outcome;
  readonly because: string;
  /** The values that the description names, if the response has them. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Interprets a response by the rules of the description. A response without a rule is a failure. */
export function interpretResponse(
  { rules, values: expressions }: OutcomesDescriptor,
  variables: Readonly<Record<string, unknown>>,
  response: ResponseView,
): Interpretation {
  const values: Record<string, unknown> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    const found = [expression].flat().map((one) => evaluate(one, { request: {}, response }));
    const value = found.find(isPresent);
    if (value !== undefined) values[name] = value;
  }
  const rule = rules.find((candidate) => fits(candidate, response, values, variables));
  return {
    outcome: rule?.outcome ?? "failed",
    because: rule?.because ?? "The description does not say what this response means.",
    values,
  };
}

function fits(
  rule: OutcomeRule,
  { status, errorCode }: ResponseView,
  values: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return (
    coversStatus(rule.status, String(status)) &&
    (rule.errorCode === undefined || rule.errorCode === errorCode) &&
    Object.entries(rule.values ?? {}).every(([name, wanted]) => {
      const [, variable] = /^\$variable\.(.+)$/.exec(wanted) ?? [];
      return values[name] === (variable === undefined ? wanted : variables[variable]);
    }) &&
    (rule.present ?? []).every((name) => values[name] !== undefined)
  );
}

/** Whether a rule's status, which may be a range such as `4XX`, covers a status. */
function coversStatus(rule: string, status: string): boolean {
  return rule === status || (rule.endsWith("XX") && rule[0] === status[0]);
}

function isPresent(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
