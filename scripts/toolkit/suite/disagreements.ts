import { relative } from "node:path";
import {
  childOf,
  createResolver,
  isObject,
  type JsonObject,
  locatePosition,
  operationsOf,
  responsesOf,
  type SourcePosition,
} from "../description/index.js";
import { annotation } from "../report/index.js";
import type { Disagreement } from "./log.js";

/** Cases that disagree in the same words: one wrong example shows in each case whose response it is. */
export interface DisagreementGroup extends Omit<Disagreement, "title"> {
  titles: string[];
  /** Where what they are about is written, its file as it is called from here. */
  at: SourcePosition;
}

/** Puts the disagreements of a description together, and says where each is written: an example, a response, an operation. */
export function groupDisagreements(document: JsonObject, disagreements: readonly Disagreement[]): DisagreementGroup[] {
  const resolve = createResolver(document);
  const entries = new Map(operationsOf(document, resolve).map((entry) => [entry.key, entry]));
  const locate = ({ operation, part, title }: Disagreement): SourcePosition | undefined => {
    const entry = entries.get(operation);
    if (!entry) return locatePosition(document, "");
    const whole = locatePosition(entry.operation, "");
    const status = /^(?:the mock's response for code=)?([1-5]\d\d)\b/.exec(title)?.[1];
    const declared =
      status === undefined ? undefined : responsesOf(entry, resolve).find(([name]) => fits(name, status));
    const holder =
      declared?.[1] ??
      (part === "requests" || title.startsWith("the body") ? childOf(entry.operation, "requestBody") : undefined);
    if (!isObject(holder)) return whole;
    const content = childOf(resolve<JsonObject>(holder), "content");
    const name = /(\S+)$/.exec(title.replace(/.*example=/, ""))?.[1] ?? "";
    for (const value of Object.values(isObject(content) ? content : {})) {
      const media = resolve<JsonObject>(value as JsonObject);
      const example = childOf(media.examples, name);
      if (isObject(example)) return locatePosition(resolve<JsonObject>(example), "/value");
      if (name === "example" && "example" in media) return locatePosition(media, "/example");
    }
    return locatePosition(holder, "") ?? whole;
  };
  const groups = new Map<string, DisagreementGroup>();
  for (const disagreement of disagreements) {
    const { title, ...rest } = disagreement;
    const { file, ...position } = locate(disagreement) ?? { file: "", line: 1, column: 1 };
    const at = { file: relative(process.cwd(), file), ...position };
    const message = rest.message.slice(0, 500);
    const key = JSON.stringify([rest.operation, rest.part, message, at]);
    const group = groups.get(key) ?? { ...rest, message, at, titles: [] };
    group.titles.push(title.slice(0, 300));
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The disagreements as annotations of a pull request. */
export function annotateDisagreements(groups: readonly DisagreementGroup[]): string {
  return groups
    .map(({ at, operation, part, message, titles }) =>
      annotation("error", { ...at, title: `contract: ${part}` }, `${operation}, ${titles[0]}: ${message}`),
    )
    .join("\n");
}

const fits = (declared: string, status: string) =>
  declared === status || declared.toUpperCase() === `${status[0]}XX` || declared === "default";
