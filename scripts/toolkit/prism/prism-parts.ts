import { createRequire } from "node:module";
import { type createInstance, getHttpOperationsFromSpec, type IHttpRequest } from "@stoplight/prism-http";
import type { AnySchema } from "ajv";
import { isObject, type JsonObject } from "../description/index.js";
import { literal } from "../judge/index.js";
import { InputError } from "../support/index.js";
import { type MockLimit, partOf, type Serve } from "./prism-description.js";
import { type PrismOperation, uncheckedBy } from "./prism-limits.js";

// Prism's own instances of Ajv are out of reach, and keep each schema that they compile for as long as the process lives.
const { default: Ajv } = createRequire(import.meta.url)("ajv/dist/core.js") as typeof import("ajv/dist/core.js");
type Scope = InstanceType<typeof Ajv>["scope"];
type ScopeClass = new (options: Scope["opts"]) => Scope;
const { compile } = Ajv.prototype;
Ajv.prototype.compile = function (this: InstanceType<typeof Ajv>, schema: AnySchema, meta?: boolean) {
  const validate = compile.call(this, schema, meta);
  if (typeof schema === "object" && !("$id" in schema)) this.removeSchema(schema);
  // What the code of a schema has taken from here it holds by itself, and the next schema makes names of its own.
  const { scope } = this;
  Object.assign(this, { scope: new (scope.constructor as ScopeClass)({ ...scope.opts, scope: {} }) });
  return validate;
} as typeof compile;

type PrismLogger = Parameters<typeof createInstance>[1]["logger"];

/** A description's operations, read for Prism as they are asked for. */
export interface PrismOperations {
  /** Those whose path a request's can be. Prism looks at all that it is given for each request. */
  of(pathname: string): Promise<PrismOperation[]>;
  /** What Prism can't check or do of an operation, by its key. */
  limitsOf(key: string): Promise<MockLimit[]>;
}

// Prism takes as long to read a path as to handle a hundred requests, and one path is asked for many times in a row.
const MOST_KEPT = 16;

/**
 * Reads a description for Prism, path by path.
 *
 * @param serve - changes each operation before Prism reads it
 * @default serve - leaves it as it is
 * @throws Error if the description has no operations
 */
export function readPrismOperations(
  description: JsonObject,
  serve: Serve = (_, operation) => ({ operation, limits: [] }),
): PrismOperations {
  const templates = Object.keys(isObject(description.paths) ? description.paths : {});
  if (templates.length === 0) throw new InputError("The description has no operations.");
  const patterns = templates.map((template) => {
    const parts = template.split(/\{[^{}]+\}/).map(literal);
    return { template, pattern: new RegExp(`^${parts.join("[^/]+")}$`) };
  });
  const kept = new Map<string, ReturnType<typeof read>>();

  const read = async (paths: readonly string[]) => {
    const { part, limits } = partOf(description, paths, serve);
    const all = await getHttpOperationsFromSpec(part).catch((error: Error) => {
      throw new InputError(`Prism can't read ${paths.join(", ")}: ${error.message}`);
    });
    // A reference may lead into another path, which then is read in part.
    const operations = all.filter(({ path }) => paths.includes(path));
    for (const operation of operations) {
      const key = `${operation.method.toUpperCase()} ${operation.path}`;
      limits.set(key, [...(limits.get(key) ?? []), ...uncheckedBy(operation)]);
    }
    return { operations, limits };
  };
  const readOnce = (paths: readonly string[]) => {
    const name = paths.join("\n");
    const known = kept.get(name) ?? read(paths);
    // Of what is kept, the one that was asked for last comes last.
    kept.delete(name);
    kept.set(name, known);
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    return known;
  };
  const templatesOf = (pathname: string) =>
    patterns.filter(({ pattern }) => pattern.test(pathname)).map(({ template }) => template);
  return {
    of: async (pathname) => {
      const paths = templatesOf(pathname);
      return paths.length === 0 ? [] : (await readOnce(paths)).operations;
    },
    limitsOf: async (key) => {
      const [method = "", wanted = ""] = key.split(" ");
      // What a variable of a path is called makes no difference.
      const shape = (text: string) => text.replace(/\{[^{}]*\}/g, "{}");
      const template = templates.find((candidate) => shape(candidate) === shape(wanted));
      return template === undefined ? [] : ((await readOnce([template])).limits.get(`${method} ${template}`) ?? []);
    },
  };
}

/** A request as Prism takes it, its body as text: Prism wants JSON read already. */
export async function toPrismRequest(url: string, init: RequestInit): Promise<IHttpRequest & { body: string | null }> {
  const { pathname, searchParams } = new URL(url);
  const text = init.body === undefined || init.body === null ? "" : await new Response(init.body).text();
  return {
    method: String(init.method).toLowerCase() as IHttpRequest["method"],
    url: {
      path: pathname,
      query: Object.fromEntries([...searchParams.keys()].map((name) => [name, oneOrAll(searchParams.getAll(name))])),
    },
    headers: Object.fromEntries(new Headers(init.headers)),
    body: text === "" ? null : text,
  };
}

/** Whether Prism takes the body of a content type for JSON. */
export function isPrismJson(contentType: string | null | undefined): boolean {
  return /[/+]json\b/.test(contentType ?? "");
}

/** Prism takes a pino logger, and says nothing that is not in its responses. */
export function silentLogger(): PrismLogger {
  const levels = ["trace", "debug", "info", "warn", "error", "fatal", "success"];
  const logger: Record<string, unknown> = Object.fromEntries(levels.map((level) => [level, () => {}]));
  logger.child = () => logger;
  return logger as unknown as PrismLogger;
}

function oneOrAll(values: string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}
