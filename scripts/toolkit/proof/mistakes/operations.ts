import { at, type WrongOperator, wrong } from "./operator.js";
import { type Loose, operations, requestMedia, schemaOfType } from "./places.js";

const set = (name: string, rule: string, change: (operation: Loose) => void): WrongOperator =>
  wrong(name, rule, (document) => at(operations(document)[0]?.operation, change));
const movePath = (name: string, rule: string, change: (path: string) => string): WrongOperator =>
  wrong(name, rule, (document) =>
    at(
      Object.keys(document.paths).find((path) => path.includes("{")),
      (path) => {
        document.paths[change(path)] = document.paths[path];
        delete document.paths[path];
      },
    ),
  );
const versioned = (document: Loose): Loose => {
  const place = operations(document).find(({ path, operation }) => path.includes("/v2/") && operation.requestBody);
  return place?.operation.requestBody.content;
};
const renameMedia = (name: string, change: (mediaType: string) => string): WrongOperator =>
  wrong(name, "atlas/versioned-media-types", (document) =>
    at(versioned(document), (content) => {
      const [mediaType = ""] = Object.keys(content);
      content[change(mediaType)] = content[mediaType];
      delete content[mediaType];
    }),
  );

/** Operations, and paths, that lack something or have what they can't have. */
export const operationMistakes: WrongOperator[] = [
  wrong("a request body on GET", "atlas/no-body-without-meaning", (document) => {
    const [media] = requestMedia(document);
    return at(media && operations(document).find(({ method }) => method === "get")?.operation, (operation) => {
      operation.requestBody = { content: { "application/json": structuredClone(media) } };
    });
  }),
  wrong("a body in a 204", "atlas/no-body-without-meaning", (document) =>
    at(operations(document)[0]?.operation, ({ responses }) => {
      const [status = ""] = Object.keys(responses).filter((code) => code.startsWith("2"));
      responses["204"] = responses[status];
    }),
  ),
  set("an operation without roles", "atlas/operation-roles", (operation) => {
    delete operation["x-required-roles"];
  }),
  set("an operation with an empty list of roles", "atlas/operation-roles", (operation) => {
    operation["x-required-roles"] = [];
  }),
  set("a role twice", "atlas/operation-roles", (operation) => {
    operation["x-required-roles"].push(operation["x-required-roles"][0]);
  }),
  set("a misspelt extension", "atlas/known-extensions", (operation) => {
    operation["x-requiredroles"] = operation["x-required-roles"];
  }),
  set("an operation without a 401", "atlas/operation-errors", (operation) => {
    delete operation.responses["401"];
  }),
  set("an operation without a 500", "atlas/operation-errors", (operation) => {
    delete operation.responses["500"];
  }),
  set("an operation that can't fail", "operation-4xx-response", (operation) => {
    for (const status of Object.keys(operation.responses)) {
      if (/^[45]/.test(status)) delete operation.responses[status];
    }
  }),
  set("an operation that can't succeed", "operation-2xx-response", (operation) => {
    for (const status of Object.keys(operation.responses))
      if (status.startsWith("2")) delete operation.responses[status];
  }),
  set("a status that is none", "struct", (operation) => {
    operation.responses["20"] = operation.responses["401"];
  }),
  set("an operation without an operationId", "operation-operationId", (operation) => {
    delete operation.operationId;
  }),
  set("an operationId that is no identifier", "atlas/operation-id-is-name", (operation) => {
    operation.operationId = "upgrade-cluster";
  }),
  set("a reserved operationId", "atlas/operation-id-is-name", (operation) => {
    operation.operationId = "then";
  }),
  wrong("an operationId twice", "operation-operationId-unique", (document) => {
    const [first, second] = operations(document);
    return at(second && first, (place) => {
      place.operation.operationId = second?.operation.operationId;
    });
  }),
  wrong("operationIds that differ in case only", "atlas/operation-id-is-name", (document) => {
    const [first, second] = operations(document);
    return at(second && first, (place) => {
      place.operation.operationId = second?.operation.operationId.toUpperCase();
    });
  }),
  set("a tag that is not declared", "operation-tag-defined", (operation) => {
    operation.tags = ["Nowhere"];
  }),
  set("two tags", "operation-singular-tag", (operation) => {
    operation.tags = [...operation.tags, ...operation.tags];
  }),
  set("an operation without a summary", "operation-summary", (operation) => {
    delete operation.summary;
  }),
  set("an operation without a description", "operation-description", (operation) => {
    delete operation.description;
  }),
  set("credentials of no known scheme", "security-defined", (operation) => {
    operation.security = [{ Nowhere: [] }];
  }),
  set("an operation without credentials", "atlas/operation-secured", (operation) => {
    operation.security = [];
  }),
  set("an operation where credentials are optional", "atlas/operation-secured", (operation) => {
    operation.security = [{}];
  }),
  wrong("a scope that the scheme lacks", "security-scopes-defined", (document) => {
    const schemes = Object.entries<Loose>(document.components.securitySchemes ?? {});
    const [name] = schemes.find(([, { type }]) => type === "oauth2") ?? [];
    return at(name, (scheme) => {
      document.security = [{ [scheme]: ["nowhere"] }];
    });
  }),
  movePath("a query in the path", "path-not-include-query", (path) => `${path}?pretty=true`),
  movePath("a slash at the end of the path", "no-path-trailing-slash", (path) => `${path}/`),
  movePath("an open brace in the path", "atlas/path-template", (path) => path.replace("}", "")),
  movePath("an empty segment in the path", "atlas/path-template", (path) => path.replace("/{", "//{")),
  movePath("a fragment in the path", "atlas/path-template", (path) => `${path}#here`),
  wrong("two paths that can't be told apart", "no-identical-paths", (document) =>
    at(
      Object.keys(document.paths).find((path) => path.includes("{")),
      (path) => {
        document.paths[path.replace(/\{[^}]+\}/, "{other}")] = structuredClone(document.paths[path]);
      },
    ),
  ),
  renameMedia("a media type without a version", () => "application/json"),
  renameMedia("a version that is no date", (mediaType) => mediaType.replace(/\d{4}-\d\d-\d\d/, "2024-13-01")),
  renameMedia("a request of another version than its answer", (name) => name.replace(/\d{4}-\d\d-\d\d/, "2021-01-01")),
  wrong("an object parameter in the path item", "struct", (document) =>
    at(schemaOfType(document, "object") && operations(document)[0]?.item, (item) => {
      item.parameters = {};
    }),
  ),
];
