import { type Contract, type ContractOperation, decodePercent } from "../description/index.js";
import type { Pairs } from "./read-parameter.js";

/** The operation that a request is for. */
export interface OperationMatch {
  /** The operations of the path, of all methods; empty if no template matches. */
  ofPath: ContractOperation[];
  operation: ContractOperation | undefined;
  pathParameters: Pairs;
}

/**
 * Makes a function that finds the operation of a method and a path.
 *
 * @param serverPaths - the prefixes of the templates @default the paths of the description's servers
 */
export function createOperationMatcher({ operations }: Contract, serverPaths?: readonly string[]) {
  const routes = operations.map((operation) => {
    const prefixes = (serverPaths ?? operation.serverPaths).map((path) => pathPattern(path, "[^/]*"));
    const names = [...operation.template.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
    const pattern = new RegExp(`^(?:${prefixes.join("|")})${pathPattern(operation.template, "([^/]+)")}$`);
    return { operation, names, pattern };
  });
  // The template with the fewest parameters is the most precise one.
  routes.sort((a, b) => a.names.length - b.names.length);
  return (method: string, pathname: string): OperationMatch => {
    const matching = routes.filter(({ pattern }) => pattern.test(pathname));
    const precise = matching.filter(({ names }) => names.length === matching[0]?.names.length);
    const route = matching.find(({ operation }) => operation.method === method.toUpperCase());
    const values = route?.pattern.exec(pathname)?.slice(1) ?? [];
    return {
      ofPath: precise.map(({ operation }) => operation),
      operation: route?.operation,
      // A template that has a name twice has one parameter for both.
      pathParameters: [...new Map(values.map((value, index) => [route?.names[index] ?? "", decodePercent(value)]))],
    };
  };
}

/** A pattern of the paths that match a template. */
export function templatePattern(template: string): RegExp {
  return new RegExp(`^${pathPattern(template, "[^/]+")}$`);
}

function pathPattern(template: string, variable: string): string {
  const literals = template.split(/\{[^{}]+\}/).map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return literals.join(variable);
}
