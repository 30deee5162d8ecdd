import { STRINGS } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const knownAuthScheme = {
  description: "The `scheme` of HTTP authentication is a registered one, or one that the option `also` lists.",
  options: { also: { ...STRINGS, default: [] } },
  create: ({ also }) => ({
    SecurityScheme({ type, scheme }, { report, location }) {
      if (type !== "http" || scheme === undefined) return;
      if (REGISTERED.includes(String(scheme).toLowerCase()) || also.includes(scheme)) return;
      report({
        message: `${scheme} is not a registered scheme of HTTP authentication.`,
        location: location.child("scheme"),
      });
    },
  }),
};

// https://www.iana.org/assignments/http-authschemes
const REGISTERED = [
  "basic",
  "bearer",
  "concealed",
  "digest",
  "dpop",
  "gnap",
  "hoba",
  "mutual",
  "negotiate",
  "oauth",
  "privatetoken",
  "scram-sha-1",
  "scram-sha-256",
  "vapid",
];
