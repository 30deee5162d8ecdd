import { at, type WrongOperator, wrong } from "./operator.js";
import {
  below,
  exampleHolder,
  isError,
  isSuccess,
  type Loose,
  requestMedia,
  resolve,
  responseMedia,
  responses,
} from "./places.js";

const ERROR = "atlas/error-body";
const EXAMPLE = "atlas/valid-example";

const errorMedia = (name: string, change: (media: Loose, document: Loose) => void): WrongOperator =>
  wrong(name, ERROR, (document) => at(responseMedia(document, isError)[0], (media) => change(media, document)));

// An object that a body has, with the example of it.
function withExample(document: Loose, media: readonly Loose[]): { schema: Loose; value: Loose } | undefined {
  for (const one of media) {
    const value = exampleHolder(document, one)?.value;
    const schema = below(document, one.schema).find(({ properties }) => properties);
    if (value && schema) return { schema, value };
  }
  return undefined;
}
const inExample = (
  name: string,
  rule: string,
  media: (document: Loose) => Loose[],
  change: (place: { schema: Loose; value: Loose }) => void,
): WrongOperator => wrong(name, rule, (document) => at(withExample(document, media(document)), change));
const answers = (document: Loose) => responseMedia(document, isSuccess);
const addMember = (member: object, value: unknown) => (place: { schema: Loose; value: Loose }) => {
  place.schema.properties.added = member;
  place.value.added = value;
};

/** Bodies, errors and examples. */
export const bodyMistakes: WrongOperator[] = [
  errorMedia("an error whose body is anything", (media) => {
    media.schema = { type: "object" };
  }),
  errorMedia("an error without a schema", (media) => {
    delete media.schema;
  }),
  errorMedia("an error object whose code is optional", (media, document) => {
    const schema = resolve(document, media.schema);
    schema.required = schema.required.filter((name: string) => name !== "errorCode");
  }),
  errorMedia("an error object whose status is a text", (media, document) => {
    resolve(document, media.schema).properties.error = { type: "string" };
  }),
  errorMedia("an error's example with another status", (media, document) => {
    const holder = exampleHolder(document, media);
    if (holder) holder.value.error = 418;
  }),
  wrong("an error of another media type", ERROR, (document) =>
    at(responses(document, isError)[0], (response) => {
      response.content = { "application/problem+json": Object.values(response.content)[0] };
    }),
  ),
  wrong("an error without a body", ERROR, (document) =>
    at(responses(document, isError)[0], (response) => {
      delete response.content;
    }),
  ),
  wrong("a media type that is none", "atlas/valid-media-type", (document) =>
    at(responses(document, isSuccess)[0], ({ content }) => {
      content["application-json"] = Object.values(content)[0];
    }),
  ),
  wrong("a 429 that doesn't say when to come again", "response-contains-header", (document) =>
    at(responses(document, (status) => status === "429")[0], (response) => {
      delete response.headers;
    }),
  ),
  wrong("a response without a description", "struct", (document) =>
    at(responses(document, isSuccess)[0], (response) => {
      delete response.description;
    }),
  ),
  wrong("a request without examples", "atlas/operation-examples", (document) =>
    at(requestMedia(document)[0], (media) => {
      delete media.examples;
    }),
  ),
  wrong("an answer without examples", "atlas/operation-examples", (document) =>
    at(answers(document)[0], (media) => {
      media.examples = {};
    }),
  ),
  wrong("the documentation's example first", "atlas/documentation-example", (document) =>
    at(requestMedia(document)[0], (media) => {
      const { documentation = Object.values(media.examples)[0], ...others } = media.examples;
      media.examples = { documentation, ...others };
    }),
  ),
  inExample(
    "a read-only member in a request's example",
    EXAMPLE,
    requestMedia,
    addMember({ type: "string", readOnly: true }, "a"),
  ),
  inExample(
    "a write-only member in an answer's example",
    EXAMPLE,
    answers,
    addMember({ type: "string", writeOnly: true }, "a"),
  ),
  inExample("an example of another type", EXAMPLE, requestMedia, addMember({ type: "boolean" }, "true")),
  inExample("an example that breaks a pattern", EXAMPLE, answers, addMember({ type: "string", pattern: "^a$" }, "b")),
  inExample(
    "an example with a date that the calendar lacks",
    EXAMPLE,
    answers,
    addMember({ type: "string", format: "date-time" }, "2025-02-30T00:00:00Z"),
  ),
  inExample(
    "an example of a value that the enum lacks",
    EXAMPLE,
    requestMedia,
    addMember({ type: "string", enum: ["A"] }, "B"),
  ),
  inExample("an example without a required member", EXAMPLE, requestMedia, ({ schema }) => {
    schema.properties.added = { type: "string" };
    schema.required = [...(schema.required ?? []), "added"];
  }),
  inExample(
    "an example with a member that nothing describes",
    "no-invalid-media-type-examples",
    requestMedia,
    ({ value }) => {
      value.undescribed = true;
    },
  ),
];
