import { callDescriptors } from "../../generated/calls.js";
import type { UpgradeSharedClusterToServerlessBody } from "../../generated/operations.js";
import { checkPath } from "../call/path-check.js";
import { AtlasInvalidRequestError } from "../errors.js";
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

/** What is found while a body is read: the locations of unknown properties, and what is not allowed. */
interface Found {
  readonly unknown: string[];
  readonly faults: AtlasInvalidRequestError[];
}

/** Checks a value and copies it. */
type Read<Value> = (value: unknown, location: string, found: Found) => Value;

const MAX_FAULTS = 10;

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
 * @throws {@link AtlasInvalidRequestError} with all that is missing or not allowed
 */
export function readServerlessBody(body: unknown): ServerlessBodyRead {
  const { value: request, unknown } = withoutFaults(readWhole(readers.readBody, body, ""));
  return { request, unknown };
}

/** All that is missing or not allowed in a body of the serverless request, with its locations. */
export function findBodyProblems(body: unknown): string[] {
  return problemsOf(readWhole(readers.readBody, body, "").faults);
}

/**
 * Reads the settings that are applied after an upgrade, and ignores the rest.
 *
 * @throws {@link AtlasInvalidRequestError} if a property has a value that is not allowed
 */
export function readFollowUpBody(body: unknown): FollowUp["request"]["body"] {
  const { value } = withoutFaults(readWhole(readers.readSettings, body, "token.afterwards.request.body"));
  const { tags, terminationProtectionEnabled } = value;
  return {
    ...(tags !== undefined && { tags }),
    ...(terminationProtectionEnabled !== undefined && { terminationProtectionEnabled }),
  };
}

function readWhole<Value>(read: Read<Value>, body: unknown, location: string): Found & { readonly value: Value } {
  const found: Found = { unknown: [], faults: [] };
  // The value is complete if there are no faults.
  const value = readPart(found, Number.POSITIVE_INFINITY, () => read(body, location, found)) as Value;
  return { ...found, value };
}

function withoutFaults<Whole extends Found>(whole: Whole): Whole {
  const [first, second] = whole.faults;
  if (first === undefined) return whole;
  if (second === undefined) throw first;
  const problems = problemsOf(whole.faults).join("; ");
  throw new AtlasInvalidRequestError(first.property, problems.slice(`${first.property} `.length));
}

function problemsOf(faults: Found["faults"]): string[] {
  const problems = faults.map(({ message }) => message.replace(/; nothing was sent$/, ""));
  return problems.length > MAX_FAULTS ? [...problems.slice(0, MAX_FAULTS), "and more"] : problems;
}

// Continues after a fault, unless there are too many.
function readPart<Value>({ faults }: Found, maxFaults: number, read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AtlasInvalidRequestError) || faults.length >= maxFaults) throw error;
    faults.push(error);
    return undefined;
  }
}

function anObject<Value extends object>(rule: string, reads: { [Key in keyof Value]: Read<Value[Key]> }): Read<Value> {
  return (value, location, found) => {
    const properties = readProperties(value, location, rule);
    for (const [key, property] of properties) {
      if (!Object.hasOwn(reads, key) && property !== undefined) found.unknown.push(join(location, key));
    }
    const known = (Object.keys(reads) as (keyof Value & string)[]).map((key) => [
      key,
      readPart(found, MAX_FAULTS, () => reads[key](properties.get(key), join(location, key), found)),
    ]);
    return Object.fromEntries(known);
  };
}

function anArray<Element>(rule: string, read: Read<Element>): Read<Element[]> {
  return (value, location, found) =>
    reading(location, () => {
      if (!Array.isArray(value)) return reject(location, value, rule);
      const isElement = (key: string | symbol) => key === "length" || (typeof key === "string" && /^\d+$/.test(key));
      for (const key of Reflect.ownKeys(value)) if (!isElement(key)) found.unknown.push(join(location, key));
      // By index, since a hole counts as a missing element.
      return Array.from({ length: value.length }, (_, index) => {
        const element = join(location, index);
        const readElement = () =>
          read(
            reading(element, () => value[index]),
            element,
            found,
          );
        return readPart(found, MAX_FAULTS, readElement) as Element;
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
  return (value, location, found) => (value === undefined ? undefined : read(value, location, found));
}
