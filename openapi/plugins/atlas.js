/** Rules of this description that Redocly has none for. Each has a fixture that fails and one that passes. */
export default function atlas() {
  return { id: "atlas", rules: { oas3: { "deprecation-successors": DeprecationSuccessors } } };
}

// A deprecated operation says what to call instead: an operation of the description, or, where there is nothing to
// call or it is described elsewhere, a note that says so.
function DeprecationSuccessors() {
  const operationIds = new Set();
  const named = [];
  return {
    Root: {
      leave(_root, { report }) {
        for (const { operationId, location } of named) {
          if (operationIds.has(operationId)) continue;
          report({ message: `The successor ${operationId} is no operation of this description.`, location });
        }
      },
    },
    Operation: {
      enter(operation, { report, location }) {
        operationIds.add(operation.operationId);
        if (!operation.deprecated) return;
        const successors = operation["x-deprecation"]?.successors ?? [];
        if (successors.length === 0) {
          report({
            message: "A deprecated operation must name its successors in `x-deprecation`.",
            location: location.child("deprecated"),
          });
        }
        for (const [index, { operationId, note }] of successors.entries()) {
          const place = location.child(["x-deprecation", "successors", index]);
          if (operationId) named.push({ operationId, location: place.child("operationId") });
          else if (!note) report({ message: "A successor needs an `operationId` or a `note`.", location: place });
        }
      },
    },
  };
}
