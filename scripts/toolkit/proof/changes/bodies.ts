import { isObject, type JsonObject, operationsOf } from "../../description/index.js";
import { type Operator, operator } from "./change.js";
import { bodiesOf, isSuccess, member, own, responseOf } from "./change-places.js";

function mediaOperator(
  direction: "request" | "response",
  level: Operator["level"],
  name: string,
  edit: (content: JsonObject) => boolean,
): Operator {
  return operator(direction, level, `${direction}: ${name}`, (document) =>
    bodiesOf(document, direction).some((body) => isObject(body.content) && edit(body.content)),
  );
}

const MEDIA_TYPES: Operator[] = (["request", "response"] as const).flatMap((direction) => [
  mediaOperator(direction, "compatible", "media type added", (content) => {
    content["application/x-another"] = { schema: { type: "string" } };
    return true;
  }),
  mediaOperator(direction, "breaking", "media type removed", (content) => {
    const [first, ...others] = Object.keys(content);
    return others.length > 0 && first !== undefined && delete content[first];
  }),
  mediaOperator(direction, "breaking", "media type renamed", (content) => {
    const [first = ""] = Object.keys(content);
    content["application/vnd.other+json"] = content[first];
    return delete content[first];
  }),
  mediaOperator(direction, "breaking", "schema replaced", (content) => {
    const [first] = Object.values(content);
    if (!isObject(first)) return false;
    first.schema = { type: "boolean" };
    return true;
  }),
]);

const REQUESTS: Operator[] = [
  mediaOperator("request", "breaking", "encoding of a part changed", (content) => {
    const media = Object.values(content).find((candidate) => isObject(candidate) && isObject(candidate.encoding));
    const [encoding] = Object.values(member(media as JsonObject, "encoding"));
    if (!isObject(encoding)) return false;
    encoding.contentType = "image/tiff";
    return true;
  }),
  body("breaking", "body removed", (operation) => delete operation.requestBody),
  body("breaking", "body became required", (_operation, requestBody) => {
    if (requestBody.required === true) return false;
    requestBody.required = true;
    return true;
  }),
  body(
    "compatible",
    "body became optional",
    (_operation, requestBody) => requestBody.required === true && delete requestBody.required,
  ),
  ...([true, false] as const).map((required) =>
    operator(
      "request",
      required ? "breaking" : "compatible",
      `request: ${required ? "required" : "optional"} body added`,
      (document) => {
        const place = operationsOf(document).find(
          ({ method, operation }) => method !== "get" && !("requestBody" in operation),
        );
        if (!place) return false;
        const content = { "application/json": { schema: { type: "object" } } };
        place.operation.requestBody = required ? { required, content } : { content };
        return true;
      },
    ),
  ),
];

function body(
  level: Operator["level"],
  name: string,
  edit: (operation: JsonObject, requestBody: JsonObject) => boolean,
): Operator {
  return operator("request", level, `request: ${name}`, (document) =>
    operationsOf(document).some(
      ({ operation }) => "requestBody" in operation && edit(operation, own(document, operation, "requestBody")),
    ),
  );
}

/** An operator on the responses of the first operation that has what it takes. */
function responses(
  level: Operator["level"],
  name: string,
  fits: (status: string) => boolean,
  edit: (response: JsonObject, all: JsonObject, status: string) => boolean,
): Operator {
  return operator("response", level, `response: ${name}`, (document) =>
    operationsOf(document).some(({ operation }) => {
      const found = responseOf(document, operation, fits);
      return found !== undefined && edit(found.response, found.responses, found.status);
    }),
  );
}

const isError = (status: string) => /^[45]\d\d$/.test(status);
const uncovered = (all: JsonObject, status: string) => !("default" in all) && !(`${status[0]}XX` in all);
const headerOf = (response: JsonObject) => {
  const [name, header] =
    Object.entries(member(response, "headers")).find(([, value]) => isObject(value) && !("$ref" in value)) ?? [];
  return name !== undefined && isObject(header) ? { name, header, headers: member(response, "headers") } : undefined;
};

const STATUSES: Operator[] = [
  responses(
    "breaking",
    "success removed",
    isSuccess,
    (_response, all, status) => uncovered(all, status) && delete all[status],
  ),
  responses(
    "breaking",
    "error removed",
    isError,
    (_response, all, status) => uncovered(all, status) && delete all[status],
  ),
  responses(
    "breaking",
    "default response removed",
    (status) => status === "default",
    (_response, all) => delete all.default,
  ),
  responses(
    "breaking",
    "range removed",
    (status) => /^[45]XX$/.test(status),
    (_response, all, status) => !("default" in all) && delete all[status],
  ),
  responses("breaking", "success status changed", isSuccess, (response, all, status) => {
    all["206"] = response;
    return uncovered(all, status) && delete all[status];
  }),
  responses("compatible", "error added", isSuccess, (_response, all) => {
    all["418"] = { description: "A teapot" };
    return true;
  }),
  responses("dangerous", "success added", isSuccess, (response, all, status) => {
    all["206"] = response;
    return uncovered(all, status);
  }),
  responses("breaking", "content removed", isSuccess, (response) => "content" in response && delete response.content),
  responses(
    "compatible",
    "content added",
    (status) => status === "204",
    (response) => {
      response.content = { "application/json": { schema: { type: "object" } } };
      return true;
    },
  ),
  ...(["compatible", "breaking"] as const).map((level) =>
    responses(
      level,
      `media type removed ${level === "breaking" ? "before" : "after"} its sunset`,
      isSuccess,
      (response) => {
        const content = member(response, "content");
        const passed = (type: string) => Date.parse(String(member(content, type)["x-sunset"])) < Date.now();
        const type = Object.keys(content).find(
          (name) => "x-sunset" in member(content, name) && passed(name) === (level === "compatible"),
        );
        return type !== undefined && delete content[type];
      },
    ),
  ),
  responses("breaking", "error's schema changed", isError, (response) => {
    const [media] = Object.values(member(response, "content"));
    if (!isObject(media)) return false;
    media.schema = { type: "string" };
    return true;
  }),
];

const HEADERS: Operator[] = [
  header("breaking", "header removed", ({ headers, name }) => delete headers[name]),
  header("breaking", "header renamed", ({ headers, name, header: value }) => {
    headers[`${name}-Renamed`] = value;
    return delete headers[name];
  }),
  header("breaking", "header became optional", ({ header: value }) => value.required === true && delete value.required),
  header("compatible", "header became required", ({ header: value }) => {
    if (value.required === true) return false;
    value.required = true;
    return true;
  }),
  header("breaking", "header's type changed", ({ header: value }) => {
    value.schema = { type: "array", items: { type: "string" } };
    return true;
  }),
  header("breaking", "header's schema removed", ({ header: value }) => isObject(value.schema) && delete value.schema),
  ...([true, false] as const).map((required) =>
    responses("compatible", `${required ? "required" : "optional"} header added`, isSuccess, (response) => {
      response.headers = { ...member(response, "headers"), "X-Added": { required, schema: { type: "string" } } };
      return true;
    }),
  ),
  responses("dangerous", "link removed", isSuccess, (response) => "links" in response && delete response.links),
];

function header(
  level: Operator["level"],
  name: string,
  edit: (found: NonNullable<ReturnType<typeof headerOf>>) => boolean,
): Operator {
  return responses(
    level,
    name,
    () => true,
    (response) => {
      const candidates = Object.entries(member(response, "headers")).filter(
        ([, value]) => isObject(value) && !("$ref" in value),
      );
      return candidates.some(([key, value]) =>
        edit({ name: key, header: value as JsonObject, headers: member(response, "headers") }),
      );
    },
  );
}

/** Changes of request bodies and answers as a whole. */
export const bodyChanges: Operator[] = [...MEDIA_TYPES, ...REQUESTS, ...STATUSES, ...HEADERS];
