import { expect, test } from "@jest/globals";
import { AtlasConfigurationError } from "../errors.js";
import { checkBaseUrl } from "./base-url.js";

test.each([
  ["https://cloud.mongodb.com", "https://cloud.mongodb.com"],
  ["https://cloud.mongodb.com/", "https://cloud.mongodb.com"],
  ["https://gateway.example/atlas//", "https://gateway.example/atlas"],
  ["https://gateway.example/api/atlas-eu", "https://gateway.example/api/atlas-eu"],
  ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
  ["http://127.200.3.4:4010", "http://127.200.3.4:4010"],
  ["http://localhost:4010/", "http://localhost:4010"],
  ["http://[::1]:4010", "http://[::1]:4010"],
])("takes %s", (baseUrl, checked) => {
  expect(checkBaseUrl(baseUrl)).toBe(checked);
});

test.each([
  ["http://cloud.mongodb.com", "must be https:"],
  ["http://127.0.0.1.example.com", "must be https:"],
  ["http://localhost.example.com", "must be https:"],
  ["ftp://127.0.0.1", "must be https:"],
  ["https://key:secret@cloud.mongodb.com", "user or a password"],
  ["https://:secret@cloud.mongodb.com", "user or a password"],
  ["https://cloud.mongodb.com?x=1", "query or a fragment"],
  ["https://cloud.mongodb.com/#", "query or a fragment"],
  ["https://cloud.mongodb.com/api/atlas/v2", "must not include /api/atlas"],
  ["https://gateway.example/proxy/api/atlas/", "must not include /api/atlas"],
  ["cloud.mongodb.com", "not an absolute URL"],
  ["", "not an absolute URL"],
])("rejects %s, without repeating it", (baseUrl, problem) => {
  const check = () => checkBaseUrl(baseUrl);
  expect(check).toThrow(AtlasConfigurationError);
  expect(check).toThrow(problem);
  expect(check).not.toThrow(/secret/);
});
