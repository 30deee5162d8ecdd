/** A request as it went over the wire. */
export interface WireRequest {
  method: string;
  url: string;
  headers: Headers;
  body: Uint8Array;
}

/** An answer as it came over the wire. */
export interface WireResponse {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

/** A request and its answer. */
export interface Exchange {
  request: WireRequest;
  response: WireResponse;
}

/** What part of an exchange a fault is in. */
export type FaultKind =
  | "path"
  | "method"
  | "credentials"
  | "parameter"
  | "header"
  | "media-type"
  | "status"
  | "syntax"
  | "body";

/** One way in which an exchange is not what the description says. */
export interface Fault {
  kind: FaultKind;
  /** Where: `request` or `response`, then `path`, `query`, `header`, `status` or `body`, then the member. */
  place: string[];
  /** The rule that is broken: a schema's keyword, or `unknown`, `repeated`, `undeclared` and the like. */
  rule: string;
  message: string;
}

/** What there is to say of an exchange. */
export interface Verdict {
  /** The key of the operation, if it was found. */
  operation?: string;
  /** Empty: the exchange is what the description says. */
  faults: Fault[];
  /** Finds the members of bodies that the description does not know; it may allow them. */
  undeclared: () => string[][];
}

/** Whether a fault of a rule at a place is among those that were found. */
export function hasFault(faults: readonly Fault[], place: readonly string[], rule: string): boolean {
  // A tag is one of a list, whether its branch says so by "const" or by "enum"; a union may be of both kinds.
  const union = ["oneOf", "anyOf"];
  const same = (a: string, b: string) =>
    a === b || (a === "enum" && b === "const") || (union.includes(a) && union.includes(b));
  return faults.some((fault) => same(fault.rule, rule) && fault.place.join() === place.join());
}

/** Whether one of these unions, by location, is what a value is refused for. */
export function isRefusedByUnion(faults: readonly Fault[], unions: readonly (readonly string[])[]): boolean {
  return faults.some(
    ({ place, rule }) =>
      (rule === "oneOf" || rule === "anyOf") && unions.some((location) => location.join() === place.join()),
  );
}

/** A fault in one line. */
export function faultLine({ kind, place, rule, message }: Fault): string {
  return `${place.join(".")}: ${message} (${kind}, ${rule})`;
}
