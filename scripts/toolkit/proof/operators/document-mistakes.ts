import { type AnyJson, type Operator, operators } from "./operator.js";
import { partsIn, wholeDocument } from "./parts.js";

const flows = (document: AnyJson) =>
  partsIn(document, document.components?.securitySchemes).flatMap(({ value }) => partsIn(document, value.flows));
const inComponents = (section: string, more: object) => (document: AnyJson) => ({
  components: { ...document.components, [section]: { ...document.components[section], ...more } },
});

/** What is wrong with a description as a whole. */
export const documentMistakes: Operator[] = [
  ...operators("mistake", (document) => partsIn(document, document.servers), {
    "atlas/https-only": { "a server without TLS": ({ url }) => ({ url: url.replace("https:", "http:") }) },
    "no-server-trailing-slash": { "a server with a slash at its end": ({ url }) => ({ url: `${url}/` }) },
    "no-server-example.com": { "a server of an example": { url: "https://example.com" } },
    "no-undefined-server-variable": {
      "a server variable that is not described": { url: "https://{region}.mongodb.com" },
    },
  }),
  ...operators("mistake", ({ info }) => partsIn(info, { info }), {
    "info-license": { "no license": { license: undefined } },
    "info-contact": { "no contact": { contact: undefined } },
    struct: { "no version": { version: undefined } },
    "no-unsafe-markdown": { "markup in a text that would run": { description: "<script>alert(1)</script>" } },
  }),
  ...operators("mistake", (document) => partsIn(document, document.tags), {
    "no-duplicated-tag-names": { "a tag twice": (tag, { holder }) => holder.push({ ...tag }) },
    "tag-description": { "a tag without a description": { description: undefined } },
  }),
  ...operators("mistake", flows, {
    "atlas/https-only": {
      "a token endpoint without TLS": ({ tokenUrl }) => ({ tokenUrl: tokenUrl.replace("https:", "http:") }),
    },
    struct: { "a flow without its token endpoint": { tokenUrl: undefined } },
  }),
  ...operators("mistake", wholeDocument, {
    "no-unused-components": {
      "a component that nothing uses": inComponents("schemas", { Unused: { type: "object", description: "Nothing." } }),
    },
    "spec-components-invalid-map-name": {
      "a component with a name that can't be referred to": inComponents("schemas", {
        "Not a name": { type: "object" },
      }),
    },
    "atlas/known-auth-scheme": {
      "a misspelt scheme of HTTP authentication": inComponents("securitySchemes", {
        Misspelt: { type: "http", scheme: "digset" },
      }),
    },
    "security-scopes-defined": {
      "a scope that the scheme lacks": ({ components }) => {
        const [name] = Object.entries<AnyJson>(components.securitySchemes).find(([, one]) => one.flows) ?? [];
        return name && { security: [{ [name]: ["nowhere"] }] };
      },
    },
    "no-empty-servers": { "no server": { servers: undefined } },
    "atlas/operation-secured": {
      "a description open to anyone": ({ security }) => ({ security: [...security, {}] }),
    },
  }),
];
