import { at, type WrongOperator, wrong } from "./operator.js";
import { type Loose, schemas } from "./places.js";

const set = (name: string, rule: string, change: (document: Loose) => void): WrongOperator =>
  wrong(name, rule, (document) => at(document, change));

/** What is wrong with the description as a whole. */
export const documentMistakes: WrongOperator[] = [
  set("a server without TLS", "atlas/https-only", ({ servers }) => {
    servers[0].url = servers[0].url.replace("https:", "http:");
  }),
  set("a server with a slash at its end", "no-server-trailing-slash", ({ servers }) => {
    servers[0].url += "/";
  }),
  set("a server of an example", "no-server-example.com", ({ servers }) => {
    servers[0].url = "https://example.com";
  }),
  set("a server variable that is not described", "no-undefined-server-variable", ({ servers }) => {
    servers[0].url = "https://{region}.mongodb.com";
  }),
  set("no server", "no-empty-servers", (document) => {
    delete document.servers;
  }),
  set("no license", "info-license", ({ info }) => {
    delete info.license;
  }),
  set("no contact", "info-contact", ({ info }) => {
    delete info.contact;
  }),
  set("no version", "struct", ({ info }) => {
    delete info.version;
  }),
  set("a tag twice", "no-duplicated-tag-names", ({ tags }) => {
    tags.push(structuredClone(tags[0]));
  }),
  set("a tag without a description", "tag-description", ({ tags }) => {
    delete tags[0].description;
  }),
  set("a component that nothing uses", "no-unused-components", ({ components }) => {
    components.schemas.Unused = { type: "object", description: "Nothing." };
  }),
  set("a component with a name that can't be referred to", "spec-components-invalid-map-name", ({ components }) => {
    components.schemas["Not a name"] = { type: "object" };
  }),
  set("markup in a text that would run", "no-unsafe-markdown", ({ info }) => {
    info.description = "<script>alert(1)</script>";
  }),
  set("a description open to anyone", "atlas/operation-secured", (document) => {
    document.security = [...document.security, {}];
  }),
  wrong("a token endpoint without TLS", "atlas/https-only", (document) => {
    const schemes = Object.values<Loose>(document.components?.securitySchemes ?? {});
    return at(schemes.find(({ flows }) => flows)?.flows, (flows) => {
      const [flow] = Object.values<Loose>(flows);
      flow.tokenUrl = flow.tokenUrl.replace("https:", "http:");
    });
  }),
  set("a misspelt scheme of HTTP authentication", "atlas/known-auth-scheme", ({ components }) => {
    components.securitySchemes.Misspelt = { type: "http", scheme: "digset" };
  }),
  wrong("a flow without its token endpoint", "struct", (document) => {
    const schemes = Object.values<Loose>(document.components?.securitySchemes ?? {});
    return at(schemes.find(({ flows }) => flows)?.flows, (flows) => {
      delete Object.values<Loose>(flows)[0].tokenUrl;
    });
  }),
  wrong("a chosen part that isn't marked", "atlas/chosen-part", (document) =>
    at(
      schemas(document).find((schema) => schema["x-chosen-part"]),
      (schema) => {
        delete schema["x-chosen-part"];
      },
    ),
  ),
  wrong("a mark of a chosen part that the text doesn't have", "atlas/chosen-part", (document) =>
    at(
      schemas(document).find((schema) => schema.type === "object" && !schema["x-chosen-part"]),
      (schema) => {
        schema["x-chosen-part"] = true;
      },
    ),
  ),
];
