import { join } from "node:path";
import { isObject, readDocument } from "../../description/index.js";
import { projectRoot } from "../../support/index.js";
import { type Find, schemes, WHERE } from "./mistake-locations.js";
import { type AnyJson, type Edit, type Operator, operators, type Part } from "./operator.js";
import { isError, only, partsOf, rename, resolve } from "./parts.js";

type Mistakes = { [Where in keyof typeof WHERE]?: Record<string, [rule: string, edit: Edit]> };

const renamed =
  (change: (key: string) => string): Edit =>
  (_, part) =>
    rename(part, change(part.key));
const versioned = (date: string) => renamed((mediaType) => mediaType.replace(/\d{4}-\d\d-\d\d/, date));
const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const otherOperation = ({ document, value: { operationId } }: Part): AnyJson =>
  [...partsOf("operation")(document)].find(({ value }) => value.operationId !== operationId)?.value;
const mapped =
  (refOf: (mapping: AnyJson, document: AnyJson) => unknown): Edit =>
  ({ discriminator }, { document }) => ({
    discriminator: {
      ...discriminator,
      mapping: { ...discriminator.mapping, STRANGER: refOf(discriminator.mapping, document) },
    },
  });

/** What mistakes.yaml can't say. */
const COMPUTED: Mistakes = {
  document: {
    "a scope that the scheme lacks": [
      "security-scopes-defined",
      (document) => {
        const oauth = schemes(document).find(({ value }) => value.flows);
        return oauth && { security: [{ [oauth.key]: ["nowhere"] }] };
      },
    ],
  },
  tag: { "a tag twice": ["no-duplicated-tag-names", (tag, { holder }) => holder.push({ ...tag })] },
  path: {
    "a query in the path": ["path-not-include-query", renamed((path) => `${path}?pretty=true`)],
    "a slash at the end of the path": ["no-path-trailing-slash", renamed((path) => `${path}/`)],
    "an open brace in the path": ["atlas/path-template", renamed((path) => path.replace("}", ""))],
    "an empty segment in the path": ["atlas/path-template", renamed((path) => path.replace("/{", "//{"))],
    "a fragment in the path": ["atlas/path-template", renamed((path) => `${path}#here`)],
    "two paths that can't be distinguished": [
      "no-identical-paths",
      (item, { holder, key }) => {
        holder[key.replace(/\{[^}]+\}/, "{other}")] = structuredClone(item);
        return true;
      },
    ],
    "an object parameter in the path item": ["struct", { parameters: {} }],
    "a path variable that no parameter describes": [
      "path-parameters-defined",
      (item, { document }) => {
        for (const owner of [item, ...Object.values<AnyJson>(item)]) {
          owner.parameters = owner.parameters?.filter((one: AnyJson) => resolve(document, one).in !== "path");
        }
        return true;
      },
    ],
  },
  operation: {
    "an operation that can't fail": [
      "operation-4xx-response",
      ({ responses: all }) => ({
        responses: Object.fromEntries(Object.entries(all).filter(([status]) => !isError(status))),
      }),
    ],
    "operationIds that differ in case only": [
      "atlas/operation-id-is-name",
      (_, part) => ({ operationId: otherOperation(part).operationId.toUpperCase() }),
    ],
    "an operationId twice": [
      "operation-operationId-unique",
      (_, part) => ({ operationId: otherOperation(part).operationId }),
    ],
    "a parameter twice": [
      "operation-parameters-unique",
      ({ parameters: all }, { document }) => ({ parameters: [...all, structuredClone(resolve(document, all[0]))] }),
    ],
  },
  "operation with a successor": {
    "an operation that succeeds itself": [
      "atlas/deprecation-successors",
      ({ operationId, "x-deprecation": notice }) => ({ "x-deprecation": { ...notice, successors: [{ operationId }] } }),
    ],
    "a successor that is deprecated itself": [
      "atlas/deprecation-successors",
      ({ "x-deprecation": { successors } }, { document }) => {
        const id = successors[0]?.operationId;
        const successor = [...partsOf("operation")(document)].find(({ value }) => id && value.operationId === id);
        return successor && Object.assign(successor.value, { deprecated: true }) && true;
      },
    ],
  },
  "versioned request media type": {
    "a media type without a version": ["atlas/versioned-media-types", renamed(() => "application/json")],
    "a version that is not a date": ["atlas/versioned-media-types", versioned("2024-13-01")],
    "a request of another version than its response": ["atlas/versioned-media-types", versioned("2021-01-01")],
  },
  error: {
    "an error of another media type": [
      "atlas/error-body",
      ({ content }) => ({ content: { "application/problem+json": Object.values(content)[0] } }),
    ],
  },
  "request media type": {
    "the documentation's example first": [
      "atlas/documentation-example",
      ({ examples: { documentation, ...others } }) => {
        const [first] = Object.values(others);
        return { examples: { documentation: documentation ?? first, ...others } };
      },
    ],
  },
  "object component": {
    "a schema that contains itself through allOf": [
      "atlas/no-endless-schema",
      (_, { key }) => ({ allOf: [refTo(key)] }),
    ],
    "a cycle of two through allOf": [
      "atlas/no-endless-schema",
      (_, { key, holder }) => {
        holder.Detour = { allOf: [refTo(key)] };
        return { allOf: [refTo("Detour")] };
      },
    ],
    "a required property of its own kind": [
      "atlas/no-endless-schema",
      ({ properties, required = [] }, { key }) => ({
        properties: { ...properties, parent: refTo(key) },
        required: [...required, "parent"],
      }),
    ],
  },
  "schema with a mapping": {
    "an alternative that doesn't require the discriminator's property": [
      "atlas/discriminator-fits",
      ({ oneOf: [first] }, { document }) => delete resolve(document, first).required,
    ],
    "a mapping to a schema that is not an alternative": [
      "atlas/discriminator-fits",
      mapped((_, document) => refTo(WHERE["object component"](document)[0]?.key ?? "").$ref),
    ],
    "a mapping of a value that the alternative rejects": [
      "atlas/discriminator-fits",
      mapped((mapping) => Object.values(mapping)[0]),
    ],
  },
};

/** Applies a JSON Merge Patch to an object; a name with a + adds to a list, and a reference is replaced. */
function merge(target: AnyJson, patch: AnyJson): void {
  for (const [name, change] of Object.entries<AnyJson>(patch)) {
    const key = name.replace(/\+$/, "");
    if (name !== key) target[key] = [...(target[key] ?? []), ...change];
    else if (change === null) delete target[key];
    else if (!isObject(change)) target[key] = change;
    else {
      if (!isObject(target[key]) || "$ref" in target[key]) target[key] = {};
      merge(target[key], change);
    }
  }
}

const file = join(projectRoot, "scripts", "toolkit", "proof", "operators", "mistakes.yaml");
const written = readDocument(file).value as Record<string, Record<string, [rule: string, patch: object]>>;

function makeMistakes(where: string, rows: Readonly<Record<string, [rule: string, edit: Edit]>>): Operator[] {
  const [, kind = "", version] = /^(.*?)(?: of OpenAPI (3\.\d))?$/.exec(where) ?? [];
  const all = Reflect.get(WHERE, kind) as Find;
  const find = version === undefined ? all : only(all, ({ document }) => document.openapi.startsWith(version));
  return Object.entries(rows).flatMap(([name, [rule, edit]]) =>
    operators("mistake", find, { [rule]: { [name]: edit } }),
  );
}

/** Every way to get a description wrong that lint has to see. */
export const MISTAKES: readonly Operator[] = [
  ...Object.entries(written).flatMap(([where, rows]) =>
    Object.entries(rows).flatMap(([name, [rule, patch]]) =>
      makeMistakes(where, {
        [name]: [
          rule,
          (value) => {
            const before = JSON.stringify(value);
            merge(value, patch);
            return JSON.stringify(value) !== before;
          },
        ],
      }),
    ),
  ),
  ...Object.entries(COMPUTED).flatMap(([where, rows]) => makeMistakes(where, rows)),
];
