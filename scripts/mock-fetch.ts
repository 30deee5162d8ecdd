import { createInstance, isPrismJson, readPrismOperations, silentLogger, toPrismRequest } from "./prism-parts.js";

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
  const operationsOf = await readPrismOperations(description);
  const prism = createInstance(CONFIG, { logger: silentLogger() });
  return async (url, init) => {
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
    const answer = await prism.request({ ...request, body }, operationsOf(request.url.path), config)();
    if (answer._tag === "Left") return problem(answer.left);
    const { output, validations } = answer.right;
    const violations = [
      ...validations.input.map((violation) => ({ ...violation, location: ["request", ...(violation.path ?? [])] })),
      ...validations.output.map((violation) => ({ ...violation, location: ["response", ...(violation.path ?? [])] })),
    ];
    const sent = new Headers();
    for (const [name, value] of Object.entries(output.headers ?? {})) sent.set(name, headerText(String(value)));
    if (violations.length > 0) sent.set("sl-violations", headerText(JSON.stringify(violations)));
    if (validations.output.length > 0) return problem({ status: 500, message: JSON.stringify(validations.output) });
    const empty = output.body === undefined || [204, 205, 304].includes(output.statusCode);
    const isText = typeof output.body === "string" && !isPrismJson(sent.get("Content-Type"));
    const serialized = isText ? (output.body as string) : JSON.stringify(output.body);
    return new Response(empty ? null : serialized, { status: output.statusCode, headers: sent });
  };
}

// A header's values are bytes, of which clients read no more than 16 KiB, and a message may quote anything.
function headerText(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, "?");
  return plain.length > 8000 ? `Too many violations! ${plain.slice(0, 8000)}` : plain;
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
