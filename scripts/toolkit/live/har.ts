import { version } from "../../../src/version.js";
import type { LiveReport } from "./run-live.js";

// Only the scheme of these headers is shown.
const HIDDEN = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|authentication-info|www-authenticate)$/i;

/**
 * Writes exchanges as an HTTP archive, without credentials. Ids and cluster names are in it as they were sent.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function toHar({ exchanges, redact }: Pick<LiveReport, "exchanges" | "redact">): object {
  const decode = (bytes: Uint8Array) => redact(new TextDecoder().decode(bytes));
  const show = (headers: Headers) =>
    [...headers].map(([name, value]) => {
      const [scheme = ""] = /^(?:Bearer|Digest|Basic)(?= )/i.exec(value) ?? [];
      return { name, value: HIDDEN.test(name) ? `${scheme} ***`.trim() : redact(value) };
    });
  const message = ({ headers, body }: { headers: Headers; body: Uint8Array }) => ({
    ...{ httpVersion: "HTTP/1.1", cookies: [], headers: show(headers), headersSize: -1, bodySize: body.length },
  });
  const typeOf = (headers: Headers) => headers.get("Content-Type") ?? "";
  const entries = exchanges.map(({ title, request, response, started, durationMs }) => ({
    startedDateTime: started.toISOString(),
    time: durationMs,
    request: {
      ...message(request),
      method: request.method,
      url: request.url,
      queryString: [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value })),
      ...(request.body.length > 0 && {
        postData: { mimeType: typeOf(request.headers), text: decode(request.body) },
      }),
    },
    response: {
      ...message(response),
      status: response.status,
      statusText: "",
      content: { size: response.body.length, mimeType: typeOf(response.headers), text: decode(response.body) },
      redirectURL: redact(response.headers.get("Location") ?? ""),
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: title,
  }));
  return { log: { version: "1.2", creator: { name: "atlas-tenant-upgrade contract:live", version }, entries } };
}
