import { isObject } from "../../diff/place.js";
import { type Operator, operator, schemaOperator } from "../change.js";
import { bodiesOf, isSuccess, type JsonObject, list, member, operationsOf, own, responseOf } from "../places.js";

const isPlain = (schema: unknown): schema is JsonObject =>
  isObject(schema) && !["readOnly", "writeOnly", "$ref", "deprecated"].some((keyword) => keyword in schema);

/** A member of an object, by whether it is required and by its schema. */
function memberOf(schema: JsonObject, required: boolean, fits: (inner: JsonObject) => boolean = () => true) {
  const names = Object.keys(member(schema, "properties"));
  return names.find((name) => {
    const inner = member(schema, "properties")[name];
    return isPlain(inner) && list(schema, "required").includes(name) === required && fits(inner);
  });
}

const isClosed = (schema: JsonObject) => schema.additionalProperties === false;
const isOpen = (schema: JsonObject) => !("additionalProperties" in schema || "unevaluatedProperties" in schema);

function addMember(schema: JsonObject, name: string, required: boolean): void {
  member(schema, "properties")[name] = { type: "string" };
  if (required) schema.required = [...list(schema, "required"), name];
}

function removeMember(schema: JsonObject, name: string): void {
  delete member(schema, "properties")[name];
  const rest = list(schema, "required").filter((other) => other !== name);
  if (rest.length > 0) schema.required = rest;
  else delete schema.required;
}

/** An operator on a member of an object: which object, which member, and what becomes of it. */
function memberOperator(
  direction: "request" | "response",
  level: Operator["level"],
  name: string,
  required: boolean,
  edit: (inner: JsonObject, schema: JsonObject, key: string) => void,
  fits: { object?: (schema: JsonObject) => boolean; member?: (inner: JsonObject) => boolean } = {},
): Operator {
  const find = (schema: JsonObject) => memberOf(schema, required, fits.member);
  return schemaOperator(
    direction,
    level,
    `${direction}: ${name}`,
    (schema) => (fits.object ?? isOpen)(schema) && find(schema) !== undefined,
    (schema) => {
      const key = find(schema) ?? "";
      edit(member(member(schema, "properties"), key), schema, key);
    },
  );
}

const remove = (_inner: JsonObject, schema: JsonObject, key: string) => removeMember(schema, key);
const rename = (inner: JsonObject, schema: JsonObject, key: string) => {
  member(schema, "properties")[`${key}Renamed`] = inner;
  if (list(schema, "required").includes(key)) schema.required = [...list(schema, "required"), `${key}Renamed`];
  removeMember(schema, key);
};
const mark = (keyword: string) => (inner: JsonObject) => {
  inner[keyword] = true;
};
const withMembers = (schema: JsonObject) => isOpen(schema) && "properties" in schema;
const closedWithMembers = (schema: JsonObject) => isClosed(schema) && "properties" in schema;

const MEMBERS: Operator[] = [
  schemaOperator("request", "compatible", "request: optional member added", withMembers, (schema) =>
    addMember(schema, "added", false),
  ),
  schemaOperator("request", "breaking", "request: required member added", withMembers, (schema) =>
    addMember(schema, "added", true),
  ),
  schemaOperator(
    "request",
    "compatible",
    "request: optional member added to a closed object",
    closedWithMembers,
    (schema) => addMember(schema, "added", false),
  ),
  memberOperator("request", "dangerous", "optional member removed from an open object", false, remove),
  memberOperator("request", "dangerous", "required member removed from an open object", true, remove),
  memberOperator("request", "breaking", "member removed from a closed object", false, remove, { object: isClosed }),
  memberOperator("request", "breaking", "required member renamed", true, rename),
  memberOperator("request", "dangerous", "member made read-only", false, mark("readOnly")),
  memberOperator("request", "compatible", "member deprecated", false, mark("deprecated")),
  memberOperator(
    "request",
    "dangerous",
    "default added",
    false,
    (inner) => {
      inner.default = "fresh";
    },
    {
      member: (inner) => inner.type === "string" && !("default" in inner || "enum" in inner || "const" in inner),
    },
  ),
  schemaOperator("response", "compatible", "response: optional member added", withMembers, (schema) =>
    addMember(schema, "added", false),
  ),
  schemaOperator("response", "compatible", "response: required member added", withMembers, (schema) =>
    addMember(schema, "added", true),
  ),
  schemaOperator("response", "breaking", "response: member added to a closed object", closedWithMembers, (schema) =>
    addMember(schema, "added", false),
  ),
  memberOperator("response", "breaking", "optional member removed", false, remove),
  memberOperator("response", "breaking", "required member removed", true, remove),
  memberOperator("response", "breaking", "member removed from a closed object", false, remove, { object: isClosed }),
  memberOperator("response", "breaking", "member renamed", false, rename),
  memberOperator("response", "breaking", "member made write-only", false, mark("writeOnly")),
  memberOperator("response", "compatible", "member deprecated", false, mark("deprecated")),
];

const withFlagged = (keyword: string) => (schema: JsonObject) => flagged(schema, keyword) !== undefined;
const flagged = (schema: JsonObject, keyword: string) =>
  Object.keys(member(schema, "properties")).find((name) => {
    const inner = member(member(schema, "properties"), name);
    return inner[keyword] === true && !list(schema, "required").includes(name);
  });
const unflag = (keyword: string) => (schema: JsonObject) => {
  delete member(member(schema, "properties"), flagged(schema, keyword) ?? "")[keyword];
};
const hasDefault = (schema: JsonObject) => typeof schema.default === "boolean" || typeof schema.default === "number";

const FLAGS: Operator[] = [
  schemaOperator(
    "request",
    "compatible",
    "request: member no longer read-only",
    withFlagged("readOnly"),
    unflag("readOnly"),
  ),
  schemaOperator(
    "request",
    "dangerous",
    "request: member's deprecation withdrawn",
    withFlagged("deprecated"),
    unflag("deprecated"),
  ),
  schemaOperator(
    "response",
    "compatible",
    "response: member no longer write-only",
    withFlagged("writeOnly"),
    unflag("writeOnly"),
  ),
  schemaOperator(
    "response",
    "dangerous",
    "response: member's deprecation withdrawn",
    withFlagged("deprecated"),
    unflag("deprecated"),
  ),
  ...(["request", "response"] as const).flatMap((direction) => [
    schemaOperator(direction, "dangerous", `${direction}: default changed`, hasDefault, (schema) => {
      schema.default = typeof schema.default === "boolean" ? !schema.default : Number(schema.default) + 1;
    }),
    schemaOperator(direction, "dangerous", `${direction}: default removed`, hasDefault, (schema) => {
      delete schema.default;
    }),
    schemaOperator(
      direction,
      "breaking",
      `${direction}: discriminator's member changed`,
      (schema) => isObject(schema.discriminator),
      (schema) => {
        member(schema, "discriminator").propertyName = "another";
      },
    ),
    schemaOperator(
      direction,
      direction === "request" ? "compatible" : "breaking",
      `${direction}: discriminator value added`,
      (schema) => Object.keys(member(member(schema, "discriminator"), "mapping")).length > 0,
      (schema) => {
        const mapping = member(member(schema, "discriminator"), "mapping");
        mapping.another = Object.values(mapping)[0];
      },
    ),
  ]),
];

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

/** Changes of request bodies and answers as a whole, and of the members of their objects. */
export const bodyChanges: Operator[] = [...MEMBERS, ...FLAGS, ...MEDIA_TYPES, ...REQUESTS, ...STATUSES, ...HEADERS];
