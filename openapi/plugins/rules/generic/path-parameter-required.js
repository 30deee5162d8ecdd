export const description = "A path parameter has `required: true`.";

export function Parameter(parameter, { report }) {
  const { in: location, name, required } = parameter.node;
  if (location !== "path" || required === true) return;
  const at = parameter.child(required === undefined ? "name" : "required");
  report(at, `The path parameter ${name} must have \`required: true\`.`);
}
