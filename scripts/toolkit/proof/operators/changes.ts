import type { Level } from "../../diff/index.js";
import { type AnyJson, CATEGORIES, type Category, type Edit, type Operator, type Part } from "./operator.js";
import { remove, rename, SIDES, type Side } from "./parts.js";
import { rewritingEdits } from "./rewritings.js";
import { schemaEdits } from "./schemas.js";
import { type Rows, readRows, writtenOperators } from "./written.js";

const pathOf = ({ above }: Part) => above as Part;
const variablesOf = (path: string): string[] => path.match(/\{[^}]+\}/g) ?? [];

/** Changes the first variable of a server that has several values. */
const serverVariable =
  (edit: (variable: AnyJson, others: unknown[]) => object): Edit =>
  ({ servers = [] }) => {
    const variable = servers
      .flatMap(({ variables }: AnyJson) => Object.values(variables ?? {}))
      .find(({ enum: values }: AnyJson) => values?.length > 1);
    const others = variable?.enum.filter((value: unknown) => value !== variable.default);
    return variable && Object.assign(variable, edit(variable, others)) && true;
  };

const numberMoved =
  (keyword: string, by: number): Edit =>
  ({ [keyword]: number }) =>
    typeof number === "number" && { [keyword]: number + by };

/** Renames or removes properties, also in the list of required ones. */
const named =
  (namesOf: (name: string) => string[]): Edit =>
  (property, { holder, key, above }) => {
    const schema = above?.above?.value;
    const required = (schema.required ?? []).flatMap((name: string) => (name === key ? namesOf(key) : [name]));
    if (required.length > 0) schema.required = required;
    else delete schema.required;
    delete holder[key];
    for (const name of namesOf(key)) holder[name] = property;
    return true;
  };
const propertyRemoved = named(() => []);
const propertyRenamed = named((name) => [`${name}Renamed`]);
/** Removes a flag from the first optional property that has it. */
const unmarked =
  (flag: string): Edit =>
  ({ properties = {}, required = [] }) => {
    const isMarked = ([name, property]: [string, AnyJson]) => property[flag] === true && !required.includes(name);
    const [, marked] = Object.entries<AnyJson>(properties).find(isMarked) ?? [];
    return marked && delete marked[flag];
  };

/** Changes the requirements of an operation, which then has its own. */
const required =
  (edit: (requirements: AnyJson[], schemes: { first: string; other: string | undefined }) => unknown): Edit =>
  (operation, { document }) => {
    const all: AnyJson[] = structuredClone(operation.security ?? document.security ?? []);
    const [first = "", ...more] = Object.keys(document.components?.securitySchemes ?? {});
    const other = [first, ...more].find((scheme) => scheme && !all.some((one) => scheme in one));
    const security = edit(all, { first, other });
    return security && { security };
  };
const isClosed = (all: AnyJson[]) => all.length > 0 && all.every((one) => Object.keys(one).length > 0);
const scopesOf = (all: AnyJson[]): string[] | undefined => all.flatMap(Object.values).find(({ length }) => length > 0);

const EDITS: Record<string, Edit> = {
  "path removed": (_, part) => remove(pathOf(part)),
  "path renamed": (_, part) => rename(pathOf(part), `/moved${pathOf(part).key}`),
  "method changed": (_, part) => {
    const other = ["patch", "put"].find((method) => !(method in part.holder));
    return other && rename(part, other);
  },
  "variables of a path swapped": (_, part) => {
    const { key } = pathOf(part);
    const [first = "", second = ""] = variablesOf(key);
    const swapped = key.replaceAll(/\{[^}]+\}/g, (name) => ({ [first]: second, [second]: first })[name] ?? name);
    return second && rename(pathOf(part), swapped);
  },
  "callback's request gained a type": ({ callbacks = {} }) => {
    const [media] = Object.values<AnyJson>(callbacks)
      .flatMap((callback) => Object.values<AnyJson>(callback))
      .flatMap(({ post }) => Object.values<AnyJson>(post.requestBody.content));
    return media && Object.assign(Object.values<AnyJson>(media.schema.properties)[0], { type: "array" }) && true;
  },
  "path added that differs in a variable's name": (path, { holder, key }) => {
    const responses = { 204: { description: "Done" } };
    if ("get" in path) return false;
    holder[key.replace(variablesOf(key)[0] ?? "", "{other}")] = {
      get: { operationId: "brandNew", parameters: [{ name: "other", in: "path", required: true }], responses },
    };
    return true;
  },
  "server variable's value removed": serverVariable(({ enum: values }, [removed]) => ({
    enum: values.filter((value: unknown) => value !== removed),
  })),
  "server variable's default changed": serverVariable((_, [other]) => ({ default: other })),

  "schema became content": ({ schema }) => schema && { schema: undefined, content: { "application/json": { schema } } },
  "media type of content changed": ({ content }) => content && { content: { "text/csv": Object.values(content)[0] } },
  "enum value of a parameter removed": ({ enum: values, default: usual }) => {
    const removed = values.findLast((value: unknown) => value !== usual);
    return { enum: values.filter((value: unknown) => value !== removed) };
  },
  "maximum of a parameter lowered": numberMoved("maximum", -1),
  "maximum of a parameter raised": numberMoved("maximum", 1),
  "default of a parameter changed": numberMoved("default", 1),

  "media type renamed": (_, part) => rename(part, "application/vnd.other+json"),
  "success status changed": (_, part) => rename(part, "206"),
  "success added": (response, { holder }) => Object.assign(holder, { 206: response }) && true,
  "header renamed": (_, part) => rename(part, `${part.key}-Renamed`),

  "optional property removed from an open object": propertyRemoved,
  "required property removed": propertyRemoved,
  "required property removed from an open object": propertyRemoved,
  "property renamed": propertyRenamed,
  "required property renamed": propertyRenamed,
  "property no longer read-only": unmarked("readOnly"),
  "property no longer write-only": unmarked("writeOnly"),
  "property's deprecation withdrawn": unmarked("deprecated"),
  "default added": (property) =>
    property.type === "string" &&
    !["default", "enum", "const"].some((keyword) => keyword in property) && { default: "fresh" },
  "default changed": ({ default: usual }) =>
    typeof usual === "boolean" ? { default: !usual } : typeof usual === "number" && { default: usual + 1 },
  "default removed": ({ default: usual }) => ["boolean", "number"].includes(typeof usual) && { default: undefined },
  "discriminator's property changed": ({ discriminator }) =>
    discriminator && { discriminator: { ...discriminator, propertyName: "another" } },
  "discriminator value added": ({ discriminator }) => {
    const [first] = Object.values<AnyJson>(discriminator?.mapping ?? {});
    return first && { discriminator: { ...discriminator, mapping: { ...discriminator.mapping, another: first } } };
  },

  "requirement added to an open operation": required((all, { first }) => !isClosed(all) && [{ [first]: [] }]),
  "second scheme required too": required(
    (all, { other }) => other && all.length === 1 && isClosed(all) && [{ ...all[0], [other]: [] }],
  ),
  "alternative removed": required((all) => all.length > 1 && isClosed(all) && all.slice(1)),
  "scheme replaced": required((all, { other }) => other && isClosed(all) && [{ [other]: [] }]),
  "scope required": required((all) => scopesOf(all)?.push("another:scope") && all),
  "scope no longer required": required((all) => scopesOf(all)?.pop() && all),
  "authentication dropped": required((all) => isClosed(all) && []),
  "authentication made optional": required((all) => isClosed(all) && [...all, {}]),
  "one of two schemes no longer required": required((all) => {
    const double = all.find((requirement) => Object.keys(requirement).length > 1);
    return double && delete double[Object.keys(double)[0] ?? ""] && all;
  }),
  "alternative added": required((all, { other }) => other && isClosed(all) && [...all, { [other]: [] }]),
  "scope removed from a flow": ({ scopes }) => {
    const [first, ...others] = Object.entries(scopes);
    return first && { scopes: Object.fromEntries(others) };
  },
};

const rows = readRows<Partial<Record<Category, Rows>> & { schema: Rows }>("changes.yaml");

// The levels in a request and in a response if fewer values are valid, more, or different ones.
const EFFECTS: Record<Side, Record<string, Level>> = {
  request: { narrowed: "breaking", withdrawn: "breaking", widened: "compatible", both: "breaking" },
  response: { narrowed: "compatible", withdrawn: "dangerous", widened: "breaking", both: "breaking" },
};
const schemaRows = (side: Side): Rows =>
  Object.fromEntries(
    Object.entries(rows.schema).map(([where, byName]) => [
      `${side} ${where}`,
      Object.fromEntries(
        Object.entries(byName).map(([name, [effect, patch]]) => [name, [EFFECTS[side][effect] ?? effect, patch]]),
      ),
    ]),
  );

/** Every change that the comparison must label correctly, including the rewritings. */
export const CHANGES: readonly Operator[] = writtenOperators(
  [
    ...CATEGORIES.map((category) => [category, rows[category] ?? {}] as const),
    ...SIDES.map((side) => [side, schemaRows(side)] as const),
  ],
  { ...EDITS, ...rewritingEdits, ...schemaEdits },
);
