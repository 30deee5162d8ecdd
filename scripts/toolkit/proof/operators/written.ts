import { join } from "node:path";
import { readDocument } from "../../description/index.js";
import { projectRoot } from "../../support/index.js";
import { type Find, WHERE } from "./locations.js";
import { applyEdit, type Category, type Edit, type Operator } from "./operator.js";
import { only, remove } from "./parts.js";

/** The expected results of operators and their edits, by name, and both by location. */
export type Rows = Readonly<Record<string, Readonly<Record<string, [expected: string, patch?: object | "remove"]>>>>;

/** Reads a file of operators in this folder. */
export const readRows = <Read = Rows>(name: string): Read =>
  readDocument(join(projectRoot, "scripts", "toolkit", "proof", "operators", name)).value as Read;

/**
 * Makes operators from rows. Each changes the first part at its location that its edit applies to.
 *
 * @param edits - by the name of a row that has no patch
 * @param kinds - the locations that rows may have
 * @param effects - the expected results of rows that have none of their own
 * @throws Error for a row without an edit, or as {@link findBy} does
 */
export function writtenOperators(
  category: Category,
  rows: Rows,
  edits: Readonly<Record<string, Edit>>,
  kinds: Readonly<Record<string, Find>> = WHERE,
  effects: Readonly<Record<string, string>> = {},
): Operator[] {
  return Object.entries(rows).flatMap(([where, named]) => {
    const find = findBy(where, kinds);
    return Object.entries(named).map(([name, [expected, patch]]) => {
      const edit = patch === "remove" ? removed : (patch ?? edits[name]);
      if (!edit) throw new Error(`"${name}" has no patch, and there is no edit of that name`);
      return {
        name: category === "mistake" ? name : `${category}: ${name}`,
        category,
        expected: effects[expected] ?? expected,
        apply: (description) => {
          const document = structuredClone(description);
          // Through JSON, to drop undefined properties.
          for (const part of find(document)) if (applyEdit(edit, part)) return JSON.parse(JSON.stringify(document));
          return undefined;
        },
      };
    });
  });
}

/**
 * Checks that each edit is that of a row without a patch.
 *
 * @throws Error with the name of an edit that is not
 */
export function checkUse(edits: Readonly<Record<string, Edit>>, all: readonly (Rows | undefined)[]): void {
  const named = all.flatMap((rows = {}) => Object.values(rows).flatMap((row) => Object.entries(row)));
  const used = new Set(named.flatMap(([name, [, patch]]) => (patch ? [] : [name])));
  const unused = Object.keys(edits).find((name) => !used.has(name));
  if (unused !== undefined) throw new Error(`No row without a patch uses the edit "${unused}"`);
}

/**
 * Finds the parts of a kind, such as `string with enum without format of OpenAPI 3.1`.
 *
 * @throws Error if the kind does not exist
 */
function findBy(where: string, kinds: Readonly<Record<string, Find>>): Find {
  const [, kind = "", rest = "", version] =
    /^(.*?)((?: with(?:out)? [\w-]+)*)(?: of OpenAPI (3\.\d))?$/.exec(where) ?? [];
  const all = kinds[kind];
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
