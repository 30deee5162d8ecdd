import { conjuncts, typesOf } from "../../support/schemas.js";

export const description = "An array declares its `items`.";

export function Schema(schema, { report }) {
  if (!typesOf(schema.node)?.includes("array")) return;
  if (conjuncts(schema).some(({ node }) => node.items !== undefined || node.prefixItems !== undefined)) return;
  report(schema.child("type"), "An array must say what its `items` are.");
}
