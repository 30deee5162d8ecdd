import { createInstance } from "@stoplight/prism-http";
import type { JsonObject } from "../description/index.js";
import type { MockLimit, Serve } from "./prism-description.js";
import { isPrismJson, readPrismOperations, silentLogger, toPrismRequest } from "./prism-parts.js";

// Rejects what is not as described, in both directions, and responds with the description's examples.
const CONFIG: Extract<Parameters<typeof createInstance>[0], { isProxy: false }> = {
  isProxy: false,
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: true,
  mock: { dynamic: false },
  upstreamProxy: undefined,
};

/** Responds to a request as the mock would, without a server. */
export interface MockFetch {
  /** @throws Error if Prism can't respond, with its reason */
  (url: string, init: RequestInit): Promise<Response>;
  /** What the mock can't check or do of an operation, by its key. */
  limitsOf(key: string): Promise<MockLimit[]>;
}

/**
 * Makes a `fetch` that Prism itself handles: the same responses as over HTTP, many times faster, and no port is taken.
 *
 * @param serve - changes each operation before Prism reads it
 * @throws Error if the description has no operations
 */
export function createMockFetch(description: JsonObject, serve?: Serve): MockFetch {
  const operations = readPrismOperations(description, serve);
  const prism = createInstance(CONFIG, { logger: silentLogger() });
  const respond = async (url: string, init: RequestInit) => {
    const request = await toPrismRequest(url, init);
    let body: unknown = request.body;
    if (request.body !== null && isPrismJson(request.headers?.["content-type"])) {
      try {
        body = JSON.parse(request.body);
      } catch {
        return new Response("Invalid JSON", { status: 400 });
      }
    }
    const config = { ...CONFIG, mock: preferences(request.headers?.prefer) };
    const candidates = await operations.of(request.url.path);
    let ended: Awaited<ReturnType<ReturnType<typeof prism.request>>>;
    try {
      ended = await prism.request({ ...request, body }, candidates, config)();
    } catch (error) {
      throw new Error(`Prism fails: ${(error as Error).message}`);
    }
    if (ended._tag === "Left") return problem(ended.left);
    const { output, validations } = ended.right;
    const violations = [
      ...validations.input.map((violation) => ({ ...violation, location: ["request", ...(violation.path ?? [])] })),
      ...validations.output.map((violation) => ({ ...violation, location: ["response", ...(violation.path ?? [])] })),
    ];
    const sent = new Headers();
    for (const [name, value] of Object.entries(output.headers ?? {})) sent.set(name, headerText(String(value)));
    if (violations.length > 0) sent.set("sl-violations", headerText(JSON.stringify(violations)));
    if (validations.output.length > 0) return problem({ message: "the one that it makes up breaks its schema" });
    const empty = output.body === undefined || [204, 205, 304].includes(output.statusCode);
    const isText = typeof output.body === "string" && !isPrismJson(sent.get("Content-Type"));
    const serialized = isText ? (output.body as string) : JSON.stringify(output.body);
    return new Response(empty ? null : serialized, { status: output.statusCode, headers: sent });
  };
  return Object.assign(respond, { limitsOf: operations.limitsOf });
}

// A header's values are bytes, of which clients read no more than 16 KiB, and a message may quote anything.
function headerText(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, "?");
  return plain.length > 8000 ? `Too many violations! ${plain.slice(0, 8000)}` : plain;
}

function problem({ status = 500, message }: { status?: number; message: string }): Response {
  // What is wrong with a request is a response; that there is none for a good one is not.
  if (status >= 500) throw new Error(`Prism has no response to give: ${message}`);
  return Response.json({ title: message }, { status, headers: { "Content-Type": "application/problem+json" } });
}

// What the Prefer header asks for: `code=404, example=name` or `dynamic=true`.
function preferences(prefer = "") {
  const wanted = Object.fromEntries(prefer.split(/,\s*/).map((part) => part.split("=") as [string, string]));
  return {
    dynamic: wanted.dynamic === "true",
    // What it makes up may break its schema, and whether it does is not to change from run to run.
    seed: "prism",
    ...(wanted.code !== undefined && { code: Number(wanted.code) }),
    ...(wanted.example !== undefined && { exampleKey: wanted.example }),
  };
}
