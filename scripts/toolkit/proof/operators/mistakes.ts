import { objectComponents, schemes } from "./locations.js";
import type { AnyJson, Edit, Operator, Part } from "./operator.js";
import { isError, partsOf, rename, resolve } from "./parts.js";
import { readRows, writtenOperators } from "./written.js";

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

const EDITS: Record<string, Edit> = {
  "a scope that is not in the scheme": (document) => {
    const oauth = schemes(document).find(({ value }) => value.flows);
    return oauth && { security: [{ [oauth.key]: ["nowhere"] }] };
  },
  "a duplicate tag": (tag, { holder }) => holder.push({ ...tag }),
  "a query in the path": renamed((path) => `${path}?pretty=true`),
  "a slash at the end of the path": renamed((path) => `${path}/`),
  "an open brace in the path": renamed((path) => path.replace("}", "")),
  "an empty segment in the path": renamed((path) => path.replace("/{", "//{")),
  "a fragment in the path": renamed((path) => `${path}#here`),
  "two paths that can't be distinguished": (item, { holder, key }) => {
    holder[key.replace(/\{[^}]+\}/, "{other}")] = structuredClone(item);
    return true;
  },
  "a path variable that no parameter describes": (item, { document }) => {
    for (const owner of [item, ...Object.values<AnyJson>(item)]) {
      owner.parameters = owner.parameters?.filter((one: AnyJson) => resolve(document, one).in !== "path");
    }
    return true;
  },
  "an operation that can't fail": ({ responses }) => ({
    responses: Object.fromEntries(Object.entries(responses).filter(([status]) => !isError(status))),
  }),
  "operationIds that differ in case only": (_, part) => ({
    operationId: otherOperation(part).operationId.toUpperCase(),
  }),
  "a duplicate operationId": (_, part) => ({ operationId: otherOperation(part).operationId }),
  "a duplicate parameter": ({ parameters: [first, ...others] }, { document }) => ({
    parameters: [first, ...others, structuredClone(resolve(document, first))],
  }),
  "an operation that succeeds itself": ({ operationId, "x-deprecation": notice }) => ({
    "x-deprecation": { ...notice, successors: [{ operationId }] },
  }),
  "a successor that is deprecated itself": ({ "x-deprecation": { successors } }, { document }) => {
    const id = successors[0]?.operationId;
    const successor = [...partsOf("operation")(document)].find(({ value }) => id && value.operationId === id);
    return successor && Object.assign(successor.value, { deprecated: true }) && true;
  },
  "a media type without a version": renamed(() => "application/json"),
  "a version that is not a date": versioned("2024-13-01"),
  "a request of another version than its response": versioned("2021-01-01"),
  "an error of another media type": ({ content }) => ({
    content: { "application/problem+json": Object.values(content)[0] },
  }),
  "the documentation's example first": ({ examples: { documentation, ...others } }) => {
    const [first] = Object.values(others);
    return { examples: { documentation: documentation ?? first, ...others } };
  },
  "a schema that contains itself through allOf": (_, { key }) => ({ allOf: [refTo(key)] }),
  "a cycle of two through allOf": (_, { key, holder }) => {
    holder.Detour = { allOf: [refTo(key)] };
    return { allOf: [refTo("Detour")] };
  },
  "a required property of its own kind": ({ properties, required = [] }, { key }) => ({
    properties: { ...properties, parent: refTo(key) },
    required: [...required, "parent"],
  }),
  "an alternative that doesn't require the discriminator's property": ({ oneOf: [first] }, { document }) =>
    delete resolve(document, first).required,
  "a mapping to a schema that is not an alternative": mapped(
    (_, document) => refTo(objectComponents(document)[0]?.key ?? "").$ref,
  ),
  "a mapping of a value that the alternative rejects": mapped((mapping) => Object.values(mapping)[0]),
};

/** Every way to get a description wrong that lint has to see. */
export const MISTAKES: readonly Operator[] = writtenOperators([["mistake", readRows("mistakes.yaml")]], EDITS);
