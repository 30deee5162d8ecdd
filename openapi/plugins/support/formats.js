const STRING = [
  "base64url binary byte char commonmark date date-time date-time-local duration email hostname html http-date",
  "idn-email idn-hostname ipv4 ipv4-cidr ipv6 ipv6-cidr iri iri-reference json-pointer language media-range password",
  "regex relative-json-pointer sf-binary sf-boolean sf-string sf-token time time-local uri uri-reference uri-template uuid",
];
const NUMBER = ["double double-int float int8 int16 int32 sf-decimal sf-integer uint8 uint16 uint32"];
const EITHER = ["decimal decimal128 int64 uint64 unixtime"];

/**
 * The formats of OpenAPI's registry, which has those of JSON Schema as well, with the types that each applies to.
 *
 * @see https://spec.openapis.org/registry/format/
 */
export const FORMATS = new Map(
  [
    [STRING, ["string"]],
    [NUMBER, ["number"]],
    [EITHER, ["number", "string"]],
  ].flatMap(([lines, types]) => lines.flatMap((line) => line.split(" ")).map((format) => [format, types])),
);
