export const description =
  "No parameter or response header is one that OpenAPI ignores, since credentials and media types are described elsewhere: Authorization, Accept, Content-Type.";

export function Parameter(parameter, { report }) {
  const name = parameter.child("name");
  if (parameter.node.in !== "header" || !IGNORED.request.includes(String(name.node).toLowerCase())) return;
  report(name, `OpenAPI ignores a header parameter ${name.node}: describe it by \`security\` or \`content\`.`);
}

export function Response(response, { reportKey }) {
  for (const [name, header] of response.entries("headers")) {
    if (!IGNORED.response.includes(name.toLowerCase())) continue;
    reportKey(header, `OpenAPI ignores a response header ${name}.`);
  }
}

const IGNORED = { request: ["authorization", "accept", "content-type"], response: ["content-type"] };
