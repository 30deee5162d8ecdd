import { join } from "node:path";
import { isObject, readDocument } from "../../description/index.js";
import { projectRoot } from "../../support/index.js";
import { type Find, WHERE } from "./locations.js";
import { type AnyJson, type Category, type Edit, type Operator, operators } from "./operator.js";
import { only, remove } from "./parts.js";

/** What is expected of operators, and how they edit, by their names, and these by a name of {@link WHERE}. */
export type Rows = Readonly<Record<string, Readonly<Record<string, [expected: string, patch?: object | "remove"]>>>>;

/** Reads a file of operators in this folder. */
export const readRows = <Read = Rows>(name: string): Read =>
  readDocument(join(projectRoot, "scripts", "toolkit", "proof", "operators", name)).value as Read;

/**
 * Makes operators of rows.
 *
 * @param edits - by the name of a row that has no patch
 * @throws Error for a row without an edit, or with an unknown location
 */
export function writtenOperators(category: Category, rows: Rows, edits: Readonly<Record<string, Edit>>): Operator[] {
  return Object.entries(rows).flatMap(([where, named]) => {
    const [, kind = "", version] = /^(.*?)(?: of OpenAPI (3\.\d))?$/.exec(where) ?? [];
    const all: Find | undefined = Reflect.get(WHERE, kind);
    const find = version && all ? only(all, ({ document }) => document.openapi.startsWith(version)) : all;
    return Object.entries(named).flatMap(([name, [expected, patch]]) => {
      const edit = patch === "remove" ? removed : patch ? patched(patch) : edits[name];
      if (!find || !edit) throw new Error(`There is no ${find ? "edit" : "location"} for "${name}" (${where})`);
      return operators(category, find, { [expected]: { [name]: edit } });
    });
  });
}

const removed: Edit = (_, part) => remove(part);

function patched(patch: object): Edit {
  return (value) => {
    const before = JSON.stringify(value);
    merge(value, patch);
    return JSON.stringify(value) !== before;
  };
}

/** Applies a JSON Merge Patch to an object; a name with a + adds to a list, and a reference is replaced. */
function merge(target: AnyJson, patch: object): void {
  for (const [name, change] of Object.entries<AnyJson>(patch)) {
    const key = name.replace(/\+$/, "");
    if (name !== key) target[key] = [...(target[key] ?? []), ...change];
    else if (change === null) delete target[key];
    else if (!isObject(change)) target[key] = change;
    else {
      if (!isObject(target[key]) || "$ref" in target[key]) target[key] = {};
      merge(target[key], structuredClone(change));
    }
  }
}
