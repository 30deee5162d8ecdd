import { type Edit, type Operator, operators, type Part } from "./operator.js";
import { isError, isSuccess, only, partsOf, remove, rename, SIDES } from "./parts.js";

const SCHEMA = { schema: { type: "string" } };

const responsesWith = (fits: (status: string) => boolean) => only(partsOf("response"), ({ key }) => fits(key));
const mediaTypesWith = (fits: (status: string) => boolean) =>
  only(partsOf("mediaType", "response"), ({ above }) => fits(above?.above?.key ?? ""));
/** Adds something beside a part. */
const addBeside = ({ holder }: Part, name: string, value: unknown): true => {
  holder[name] = value;
  return true;
};
const bodyAdded =
  (required: object): Edit =>
  (operation, { key }) =>
    key !== "get" &&
    !("requestBody" in operation) && {
      requestBody: { ...required, content: { "application/json": { schema: { type: "object" } } } },
    };

/** Whether no other response stands for a status that is gone. */
const isAlone = ({ holder, key }: Part) => !("default" in holder) && (!(`${key[0]}XX` in holder) || key.endsWith("XX"));
const withoutOthers: Edit = (_, part) => isAlone(part) && remove(part);
const sunset =
  (isPassed: boolean): Edit =>
  (media, part) =>
    "x-sunset" in media && Date.parse(media["x-sunset"]) < Date.now() === isPassed && remove(part);
const headerAdded =
  (required: boolean): Edit =>
  ({ headers }) => ({ headers: { ...headers, "X-Added": { required, ...SCHEMA } } });

/** Changes of request bodies and responses as a whole. */
export const bodyChanges: Operator[] = [
  ...SIDES.flatMap((side) =>
    operators(side, partsOf("mediaType", side), {
      compatible: { "media type added": (_, part) => addBeside(part, "application/x-another", SCHEMA) },
      breaking: {
        "media type removed": (_, part) => Object.keys(part.holder).length > 1 && remove(part),
        "media type renamed": (_, part) => rename(part, "application/vnd.other+json"),
        "schema replaced": { schema: { type: "boolean" } },
      },
    }),
  ),
  ...operators("request", partsOf("requestBody"), {
    breaking: {
      "body removed": (_, part) => remove(part),
      "body became required": { required: true },
    },
    compatible: { "body became optional": (body) => body.required && { required: undefined } },
  }),
  ...operators("request", partsOf("encoding", "request"), {
    breaking: { "encoding of a part changed": { contentType: "image/tiff" } },
  }),
  ...operators("request", partsOf("operation"), {
    breaking: { "required body added": bodyAdded({ required: true }) },
    compatible: { "optional body added": bodyAdded({}) },
  }),
  ...operators("response", responsesWith(isSuccess), {
    breaking: {
      "success removed": withoutOthers,
      "success status changed": (_, part) => isAlone(part) && rename(part, "206"),
      "content removed": { content: undefined },
    },
    dangerous: {
      "success added": (found, part) => isAlone(part) && addBeside(part, "206", found),
      "link removed": { links: undefined },
    },
    compatible: {
      "error added": (_, part) => addBeside(part, "418", { description: "A teapot" }),
      "content added": (_, { key }) =>
        key === "204" && { content: { "application/json": { schema: { type: "object" } } } },
      "required header added": headerAdded(true),
      "optional header added": headerAdded(false),
    },
  }),
  ...operators("response", responsesWith(isError), { breaking: { "error removed": withoutOthers } }),
  ...operators("response", partsOf("response"), {
    breaking: {
      "default response removed": (_, part) => part.key === "default" && remove(part),
      "range removed": (_, part) => /^[45]XX$/.test(part.key) && isAlone(part) && remove(part),
    },
  }),
  ...operators("response", mediaTypesWith(isSuccess), {
    compatible: { "media type removed after its sunset": sunset(true) },
    breaking: { "media type removed before its sunset": sunset(false) },
  }),
  ...operators("response", mediaTypesWith(isError), { breaking: { "error's schema changed": SCHEMA } }),
  ...operators("response", partsOf("header"), {
    breaking: {
      "header removed": (_, part) => remove(part),
      "header renamed": (_, part) => rename(part, `${part.key}-Renamed`),
      "header became optional": (header) => header.required && { required: undefined },
      "header's type changed": { schema: { type: "array", items: { type: "string" } } },
      "header's schema removed": { schema: undefined },
    },
    compatible: { "header became required": { required: true } },
  }),
];
