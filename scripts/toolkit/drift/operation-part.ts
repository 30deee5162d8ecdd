import { encodePointer, isObject, type JsonObject, METHODS } from "../description/index.js";
import type { Child, Fact, Part } from "./compare.js";
import { resolveIn } from "./resolve.js";
import { createPartReader, type Direction } from "./schema-part.js";
import { type ComparableValue, isSame, toComparable } from "./value.js";

/** An operation of a description. */
export interface Operation extends Omit<Child, "what"> {
  /** By which it is matched: the names of path parameters are not on the wire. */
  key: string;
}

// OpenAPI ignores these: media types and credentials are described elsewhere.
const IGNORED_HEADERS = ["accept", "authorization", "content-type"];
const TEXTS = ["summary", "description", "example", "examples"];
const READ_APART = ["name", "in", "schema", "content", "headers", "links"];

/** Reads the operations of a bundle as parts to compare. */
export function readOperations(document: JsonObject): Operation[] {
  const readSchema = createPartReader(document);

  function childrenOf(what: string, owner: JsonObject, key: string, read: (value: JsonObject, name: string) => Part) {
    return entriesOf(owner[key]).map(([name, value]): Child => {
      const spot = { object: owner, pointer: encodePointer([key, name]) };
      return { what, name, spot, part: () => read(resolveIn(document, value), name) };
    });
  }

  function operationsOf(item: JsonObject, template: string): Child[] {
    return METHODS.flatMap((method) => {
      const operation = item[method];
      const spot = { object: item, pointer: `/${method}` };
      const part = () => readOperation(operation as JsonObject, item, template);
      return isObject(operation) ? [{ what: "operation", name: method, spot, part }] : [];
    });
  }

  function readOperation(operation: JsonObject, item: JsonObject, template: string): Part {
    const { requestBody } = operation;
    const body = (object: object): Child => ({
      ...{ what: "request body", name: "described", spot: { object: operation, pointer: "/requestBody" } },
      part: () => readContent(resolveIn(document, object), "request"),
    });
    return {
      object: operation,
      facts: new Map([
        ...flagsOf(operation, { deprecated: false }, ["deprecated"]),
        securityOf(operation),
        serversOf(operation, item),
      ]),
      children: [
        ...parametersOf(operation, item, template),
        ...(isObject(requestBody) ? [body(requestBody)] : []),
        ...childrenOf("status", operation, "responses", (response, status) =>
          readContent(response, "response", status.startsWith("2") ? operation : {}),
        ),
        ...childrenOf("callback", operation, "callbacks", (callback) => ({
          object: callback,
          facts: new Map(),
          children: entriesOf(callback).flatMap(([url, inner]) => operationsOf(resolveIn(document, inner), url)),
        })),
      ],
    };
  }

  function parametersOf(operation: JsonObject, item: JsonObject, template: string): Child[] {
    const variables = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
    const found = [item, operation].flatMap((owner) =>
      (Array.isArray(owner.parameters) ? owner.parameters : []).flatMap((value: unknown, index): [string, Child][] => {
        const parameter = resolveIn(document, value);
        const { name, in: location } = parameter as { name: string; in: string };
        const lower = name.toLowerCase();
        if (location === "header" && IGNORED_HEADERS.includes(lower)) return [];
        // The name of a path parameter is not on the wire: where it stands in the path counts.
        const matched = location === "path" ? variables.indexOf(name) + 1 : location === "header" ? lower : name;
        const spot = { object: owner, pointer: `/parameters/${index}` };
        const child = {
          what: "parameter",
          name: `${location} ${matched}`,
          spot,
          part: () => readParameter(parameter, "request"),
        };
        return [[child.name, child]];
      }),
    );
    return [...new Map(found).values()];
  }

  function readParameter(parameter: JsonObject, direction: Direction): Part {
    const isForm = ["query", "cookie"].includes(String(parameter.in));
    const style = isForm ? "form" : "simple";
    const explode = (parameter.style ?? style) === "form";
    const defaults = {
      required: false,
      deprecated: false,
      allowEmptyValue: false,
      allowReserved: false,
      style,
      explode,
    };
    return {
      object: parameter,
      facts: new Map(flagsOf(parameter, defaults)),
      children: [...schemaOf(parameter, direction), ...mediaTypesOf(parameter, direction)],
    };
  }

  /** @param operation - whose sunset is the one of what it responds with */
  function readContent(owner: JsonObject, direction: Direction, operation: JsonObject = {}): Part {
    const mediaTypes = mediaTypesOf(owner, direction, operation);
    return {
      object: owner,
      facts: new Map([...flagsOf(owner, { required: false }), ...(mediaTypes.length === 0 ? sunsetOf(operation) : [])]),
      children: [
        ...childrenOf("header", owner, "headers", (header) => readParameter(header, direction))
          .map((child) => ({ ...child, name: child.name.toLowerCase() }))
          .filter(({ name }) => name !== "content-type"),
        ...mediaTypes,
      ],
      omits: ({ what, name }) => what === "media type" && isOtherVersion(name, mediaTypes),
    };
  }

  function mediaTypesOf(owner: JsonObject, direction: Direction, operation: JsonObject = {}): Child[] {
    return childrenOf("media type", owner, "content", (content) => ({
      object: content,
      facts: new Map([...flagsOf(content, {}), ...sunsetOf(operation, content)]),
      children: schemaOf(content, direction),
    }));
  }

  const schemaOf = (owner: JsonObject, direction: Direction): Child[] =>
    owner.schema === undefined
      ? []
      : [
          {
            ...{ what: "schema", name: "described", spot: { object: owner, pointer: "/schema" } },
            part: () => readSchema(owner.schema, direction),
          },
        ];

  // By what schemes ask of a caller: their names are not on the wire.
  function securityOf(operation: JsonObject): [string, Fact] {
    const owner = operation.security === undefined ? document : operation;
    const requirements = Array.isArray(owner.security) ? owner.security.filter(isObject) : [];
    const { securitySchemes } = (document.components ?? {}) as JsonObject;
    const value = requirements.map((requirement) =>
      entriesOf(requirement)
        .map(([name, scopes]) => {
          const {
            type,
            scheme,
            in: location,
            name: key,
            flows,
            openIdConnectUrl,
          } = resolveIn(document, (securitySchemes as JsonObject | undefined)?.[name]);
          const urls = entriesOf(flows).flatMap(([flow, { authorizationUrl, tokenUrl }]) => [
            flow,
            authorizationUrl,
            tokenUrl,
          ]);
          const parts = [type ?? name, scheme, location, location && key, openIdConnectUrl, ...urls, scopes];
          return parts.flat().filter(Boolean).join(" ").toLowerCase();
        })
        .sort()
        .join(" and "),
    );
    return [
      "security",
      { value: toComparable(value), spot: { object: owner === document ? operation : owner, pointer: "/security" } },
    ];
  }

  function serversOf(operation: JsonObject, item: JsonObject): [string, Fact] {
    const owner = [operation, item].find(({ servers }) => servers !== undefined) ?? document;
    const servers = Array.isArray(owner.servers) ? owner.servers.filter(isObject) : [];
    const value = toComparable(
      servers.map(({ url, variables }) => [String(url).replace(/\/$/, ""), ...(variables ? [variables] : [])]),
    );
    return ["servers", { value, spot: { object: owner, pointer: "/servers" } }];
  }

  return ["paths", "webhooks"].flatMap((part) =>
    entriesOf(document[part]).flatMap(([path, item]) =>
      operationsOf(resolveIn(document, item), path).map(({ name: method, ...operation }) => ({
        ...operation,
        key: `${part} ${method} ${path.replaceAll(/\{[^{}]*\}/g, "{}")}`,
        name: `${method.toUpperCase()} ${path}`,
      })),
    ),
  );
}

const entriesOf = (value: unknown) =>
  Object.entries(isObject(value) ? value : {}).filter(([name]) => !name.startsWith("x-")) as [string, JsonObject][];

const factOf = (object: JsonObject, keyword: string): [string, Fact] => [
  keyword,
  { value: toComparable(object[keyword]), spot: { object, pointer: encodePointer([keyword]) } },
];

/** The sunset dates that objects have: some descriptions have one of an operation at its media type. */
function sunsetOf(...owners: JsonObject[]): [string, Fact][] {
  const facts = owners.filter((owner) => "x-sunset" in owner).map((owner) => factOf(owner, "x-sunset")[1]);
  const dates = [...new Set(facts.map(({ value }) => value))];
  const [first] = facts;
  return first ? [["x-sunset", { ...first, value: dates.length > 1 ? toComparable(dates) : first.value }]] : [];
}

/** What the keywords of an object say that is not read by itself, but for what would hold without them. */
function flagsOf(
  object: JsonObject,
  defaults: Record<string, ComparableValue>,
  keywords = Object.keys(object),
): [string, Fact][] {
  return keywords
    .filter(
      (keyword) =>
        object[keyword] !== undefined && !keyword.startsWith("x-") && ![...TEXTS, ...READ_APART].includes(keyword),
    )
    .filter((keyword) => !isSame(toComparable(object[keyword]), defaults[keyword]))
    .map((keyword) => factOf(object, keyword));
}

/** Whether a media type is an older version of one that is described, or a version of a form that is not described. */
function isOtherVersion(name: string, described: readonly Child[]): boolean {
  const version = versionOf(name);
  const chosen = described.flatMap((child) => versionOf(child.name) ?? []);
  if (!version || chosen.some(({ name: mine }) => mine === name)) return false;
  const isOlder = chosen.some(({ kind, date }) => kind === version.kind && date >= version.date);
  return isOlder || !chosen.some(({ suffix }) => suffix === version.suffix);
}

function versionOf(name: string) {
  const [, before = "", date = "", suffix = ""] = /^([^;+]*?)(\d{4}-\d{2}-\d{2})(\+[^;]*)?$/.exec(name) ?? [];
  return date === "" ? undefined : { name, kind: `${before}${suffix}`, date, suffix };
}
