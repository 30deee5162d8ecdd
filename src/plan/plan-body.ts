import { callDescriptors } from "../../generated/calls.js";
import type { UpgradeSharedClusterToServerlessBody } from "../../generated/operations.js";
import { checkPath } from "../call/path-check.js";
import { join, reading, readProperties, reject } from "./read-properties.js";
import type { FollowUp } from "./upgrade-plan.js";

type ProviderSettings = UpgradeSharedClusterToServerlessBody["providerSettings"];

/** A checked copy of a serverless request, with its known properties only. */
export type ServerlessRequest = ReturnType<typeof readers.readBody>;

/** The result of {@link readServerlessBody}. */
export interface ServerlessBodyRead {
  readonly request: ServerlessRequest;
  /** The locations of properties that are unknown or read-only. */
  readonly unknown: readonly string[];
}

/** Checks a value and copies it. The locations of unknown properties are added to `unknown`. */
type Read<Value> = (value: unknown, location: string, unknown: string[]) => Value;

// The description's constraints on the request body, which the operation's metadata lacks.
const CLOUDS = ["AWS", "AZURE", "GCP"] as const satisfies readonly ProviderSettings["backingProviderName"][];
// A pure call, which a bundler can drop.
const readers = /* @__PURE__ */ makeReaders();

function makeReaders() {
  const tag = anObject("an object with a key and a value", { key: aString(255), value: aString(255) });
  const settings = {
    tags: optional(anArray("an array of objects with a key and a value", tag)),
    terminationProtectionEnabled: optional(aBoolean),
  };
  const readBody = anObject("the body of upgradeSharedClusterToServerless, an object", {
    name: aClusterName,
    providerSettings: anObject("an object with backingProviderName and regionName", {
      backingProviderName: oneOf(CLOUDS),
      regionName: aString(),
      providerName: optional(oneOf(["SERVERLESS"])),
    }),
    serverlessBackupOptions: optional(
      anObject("an object with serverlessContinuousBackupEnabled", {
        serverlessContinuousBackupEnabled: optional(aBoolean),
      }),
    ),
    ...settings,
  });
  const readSettings = anObject("the body of updateFlexCluster, an object", settings);
  return { readBody, readSettings };
}

/**
 * Reads a body of the serverless request.
 *
 * @throws {@link AtlasInvalidRequestError} if a property is missing or has a value that is not allowed
 */
export function readServerlessBody(body: unknown): ServerlessBodyRead {
  const unknown: string[] = [];
  return { request: readers.readBody(body, "", unknown), unknown };
}

/**
 * Reads the settings that are applied after an upgrade, and ignores the rest.
 *
 * @throws {@link AtlasInvalidRequestError} if a property has a value that is not allowed
 */
export function readFollowUpBody(body: unknown): FollowUp["request"]["body"] {
  const { tags, terminationProtectionEnabled } = readers.readSettings(body, "token.afterwards.request.body", []);
  return {
    ...(tags !== undefined && { tags }),
    ...(terminationProtectionEnabled !== undefined && { terminationProtectionEnabled }),
  };
}

function anObject<Value extends object>(rule: string, reads: { [Key in keyof Value]: Read<Value[Key]> }): Read<Value> {
  return (value, location, unknown) => {
    const properties = readProperties(value, location, rule);
    for (const [key, property] of properties) {
      if (!Object.hasOwn(reads, key) && property !== undefined) unknown.push(join(location, key));
    }
    const known = (Object.keys(reads) as (keyof Value & string)[]).map((key) => [
      key,
      reads[key](properties.get(key), join(location, key), unknown),
    ]);
    return Object.fromEntries(known);
  };
}

function anArray<Element>(rule: string, read: Read<Element>): Read<Element[]> {
  return (value, location, unknown) =>
    reading(location, () => {
      if (!Array.isArray(value)) return reject(location, value, rule);
      const isElement = (key: string | symbol) => key === "length" || (typeof key === "string" && /^\d+$/.test(key));
      for (const key of Reflect.ownKeys(value)) if (!isElement(key)) unknown.push(join(location, key));
      // By index, since a hole counts as a missing element.
      return Array.from({ length: value.length }, (_, index) => {
        const element = join(location, index);
        return read(
          reading(element, () => value[index]),
          element,
          unknown,
        );
      });
    });
}

function aString(maxLength = Number.POSITIVE_INFINITY): Read<string> {
  const rule = maxLength === Number.POSITIVE_INFINITY ? "a string" : `a string of 1 to ${maxLength} characters`;
  return (value, location) => {
    if (typeof value !== "string" || value === "") return reject(location, value, rule);
    if (/\p{Surrogate}/u.test(value)) return reject(location, value, `${rule} without an unpaired surrogate`);
    return [...value].length > maxLength ? reject(location, value, rule) : value;
  };
}

// Later calls have the name in their path, which is stricter than the body.
function aClusterName(value: unknown, location: string): string {
  if (typeof value !== "string" || value === "") return reject(location, value, "the name of the cluster to upgrade");
  checkPath("{name}", { name: value }, callDescriptors.getFlexCluster);
  return value;
}

function aBoolean(value: unknown, location: string): boolean {
  return typeof value === "boolean" ? value : reject(location, value, "true or false");
}

function oneOf<Value extends string>(values: readonly Value[]): Read<Value> {
  const rule = values.join(", ").replace(/, (\w+)$/, " or $1");
  return (value, location) => values.find((candidate) => candidate === value) ?? reject(location, value, rule);
}

function optional<Value>(read: Read<Value>): Read<Value | undefined> {
  return (value, location, unknown) => (value === undefined ? undefined : read(value, location, unknown));
}
