import type { IHttpResponse } from "@stoplight/prism-http";
import type { FetchLike } from "../../../src/transport/send.js";
import type { JsonObject } from "../description/index.js";
import type { Exchange } from "../judge/index.js";
import { createInstance, isPrismJson, readPrismOperations, silentLogger, toPrismRequest } from "../prism/index.js";
import { toExchange } from "../suite/index.js";

/** An exchange with a real server, and what Prism says of the response. */
export interface ProxiedExchange extends Exchange {
  started: Date;
  durationMs: number;
  /** What Prism finds wrong with the response; nothing, where the description has no operation of that method and path. */
  violations: string[];
}

/** Sends through Prism's validating proxy. */
export type ProxyFetch = (url: string, init: RequestInit) => Promise<{ response: Response; exchange: ProxiedExchange }>;

/**
 * Makes Prism's validating proxy, in this process. Prism finds the operation and judges the response; what it sends is sent
 * by `send`, byte for byte as it was given: Prism's own forwarder follows redirects and passes the credentials on,
 * and changes headers and bodies before anything else has seen them.
 *
 * @param basePath - what stands before the templates in a URL, without a trailing slash
 * @throws Error if the description has no operations
 */
export function createProxy(description: JsonObject, basePath: string, send: FetchLike): ProxyFetch {
  const operations = readPrismOperations(description);
  return async (url, init) => {
    const request = await toPrismRequest(url, init);
    request.url.path = request.url.path.slice(basePath.length);
    const started = new Date();
    const start = performance.now();
    let response: Response | undefined;
    let exchange: Exchange | undefined;
    const forward = async (): Promise<IHttpResponse> => {
      response = await send(url, init);
      exchange = await toExchange(url, init, response.clone());
      return toPrismResponse(exchange);
    };
    let failure: unknown;
    const prism = createInstance(config(new URL(url).origin), {
      logger: silentLogger(),
      forward: () => () => () =>
        forward().then(
          (right) => ({ _tag: "Right", right }),
          (error) => {
            failure = error;
            return { _tag: "Left", left: error as Error };
          },
        ),
    });
    const outcome = await prism.request(request, await operations.of(request.url.path), undefined)();
    if (!response || !exchange)
      throw failure ?? (outcome._tag === "Left" ? outcome.left : new Error("nothing was sent"));
    const found =
      outcome._tag === "Left" ? [{ message: outcome.left.message, path: [] }] : outcome.right.validations.output;
    const violations = found.map(({ path = [], message }) => `${["response", ...path].join(".")}: ${message}`);
    return { response, exchange: { ...exchange, started, durationMs: performance.now() - start, violations } };
  };
}

// It lets bad requests through, which are sent on purpose, and only looks.
function config(origin: string): Parameters<typeof createInstance>[0] {
  return {
    isProxy: true,
    upstream: new URL(origin),
    upstreamProxy: undefined,
    errors: false,
    checkSecurity: false,
    validateRequest: true,
    validateResponse: true,
    mock: { dynamic: false },
  };
}

function toPrismResponse({ response: { status, headers, body } }: Exchange): IHttpResponse {
  const text = new TextDecoder().decode(body);
  return {
    statusCode: status,
    headers: Object.fromEntries(headers),
    ...(text !== "" && { body: isPrismJson(headers.get("Content-Type")) ? parsed(text) : text }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
