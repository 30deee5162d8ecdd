import { conjuncts, typesOf } from "../../support/schemas.js";

/** @type {import("../../support/rule.js").Rule} */
export const arrayHasItems = {
  description: "An array declares its `items`.",
  create: () => ({
    Schema(schema, { report }) {
      if (!typesOf(schema.node)?.includes("array")) return;
      if (conjuncts(schema).some(({ node }) => node.items !== undefined || node.prefixItems !== undefined)) return;
      report(schema.child("type"), "An array must say what its `items` are.");
    },
  }),
};
