import type { Level } from "../../diff/index.js";
import { bodies, drop, edited, isError, isSuccess, operations, rename, set } from "./edits.js";
import { type AnyJson, byLevel, type Operator, operator } from "./operator.js";

/** Changes the first content of one side that it can be made in. */
const content = (direction: "request" | "response", level: Level, name: string, edit: (content: AnyJson) => unknown) =>
  operator(direction, { level }, `${direction}: ${name}`, (document) =>
    bodies(document, direction).some((body) => body.content && edit(body.content)),
  );

const firstOf = (object: AnyJson): string => Object.keys(object)[0] ?? "";

const MEDIA_TYPES: Operator[] = (["request", "response"] as const).flatMap((direction) => [
  content(direction, "compatible", "media type added", (all) =>
    set(all, { "application/x-another": { schema: { type: "string" } } }),
  ),
  content(direction, "breaking", "media type removed", (all) => Object.keys(all).length > 1 && drop(all, firstOf(all))),
  content(direction, "breaking", "media type renamed", (all) =>
    rename(all, firstOf(all), "application/vnd.other+json"),
  ),
  content(direction, "breaking", "schema replaced", (all) => set(all[firstOf(all)], { schema: { type: "boolean" } })),
]);

/** Changes the first request body that it applies to. */
const body = (level: Level, name: string, edit: (body: AnyJson, operation: AnyJson) => unknown) =>
  operator("request", { level }, `request: ${name}`, (document) =>
    operations(document).some(({ operation }) => {
      return (
        "requestBody" in operation && edited(document, operation, "requestBody", (found) => edit(found, operation))
      );
    }),
  );

const bodyAdded = (level: Level, name: string, required: object) =>
  operator("request", { level }, `request: ${name}`, (document) => {
    const free = operations(document).find(
      ({ method, operation }) => method !== "get" && !("requestBody" in operation),
    );
    const requestBody = { ...required, content: { "application/json": { schema: { type: "object" } } } };
    return free && set(free.operation, { requestBody });
  });

const REQUESTS: Operator[] = [
  ...byLevel(body, {
    breaking: {
      "body removed": (_, operation) => drop(operation, "requestBody"),
      "body became required": (found) => found.required !== true && set(found, { required: true }),
    },
    compatible: { "body became optional": (found) => found.required === true && drop(found, "required") },
  }),
  content("request", "breaking", "encoding of a part changed", (all) => {
    const [encoding] = Object.values<AnyJson>(all).flatMap((media) => Object.values(media.encoding ?? {}));
    return encoding && set(encoding, { contentType: "image/tiff" });
  }),
  bodyAdded("breaking", "required body added", { required: true }),
  bodyAdded("compatible", "optional body added", {}),
];

/** Changes the responses of the first operation that it applies to. */
const response = (
  level: Level,
  name: string,
  fits: (status: string) => boolean,
  edit: (response: AnyJson, all: AnyJson, status: string) => unknown,
) =>
  operator("response", { level }, `response: ${name}`, (document) =>
    operations(document).some(({ operation: { responses = {} } }) => {
      const status = Object.keys(responses).find((key) => !key.startsWith("x-") && fits(key));
      return status && edited(document, responses, status, (found) => edit(found, responses, status));
    }),
  );

/** Whether no other response stands for a status that is gone. */
const isAlone = (all: AnyJson, status: string) =>
  !("default" in all) && (!(`${status[0]}XX` in all) || status.endsWith("XX"));
const remove = (_: AnyJson, all: AnyJson, status: string) => isAlone(all, status) && drop(all, status);
const replaced = (keyword: string, schema: object) => (found: AnyJson) => {
  const [first] = Object.values<AnyJson>(found[keyword] ?? {});
  return first && set(first, { schema });
};
const sunset = (level: Level, name: string, isPassed: boolean) =>
  response(level, `media type removed ${name} its sunset`, isSuccess, ({ content: all = {} }) => {
    const passed = (type: string) => Date.parse(String(all[type]["x-sunset"])) < Date.now();
    const type = Object.keys(all).find((key) => "x-sunset" in all[key] && passed(key) === isPassed);
    return type && drop(all, type);
  });

const STATUSES: Operator[] = [
  response("breaking", "success removed", isSuccess, remove),
  response("breaking", "error removed", isError, remove),
  response(
    "breaking",
    "default response removed",
    (status) => status === "default",
    (_, all) => drop(all, "default"),
  ),
  response("breaking", "range removed", (status) => /^[45]XX$/.test(status), remove),
  response(
    "breaking",
    "success status changed",
    isSuccess,
    (found, all, status) => isAlone(all, status) && set(all, { 206: found }) && drop(all, status),
  ),
  response("compatible", "error added", isSuccess, (_, all) => set(all, { 418: { description: "A teapot" } })),
  response(
    "dangerous",
    "success added",
    isSuccess,
    (found, all, status) => isAlone(all, status) && set(all, { 206: found }),
  ),
  response("breaking", "content removed", isSuccess, (found) => drop(found, "content")),
  response(
    "compatible",
    "content added",
    (status) => status === "204",
    (found) => set(found, { content: { "application/json": { schema: { type: "object" } } } }),
  ),
  sunset("compatible", "after", true),
  sunset("breaking", "before", false),
  response("breaking", "error's schema changed", isError, replaced("content", { type: "string" })),
];

/** Changes the first header of a response that it applies to. */
const header = (level: Level, name: string, edit: (header: AnyJson, headers: AnyJson, name: string) => unknown) =>
  response(
    level,
    name,
    () => true,
    ({ headers = {} }) =>
      Object.entries<AnyJson>(headers).some(([key, found]) => !("$ref" in found) && edit(found, headers, key)),
  );
const headerAdded = (name: string, required: boolean) =>
  response("compatible", name, isSuccess, (found) =>
    set(found, { headers: { ...found.headers, "X-Added": { required, schema: { type: "string" } } } }),
  );

const HEADERS: Operator[] = [
  ...byLevel(header, {
    breaking: {
      "header removed": (_, headers, name) => drop(headers, name),
      "header renamed": (_, headers, name) => rename(headers, name, `${name}-Renamed`),
      "header became optional": (found) => found.required === true && drop(found, "required"),
      "header's type changed": (found) => set(found, { schema: { type: "array", items: { type: "string" } } }),
      "header's schema removed": (found) => drop(found, "schema"),
    },
    compatible: { "header became required": (found) => found.required !== true && set(found, { required: true }) },
  }),
  headerAdded("required header added", true),
  headerAdded("optional header added", false),
  response("dangerous", "link removed", isSuccess, (found) => drop(found, "links")),
];

/** Changes of request bodies and responses as a whole. */
export const bodyChanges: Operator[] = [...MEDIA_TYPES, ...REQUESTS, ...STATUSES, ...HEADERS];
