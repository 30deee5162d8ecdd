import { type AtlasOperations, operationDescriptors } from "../../generated/operations.js";
import { matchOperation } from "../call/find-operation.js";
import type { CallDescriptor } from "../operation.js";
import { type Fault, findFaults, isDay } from "./check-value.js";
import { contract } from "./contract.js";

/** How a request violates the contract, and how Atlas rejects it. */
export interface Violation {
  readonly status: 400 | 404 | 405 | 406 | 415;
  readonly errorCode: string;
  /** What is wrong and where, such as `request.body.name is missing`. */
  readonly message: string;
}

/** The operation that a request is for. */
export interface Route {
  readonly operationId: keyof AtlasOperations;
  readonly descriptor: CallDescriptor;
  /** The path's parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
}

const operations: readonly CallDescriptor[] = Object.values(operationDescriptors);
const JSON_TYPE = /[/+]json$/;
const DATED_TYPE = /^application\/vnd\.atlas\.(.+)\+json$/;
// Atlas resolves a date to the newest version up to it. For this operation, a newer version rejects upgrades to
// dedicated.
const AS_DESCRIBED: ReadonlySet<string> = new Set<keyof AtlasOperations>(["upgradeSharedCluster"]);

/** Finds the operation of a request. */
export function findRoute(method: string, { pathname }: URL): Route | Violation {
  const descriptor = matchOperation(operations, method, pathname);
  if (!descriptor) {
    const allowed = operations.filter((other) => matchOperation([other], other.method, pathname));
    if (allowed.length > 0) {
      const methods = allowed.map((other) => other.method).join(", ");
      return reject(405, "METHOD_NOT_ALLOWED", `request.method must be ${methods}, not ${method}`);
    }
    return reject(404, "RESOURCE_NOT_FOUND", `request.path ${pathname} is not a path of the description`);
  }
  const values = pathname.split("/");
  const path = descriptor.path.split("/").flatMap((part, index) => {
    const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
    return name === undefined ? [] : [[name, decode(values[index] ?? "")]];
  });
  return {
    operationId: descriptor.operationId as keyof AtlasOperations,
    descriptor,
    path: Object.fromEntries(path) as Record<string, string>,
  };
}

/**
 * Checks a request's media types and parameters. The description has one version of each operation. A later date is
 * resolved to it, as Atlas does; an earlier one is rejected, even if Atlas still has that version.
 */
export function checkHead({ operationId, descriptor, path }: Route, url: URL, headers: Headers): Violation | undefined {
  const { responses, requestBody } = descriptor;
  const accept = headers.get("Accept") ?? "*/*";
  const successes = Object.entries(responses).flatMap(([status, types]) => (status.startsWith("2") ? types : []));
  const isExact = AS_DESCRIBED.has(operationId);
  const toText = (types: readonly string[]) =>
    types.join(" or ") + (!isExact && types.some((type) => DATED_TYPE.test(type)) ? " (or a later date)" : "");
  if (!successes.some((type) => accepts(accept, type, isExact))) {
    return reject(406, "NOT_ACCEPTABLE", `request.header.Accept must name ${toText(successes)}, not ${accept}`);
  }
  const contentType = headers.get("Content-Type");
  if (requestBody && !requestBody.mediaTypes.some((type) => isType(mediaType(contentType), type, isExact))) {
    const allowed = toText(requestBody.mediaTypes);
    const found = contentType ?? "missing";
    return reject(415, "UNSUPPORTED_MEDIA_TYPE", `request.header.Content-Type must be ${allowed}, not ${found}`);
  }
  const { parameters = [] } = contract.operations[operationId] ?? {};
  const textsOf = (location: string, name: string): string[] => {
    if (location === "path") return [path[name] ?? ""];
    return location === "query" ? url.searchParams.getAll(name) : [headers.get(name) ?? []].flat();
  };
  const faults = parameters.flatMap(({ in: location, name, required, schema }) => {
    const at = `request.${location}.${name}`;
    const [text, ...more] = textsOf(location, name);
    if (text === undefined) return required ? [`${at} is missing`] : [];
    if (more.length > 0) return [`${at} is there more than once`];
    const value = schema.type === "boolean" ? toBoolean(text) : text;
    return findFaults(value, schema, at, contract.schemas).map(toMessage);
  });
  const names = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const unknown = [...url.searchParams.keys()].filter((name) => !names.includes(name));
  const [fault] = [...faults, ...unknown.map((name) => `request.query.${name} is not a parameter of ${operationId}`)];
  if (fault === undefined && url.searchParams.get("envelope") === "true") {
    return reject(400, "VALIDATION_ERROR", "request.query.envelope is true, and the emulator wraps no responses");
  }
  return fault === undefined ? undefined : reject(400, "VALIDATION_ERROR", fault);
}

/** Reads a request's body, or returns its violation. */
export function readBody({ operationId, descriptor }: Route, text: string): { body: unknown } | Violation {
  const invalid = (message: string) => reject(400, "VALIDATION_ERROR", message);
  if (!descriptor.requestBody) {
    return text === "" ? { body: undefined } : invalid(`request.body is there, and ${operationId} takes none`);
  }
  if (text === "") return descriptor.requestBody.required ? invalid("request.body is missing") : { body: undefined };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return invalid(`request.body is not JSON: ${(error as Error).message}`);
  }
  const [type = ""] = descriptor.requestBody.mediaTypes;
  const faults = findFaults(
    body,
    contract.operations[operationId]?.requestBody?.[type] ?? {},
    "request.body",
    contract.schemas,
  );
  return faults.length === 0 ? { body } : invalid(faults.map(toMessage).join("; "));
}

/** Whether a result is a violation. */
export function isViolation(found: object): found is Violation {
  return "errorCode" in found;
}

function toMessage({ location, problem }: Fault): string {
  return `${location} ${problem}`;
}

function reject(status: Violation["status"], errorCode: string, message: string): Violation {
  return { status, errorCode, message };
}

function mediaType(header: string | null): string {
  const [type = "", ...parameters] = (header ?? "").split(";").map((part) => part.trim().toLowerCase());
  const kept = parameters.filter((parameter) => !/^charset="?utf-8"?$/.test(parameter));
  return [type, ...kept].join(";");
}

// A media range does not name a version, which Atlas requires for versioned operations.
function accepts(accept: string, type: string, isExact: boolean): boolean {
  return accept.split(",").some((entry) => {
    const [range = "", quality = ""] = entry.split(/;\s*(?=q=)/);
    const isRange = /^(?:\*\/\*|application\/\*)$/.test(range.trim());
    if (/^q=0(?:\.0*)?$/.test(quality.trim())) return false;
    return isType(mediaType(range), type, isExact) || (isRange && !(type.includes("vnd.") && JSON_TYPE.test(type)));
  });
}

function isType(found: string, type: string, isExact: boolean): boolean {
  if (found === type) return true;
  const [, foundDate = ""] = DATED_TYPE.exec(found) ?? [];
  const [, date = ""] = DATED_TYPE.exec(type) ?? [];
  return !isExact && date !== "" && isDay(foundDate) && foundDate > date;
}

function toBoolean(text: string): boolean | string {
  return text === "true" || text === "false" ? text === "true" : text;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
