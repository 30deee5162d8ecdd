import type { CallDescriptor, DeprecationDescriptor, Successor } from "../operation.js";
import { perObject } from "../support/per-object.js";
import { defined } from "../support/properties.js";

/**
 * A deprecation, as it is reported to the caller of an operation.
 *
 * @example
 * ```ts
 * createAtlasClient({ auth, onDeprecation: ({ sunset, successors }) => report(sunset, successors) });
 * ```
 */
export interface DeprecationNotice {
  /** The warning's code, for `node --disable-warning=…`. */
  readonly code: string;
  readonly operationId: string;
  readonly method: string;
  /** The path template, without the ids of a call. */
  readonly path: string;
  /** Since when, as `YYYY-MM` or `YYYY-MM-DD`. */
  readonly since?: string;
  /** The date from which the operation can't be relied on, as `YYYY-MM-DD`. */
  readonly sunset?: string;
  /** What to call instead, for each kind of source cluster. */
  readonly successors: readonly Successor[];
  /** The whole notice in one paragraph. */
  readonly message: string;
  /** How to migrate to a successor, if the description says so, and how to silence the notice in Node. */
  readonly detail: string;
}

/** The notice for a deprecated operation, worded for the time `now` (milliseconds since the epoch). */
export function describeDeprecation(
  operation: CallDescriptor,
  deprecation: DeprecationDescriptor,
  now: number,
): DeprecationNotice {
  const code = codeOf(operation);
  const { method, path } = operation;
  const message = join(
    " ",
    `${method} ${path} ${standing(deprecation, now)}`,
    successorSentence(deprecation),
    `To silence this notice, pass onDeprecation: "silent".`,
  );
  const silencing = `In Node, --disable-warning=${code} silences this for the whole process.`;
  return noticeOf(operation, deprecation, code, message, join("\n", deprecation.migration?.how, silencing));
}

/** The notice for a response whose sunset date differs from the description's. */
export function describeNewSunset(operation: CallDescriptor, sunset: string): DeprecationNotice {
  const { operationId, method, path, deprecation = { successors: [] } } = operation;
  const message = `The server says that ${method} ${path} has its sunset on ${sunset}; the description has ${deprecation.sunset ?? "none"}. A newer version of this package may be up to date.`;
  return noticeOf(operation, { ...deprecation, sunset }, warningCode("ATLAS_SUNSET", operationId), message, "");
}

function noticeOf(
  { operationId, method, path }: CallDescriptor,
  { since, sunset, successors }: DeprecationDescriptor,
  code: string,
  message: string,
  detail: string,
): DeprecationNotice {
  return { code, operationId, method, path, ...defined({ since, sunset }), successors, message, detail };
}

/** The code of an operation's notice. */
export const codeOf = perObject(({ operationId }: CallDescriptor) => warningCode("ATLAS_DEPRECATED", operationId));

/** A warning's code: a prefix and the operation's id in the style of Node's own codes. */
export function warningCode(prefix: string, operationId: string): string {
  return `${prefix}_${operationId.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}`;
}

/** What to call instead, in one sentence, with a link to the documentation. */
export function successorSentence({ successors, documentation }: DeprecationDescriptor): string {
  const targets = new Map<string, string[]>();
  for (const { source, target, ...successor } of successors) {
    // So that one call with two targets is named once.
    const way = `${source} to \0: ${callOf(successor)}`;
    targets.set(way, [...(targets.get(way) ?? []), target]);
  }
  const ways = [...targets].map(([way, names]) => way.replace("\0", () => names.join(" or ")));
  const instead = ways.length > 0 && `Call instead, from ${ways.join("; ")}.`;
  return join(" ", instead, documentation && `See ${documentation}.`);
}

/** Joins the parts that there are. */
export function join(separator: string, ...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(separator);
}

function callOf({ operationId, method, path }: Omit<Successor, "source" | "target">): string {
  if (!method || !path) return "nothing to call";
  return operationId ? `${operationId}, ${method} ${path}` : `${method} ${path}`;
}

function standing({ since, sunset, reason }: DeprecationDescriptor, now: number): string {
  const start = `has been deprecated${since ? ` since ${inWords(since)}` : ""}`;
  const why = reason ? `: ${reason}` : ".";
  if (sunset === undefined) return start + why;
  return now >= Date.parse(sunset)
    ? `${start}, and its sunset date, ${sunset}, has passed${why} Expect the call to fail.`
    : `${start}, and its sunset date is ${sunset}${why} Move before then.`;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A date, `YYYY-MM` or `YYYY-MM-DD`, such as "January 2026" or "15 January 2026". */
export function inWords(date: string): string {
  const [year, month, day] = date.split("-");
  // Without Intl, which takes almost a millisecond per call.
  const name = MONTHS[Number(month) - 1];
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}
