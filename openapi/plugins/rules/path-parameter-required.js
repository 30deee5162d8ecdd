/** @type {import("../support/rule.js").Rule} */
export const pathParameterRequired = {
  description: "A path parameter has `required: true`.",
  create: () => ({
    Parameter(node, { report, location }) {
      if (node.in !== "path" || node.required === true) return;
      const at = node.required === undefined ? location.child("name") : location.child("required");
      report({ message: `The path parameter ${node.name} must have \`required: true\`.`, location: at });
    },
  }),
};
