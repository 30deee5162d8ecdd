import { relative } from "node:path";
import {
  childOf,
  createResolver,
  isObject,
  type JsonObject,
  locatePosition,
  type OperationEntry,
  operationsOf,
  parametersOf,
  type Resolve,
  responsesOf,
  type SourcePosition,
  toSchema,
} from "../description/index.js";
import { annotation } from "../report/index.js";
import type { Disagreement } from "./log.js";

/** Cases with the same disagreement: one wrong example shows in every case that uses it as a response. */
export interface DisagreementGroup extends Omit<Disagreement, "title" | "source"> {
  titles: string[];
  /** The source position of the cause, with its path relative to the working folder. */
  at: SourcePosition;
}

/**
 * Groups the disagreements of a description, and finds the source position of each: an example, a response, an
 * operation.
 */
export function groupDisagreements(document: JsonObject, disagreements: readonly Disagreement[]): DisagreementGroup[] {
  const resolve = createResolver(document);
  const entries = new Map(operationsOf(document, resolve).map((entry) => [entry.key, entry]));
  const groups = new Map<string, DisagreementGroup>();
  for (const disagreement of disagreements) {
    const { title, operation, part } = disagreement;
    const entry = entries.get(operation);
    const position = entry ? locate(entry, disagreement, resolve) : locatePosition(document, "");
    const { file, ...rest } = position ?? { file: "", line: 1, column: 1 };
    const at = { file: relative(process.cwd(), file), ...rest };
    const message = disagreement.message.slice(0, 500);
    const key = JSON.stringify([operation, part, message, at]);
    const group = groups.get(key) ?? { operation, part, message, at, titles: [] };
    group.titles.push(title.slice(0, 300));
    groups.set(key, group);
  }
  return [...groups.values()];
}

function locate(entry: OperationEntry, { source }: Disagreement, resolve: Resolve): SourcePosition | undefined {
  const responses = responsesOf(entry, resolve).map(([status, response]) => [status.toUpperCase(), response] as const);
  const holder =
    source?.of === "body"
      ? childOf(entry.operation, "requestBody")
      : (responses.find(([status]) => status === source?.of.toUpperCase())?.[1] ??
        parametersOf(entry, resolve).find((parameter) => `${parameter.in} ${parameter.name}` === source?.of));
  if (!isObject(holder)) return locatePosition(entry.operation, "");
  for (const value of Object.values(toSchema(resolve<JsonObject>(holder).content))) {
    const media = resolve<JsonObject>(toSchema(value));
    const example = childOf(media.examples, source?.example ?? "");
    if (isObject(example)) return locatePosition(resolve<JsonObject>(example), "/value");
    if (source?.example === "example" && "example" in media) return locatePosition(media, "/example");
  }
  return locatePosition(holder, "") ?? locatePosition(entry.operation, "");
}

/** The disagreements as annotations of a pull request. */
export function annotateDisagreements(groups: readonly DisagreementGroup[]): string {
  return groups
    .map(({ at, operation, part, message, titles }) =>
      annotation("error", { ...at, title: `contract: ${part}` }, `${operation}, ${titles[0]}: ${message}`),
    )
    .join("\n");
}
