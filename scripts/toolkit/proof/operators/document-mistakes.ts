import { drop, set } from "./edits.js";
import { mistakes } from "./mistake.js";
import type { AnyJson, Operator } from "./operator.js";

const flowsOf = ({ components }: AnyJson) =>
  Object.values<AnyJson>(components?.securitySchemes ?? {}).find(({ flows }) => flows)?.flows;

/** What is wrong with a description as a whole. */
export const documentMistakes: Operator[] = [
  ...mistakes(({ servers }) => servers?.[0], {
    "atlas/https-only": {
      "a server without TLS": (server) => set(server, { url: server.url.replace("https:", "http:") }),
    },
    "no-server-trailing-slash": {
      "a server with a slash at its end": (server) => set(server, { url: `${server.url}/` }),
    },
    "no-server-example.com": { "a server of an example": { url: "https://example.com" } },
    "no-undefined-server-variable": {
      "a server variable that is not described": { url: "https://{region}.mongodb.com" },
    },
  }),
  ...mistakes(({ info }) => info, {
    "info-license": { "no license": (info) => drop(info, "license") },
    "info-contact": { "no contact": (info) => drop(info, "contact") },
    struct: { "no version": (info) => drop(info, "version") },
    "no-unsafe-markdown": { "markup in a text that would run": { description: "<script>alert(1)</script>" } },
  }),
  ...mistakes(({ tags }) => tags, {
    "no-duplicated-tag-names": { "a tag twice": (tags) => tags.push(structuredClone(tags[0])) },
    "tag-description": { "a tag without a description": ([first]) => drop(first, "description") },
  }),
  ...mistakes(({ components }) => components, {
    "no-unused-components": {
      "a component that nothing uses": ({ schemas }) =>
        set(schemas, { Unused: { type: "object", description: "Nothing." } }),
    },
    "spec-components-invalid-map-name": {
      "a component with a name that can't be referred to": ({ schemas }) =>
        set(schemas, { "Not a name": { type: "object" } }),
    },
    "atlas/known-auth-scheme": {
      "a misspelt scheme of HTTP authentication": ({ securitySchemes }) =>
        set(securitySchemes, { Misspelt: { type: "http", scheme: "digset" } }),
    },
    "security-scopes-defined": {
      "a scope that the scheme lacks": ({ securitySchemes }, document) => {
        const [name] = Object.entries<AnyJson>(securitySchemes).find(([, { type }]) => type === "oauth2") ?? [];
        return name !== undefined && set(document, { security: [{ [name]: ["nowhere"] }] });
      },
    },
  }),
  ...mistakes(flowsOf, {
    "atlas/https-only": {
      "a token endpoint without TLS": (flows) => {
        const [flow] = Object.values<AnyJson>(flows);
        return set(flow, { tokenUrl: flow.tokenUrl.replace("https:", "http:") });
      },
    },
    struct: { "a flow without its token endpoint": (flows) => drop(Object.values(flows)[0], "tokenUrl") },
  }),
  ...mistakes((document) => document, {
    "no-empty-servers": { "no server": (document) => drop(document, "servers") },
    "atlas/operation-secured": { "a description open to anyone": ({ security }) => security.push({}) },
  }),
];
