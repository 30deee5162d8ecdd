import { at, type WrongOperator, wrong } from "./operator.js";
import { type Loose, operations } from "./places.js";

const DATES = "atlas/deprecation-dates";
const SUCCESSORS = "atlas/deprecation-successors";

const set = (name: string, rule: string, change: (operation: Loose) => void): WrongOperator =>
  wrong(name, rule, (document) =>
    at(operations(document).find(({ operation }) => operation.deprecated)?.operation, change),
  );
const live = (document: Loose): Loose => operations(document).find(({ operation }) => !operation.deprecated)?.operation;

/** Deprecations that don't say what a caller needs to know. */
export const deprecationMistakes: WrongOperator[] = [
  set("a deprecation without a sunset", DATES, (operation) => {
    delete operation["x-sunset"];
  }),
  set("a sunset that the calendar lacks", DATES, (operation) => {
    operation["x-sunset"] = "2025-02-30";
  }),
  set("a sunset in words", DATES, (operation) => {
    operation["x-sunset"] = "February 2025";
  }),
  set("a sunset before the deprecation", DATES, (operation) => {
    operation["x-sunset"] = "1999-12-31";
  }),
  set("a deprecation without its beginning", DATES, (operation) => {
    delete operation["x-deprecation"].since;
  }),
  set("a beginning that the calendar lacks", DATES, (operation) => {
    operation["x-deprecation"].since = "2025-13";
  }),
  set("a deprecation without its notice", DATES, (operation) => {
    delete operation["x-deprecation"];
  }),
  set("a sunset of what is not deprecated", DATES, (operation) => {
    delete operation.deprecated;
  }),
  set("a deprecation without successors", SUCCESSORS, (operation) => {
    operation["x-deprecation"].successors = [];
  }),
  set("a successor that doesn't exist", SUCCESSORS, (operation) => {
    operation["x-deprecation"].successors[0].operationId = "nowhere";
  }),
  set("an operation that succeeds itself", SUCCESSORS, (operation) => {
    operation["x-deprecation"].successors[0].operationId = operation.operationId;
  }),
  set("a successor with nothing to go by", SUCCESSORS, (operation) => {
    operation["x-deprecation"].successors = [{ source: "here" }];
  }),
  set("a successor's link that is none", SUCCESSORS, (operation) => {
    operation["x-deprecation"].successors = [{ link: "see the manual" }];
  }),
  set("a note without a link to the documentation", SUCCESSORS, (operation) => {
    const notice = operation["x-deprecation"];
    delete notice.documentation;
    notice.successors = [{ note: "nothing to call" }];
  }),
  wrong("a successor that is deprecated itself", SUCCESSORS, (document) => {
    const deprecated = operations(document).find(({ operation }) => operation.deprecated)?.operation;
    const id = deprecated?.["x-deprecation"]?.successors?.[0]?.operationId;
    return at(
      operations(document).find(({ operation }) => id && operation.operationId === id)?.operation,
      (operation) => {
        operation.deprecated = true;
      },
    );
  }),
  wrong("deprecated as a text", "struct", (document) =>
    at(live(document), (operation) => {
      operation.deprecated = "true";
    }),
  ),
];
