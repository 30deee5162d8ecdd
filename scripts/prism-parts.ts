import "./english-faker.cjs";
import { createInstance, getHttpOperationsFromSpec, type IHttpRequest } from "@stoplight/prism-http";
import { literal } from "./contract/exchange/match-operation.js";
import { mapData } from "./toolkit/description/index.js";
import { InputError } from "./toolkit/support/run-command.js";

// From here, so that no more is loaded of faker.
export { createInstance };

/** An operation as Prism reads it. */
export type PrismOperation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

type PrismLogger = Parameters<typeof createInstance>[1]["logger"];

/**
 * Reads a description's operations for Prism, and gives those back whose path a request's can be: Prism looks at all that
 * it is given for each request, which of hundreds would take its time.
 *
 * @throws Error if the description has no operations
 */
export function readPrismOperations(description: object): Promise<(pathname: string) => PrismOperation[]> {
  const read = operationsOf.get(description) ?? readAfresh(description);
  operationsOf.set(description, read);
  return read;
}

// Prism takes as long to read a description as to answer a hundred requests.
const operationsOf = new WeakMap<object, ReturnType<typeof readAfresh>>();

async function readAfresh(description: object): Promise<(pathname: string) => PrismOperation[]> {
  // Prism follows the references of a document in place, and would leave the caller's without any.
  const operations = await getHttpOperationsFromSpec(structuredClone(withoutData(description))).catch(
    (error: Error) => {
      throw new InputError(`Prism can't read the description: ${error.message}`);
    },
  );
  const patterns = operations.map(({ path }) => {
    const parts = path.split(/\{[^{}]+\}/).map(literal);
    return new RegExp(`^${parts.join("[^/]+")}$`);
  });
  return (pathname) => operations.filter((_, index) => patterns[index]?.test(pathname));
}

// Prism takes a $ref in an extension or an example for a reference, and looks for it in the working folder.
function withoutData(description: object): object {
  return mapData(description, (data) => (/"\$ref":/.test(JSON.stringify(data) ?? "") ? undefined : data));
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

/** Prism takes a pino logger, and says nothing that is not in its answers. */
export function silentLogger(): PrismLogger {
  const levels = ["trace", "debug", "info", "warn", "error", "fatal", "success"];
  const logger: Record<string, unknown> = Object.fromEntries(levels.map((level) => [level, () => {}]));
  logger.child = () => logger;
  return logger as unknown as PrismLogger;
}

function oneOrAll(values: string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}
