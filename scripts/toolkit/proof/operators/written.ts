import { join } from "node:path";
import { readDocument } from "../../description/index.js";
import { projectRoot } from "../../support/index.js";
import { type Find, WHERE } from "./locations.js";
import { applyEdit, type Category, type Edit, type Operator } from "./operator.js";
import { only, remove } from "./parts.js";

/** The expected result of each operator and its patch, if it has one: by location, then by name. */
export type Rows = Readonly<
  Record<string, Readonly<Record<string, [expected: string, patch?: object | "remove" | undefined]>>>
>;

/** Reads a file of operators in this folder. */
export const readRows = <Read = Rows>(name: string): Read =>
  readDocument(join(projectRoot, "scripts", "toolkit", "proof", "operators", name)).value as Read;

/**
 * Makes operators from rows. Each changes the first part at its location that its edit applies to.
 *
 * @param edits - by the name of a row that has no patch
 * @throws Error for a row without an edit, an edit without a row, or a location that does not exist
 */
export function writtenOperators(
  rows: readonly (readonly [Category, Rows])[],
  edits: Readonly<Record<string, Edit>>,
): Operator[] {
  const unused = new Set(Object.keys(edits));
  const operators = rows.flatMap(([category, byLocation]) =>
    Object.entries(byLocation).flatMap(([where, byName]) => {
      const find = findBy(where);
      return Object.entries(byName).map(([name, [expected, patch]]): Operator => {
        if (patch === undefined) unused.delete(name);
        const edit = patch === "remove" ? removed : (patch ?? edits[name]);
        if (!edit) throw new Error(`"${name}" has no patch, and there is no edit of that name`);
        return {
          name: category === "mistake" ? name : `${category}: ${name}`,
          ...{ category, expected },
          apply: (description) => {
            const document = structuredClone(description);
            // Through JSON, to drop undefined properties.
            for (const part of find(document)) if (applyEdit(edit, part)) return JSON.parse(JSON.stringify(document));
            return undefined;
          },
        };
      });
    }),
  );
  const [name] = unused;
  if (name !== undefined) throw new Error(`No row without a patch uses the edit "${name}"`);
  return operators;
}

/**
 * Finds the parts of a kind, such as `string with enum without format of OpenAPI 3.1`.
 *
 * @throws Error if the kind does not exist
 */
function findBy(where: string): Find {
  const [, kind = "", rest = "", version] =
    /^(.*?)((?: with(?:out)? [\w-]+)*)(?: of OpenAPI (3\.\d))?$/.exec(where) ?? [];
  const all = WHERE[kind];
  if (!all) throw new Error(`There is no location "${kind}"`);
  const qualifiers = [...rest.matchAll(/(with(?:out)?) ([\w-]+)/g)];
  return only(
    all,
    ({ value, document }) =>
      qualifiers.every(([, word, key = ""]) => key in value === (word === "with")) &&
      (version === undefined || document.openapi.startsWith(version)),
  );
}

const removed: Edit = (_, part) => remove(part);
