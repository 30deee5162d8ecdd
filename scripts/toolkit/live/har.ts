import { version } from "../../../src/version.js";
import type { LiveExchange } from "./exchange.js";
import type { Redactor } from "./redact.js";

/**
 * Exchanges as an HTTP archive, without the credentials in them. It has ids and names of clusters as they were sent.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function toHar(exchanges: readonly (LiveExchange & { title: string })[], redactor: Redactor): object {
  const decode = (bytes: Uint8Array) => redactor.text(new TextDecoder().decode(bytes));
  const entries = exchanges.map(({ title, request, response, started, durationMs }) => ({
    startedDateTime: started.toISOString(),
    time: durationMs,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: redactor.headers(request.headers),
      queryString: [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value })),
      ...(request.body.length > 0 && {
        postData: { mimeType: request.headers.get("Content-Type") ?? "", text: decode(request.body) },
      }),
      headersSize: -1,
      bodySize: request.body.length,
    },
    response: {
      status: response.status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: redactor.headers(response.headers),
      content: {
        size: response.body.length,
        mimeType: response.headers.get("Content-Type") ?? "",
        text: decode(response.body),
      },
      redirectURL: redactor.text(response.headers.get("Location") ?? ""),
      headersSize: -1,
      bodySize: response.body.length,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: title,
  }));
  return { log: { version: "1.2", creator: { name: "atlas-tenant-upgrade contract:live", version }, entries } };
}
