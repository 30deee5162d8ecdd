import { evaluate } from "./runtime-expression.js";
import type { Outcome, OutcomeRule, OutcomesDescriptor } from "./waiting-descriptor.js";

/** A response, as far as rules look at it. */
export interface JudgedResponse {
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly body?: unknown;
}

/** What a response comes to. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly because: string;
  /** The values that the description names, as far as they are there. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Judges a response by the description; one that no rule speaks of is a failure, since nobody knows what it means. */
export function judgeResponse(
  { rules, values: expressions }: OutcomesDescriptor,
  variables: Readonly<Record<string, unknown>>,
  response: JudgedResponse,
): Verdict {
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
  { status, errorCode }: JudgedResponse,
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

/** Whether a rule's status, which may be a class such as `4XX`, covers a status. */
function coversStatus(rule: string, status: string): boolean {
  return rule === status || (rule.endsWith("XX") && rule[0] === status[0]);
}

function isPresent(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
