import { createInstance, getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { literal } from "./contract/exchange/match-operation.js";

type PrismLogger = Parameters<typeof createInstance>[1]["logger"];

// Refuses what is not as described, in both directions, and answers with the description's examples.
const CONFIG: Extract<Parameters<typeof createInstance>[0], { isProxy: false }> = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  mock: { dynamic: false },
  upstreamProxy: undefined,
};

/** Answers a request as the mock would, without a server between. */
export type MockFetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Makes a `fetch` that Prism itself answers: the same answers as over HTTP, many times faster, and no port is taken.
 *
 * @throws Error if the description has no operations
 */
export async function createMockFetch(description: object): Promise<MockFetch> {
  const operations = await operationsOf(description);
  const patterns = operations.map(
    ({ path }) =>
      new RegExp(
        `^${path
          .split(/\{[^{}]+\}/)
          .map(literal)
          .join("[^/]+")}$`,
      ),
  );
  const prism = createInstance(CONFIG, { logger: silentLogger() });
  return async (url, init) => {
    const { pathname, searchParams } = new URL(url);
    const headers = Object.fromEntries(new Headers(init.headers));
    const text = init.body === undefined || init.body === null ? "" : await new Response(init.body).text();
    let body: unknown = text === "" ? null : text;
    if (body !== null && /[/+]json\b/.test(headers["content-type"] ?? "")) {
      try {
        body = JSON.parse(text);
      } catch {
        return new Response("Invalid JSON", { status: 400 });
      }
    }
    const query = Object.fromEntries(
      [...searchParams.keys()].map((name) => [name, oneOrAll(searchParams.getAll(name))]),
    );
    const method = String(init.method).toLowerCase() as "get";
    const request = { method, url: { path: pathname, query }, headers, body };
    // Prism looks at all operations for each request: of hundreds, only those of the path may be looked at.
    const candidates = operations.filter((_, index) => patterns[index]?.test(pathname));
    const answer = await prism.request(request, candidates, { ...CONFIG, mock: preferences(headers.prefer) })();
    if (answer._tag === "Left") return problem(answer.left);
    const { output, validations } = answer.right;
    const violations = [
      ...validations.input.map((violation) => ({ ...violation, location: ["request", ...(violation.path ?? [])] })),
      ...validations.output.map((violation) => ({ ...violation, location: ["response", ...(violation.path ?? [])] })),
    ];
    const sent = new Headers(output.headers);
    if (violations.length > 0) sent.set("sl-violations", headerText(JSON.stringify(violations)));
    if (validations.output.length > 0) return problem({ status: 500, message: JSON.stringify(validations.output) });
    const empty = output.body === undefined || [204, 205, 304].includes(output.statusCode);
    const serialized = typeof output.body === "string" && !isJson(sent) ? output.body : JSON.stringify(output.body);
    return new Response(empty ? null : serialized, { status: output.statusCode, headers: sent });
  };
}

// Prism follows the references of a document in place, and would leave the caller's without any.
function operationsOf(description: object): ReturnType<typeof getHttpOperationsFromSpec> {
  return getHttpOperationsFromSpec(structuredClone(description));
}

// A header's values are bytes, of which clients read no more than 16 KiB, and a message may quote anything.
function headerText(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, "?");
  return plain.length > 8000 ? `Too many violations! ${plain.slice(0, 8000)}` : plain;
}

function oneOrAll(values: string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? "") : values;
}

function isJson(headers: Headers): boolean {
  return /[/+]json\b/.test(headers.get("Content-Type") ?? "");
}

function problem({ status, message }: { status?: number; message: string }): Response {
  return Response.json(
    { title: message },
    { status: status ?? 500, headers: { "Content-Type": "application/problem+json" } },
  );
}

// What the Prefer header asks for: `code=404, example=name` or `dynamic=true`.
function preferences(prefer = "") {
  const wanted = Object.fromEntries(prefer.split(/,\s*/).map((part) => part.split("=") as [string, string]));
  return {
    dynamic: wanted.dynamic === "true",
    ...(wanted.code !== undefined && { code: Number(wanted.code) }),
    ...(wanted.example !== undefined && { exampleKey: wanted.example }),
  };
}

// Prism takes a pino logger, and says nothing that is not in its answers.
function silentLogger(): PrismLogger {
  const levels = ["trace", "debug", "info", "warn", "error", "fatal", "success"];
  const logger: Record<string, unknown> = Object.fromEntries(levels.map((level) => [level, () => {}]));
  logger.child = () => logger;
  return logger as unknown as PrismLogger;
}
