export const description = "The URLs of servers and of OAuth flows are https, except for the local machine.";

export const Server = (server, context) => check(server.child("url"), context);

export function SecurityScheme(scheme, context) {
  check(scheme.child("openIdConnectUrl"), context);
  for (const [, flow] of scheme.entries("flows")) {
    for (const property of ["tokenUrl", "authorizationUrl", "refreshUrl"]) check(flow.child(property), context);
  }
}

function check(located, { report }) {
  if (isInsecure(located.node)) report(located, `${located.node} is not https.`);
}

const isInsecure = (url) =>
  /^[a-z][a-z0-9+.-]*:/i.test(String(url ?? "")) &&
  !/^https:\/\//i.test(url) &&
  !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i.test(url);
