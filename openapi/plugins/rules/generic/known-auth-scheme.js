import { STRINGS } from "../../support/rule.js";

export const description =
  "The `scheme` of HTTP authentication is a registered one, or one that the option `also` lists.";
export const options = { also: { ...STRINGS, default: [] } };

export function SecurityScheme(security, { report, options: { also } }) {
  const { type, scheme } = security.node;
  if (type !== "http" || scheme === undefined) return;
  if (REGISTERED.includes(String(scheme).toLowerCase()) || also.includes(scheme)) return;
  report(security.child("scheme"), `${scheme} is not a registered scheme of HTTP authentication.`);
}

// https://www.iana.org/assignments/http-authschemes
const REGISTERED = [
  "basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "oauth", "privatetoken",
  "scram-sha-1", "scram-sha-256", "vapid",
]; // biome-ignore format: a list of words
