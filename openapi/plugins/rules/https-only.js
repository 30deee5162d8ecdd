/** @type {import("../support/rule.js").Rule} */
export const httpsOnly = {
  description: "The URLs of servers and of OAuth flows are https, except for the local machine.",
  create: () => ({
    Server({ url }, { report, location }) {
      if (isInsecure(url)) report({ message: `${url} is not https.`, location: location.child("url") });
    },
    SecurityScheme({ flows, openIdConnectUrl }, { report, location }) {
      if (isInsecure(openIdConnectUrl)) {
        report({ message: `${openIdConnectUrl} is not https.`, location: location.child("openIdConnectUrl") });
      }
      for (const [name, flow] of Object.entries(flows ?? {})) {
        for (const property of ["tokenUrl", "authorizationUrl", "refreshUrl"]) {
          if (!isInsecure(flow?.[property])) continue;
          report({ message: `${flow[property]} is not https.`, location: location.child(["flows", name, property]) });
        }
      }
    },
  }),
};

const isInsecure = (url) =>
  /^[a-z][a-z0-9+.-]*:/i.test(String(url ?? "")) &&
  !/^https:\/\//i.test(url) &&
  !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i.test(url);
