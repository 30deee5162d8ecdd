import { conjuncts, typesOf } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const arrayHasItems = {
  description: "An array declares its `items`.",
  create: () => ({
    Schema(node, { report, location, resolve }) {
      if (!typesOf(node)?.includes("array")) return;
      const parts = conjuncts({ node, location }, resolve);
      if (parts.some((part) => part.node.items !== undefined || part.node.prefixItems !== undefined)) return;
      report({ message: "An array must say what its `items` are.", location: location.child("type") });
    },
  }),
};
