import type { UntypedRequest } from "../../../../src/call/openapi-fetch.js";
import { createClientParts } from "../../../../src/client.js";
import type { OperationDescriptor } from "../../../../src/operation.js";
import { DEFAULT_LIMITS } from "../../../../src/options/limits.js";
import type { ContractOperation } from "../../description/index.js";
import { credentialsFor, toQuery } from "../request-case.js";
import type { SdkAdapter, SdkResult, Send } from "../sdk.js";

// No retries: the suite has to see each response.
const LIMITS = { ...DEFAULT_LIMITS, retry: { ...DEFAULT_LIMITS.retry, attempts: 1 } };

/**
 * Makes a client for any description from the package's own parts: the same checks, transport and reading of responses.
 * Credentials other than `Authorization` and the styles of query parameters come from the description.
 */
export function clientFor(descriptors: readonly OperationDescriptor[], baseUrl: string): SdkAdapter {
  const byKey = new Map(descriptors.map((descriptor) => [`${descriptor.method} ${descriptor.path}`, descriptor]));
  const connect = (fetch: Send, { key, security, parameters }: ContractOperation) => {
    const { headers, query } = credentialsFor(security);
    return createClientParts<Record<string, never>>({
      // That operation only: a search among hundreds would make the run quadratic.
      operations: [byKey.get(key) ?? []].flat(),
      onDeprecation: "silent",
      auth: { authorize: () => headers.Authorization ?? "" },
      baseUrl,
      fetch: (url, sent) => {
        const full = [url, new URLSearchParams(query).toString()].filter(Boolean).join(url.includes("?") ? "&" : "?");
        const all = new Headers(sent.headers);
        for (const [name, value] of Object.entries(headers)) all.set(name, value);
        return fetch(full, { ...sent, headers: all });
      },
      userAgent: "contract-test",
      limits: LIMITS,
      maxResponseBytes: Number.POSITIVE_INFINITY,
      hooks: {},
      now: Date.now,
      querySerializer: (values) => {
        const given = parameters.filter(({ in: location, name }) => location === "query" && values[name] !== undefined);
        return given.flatMap((parameter) => toQuery(parameter, values[parameter.name])).join("&");
      },
    });
  };
  return {
    named: (operation) => {
      const descriptor = byKey.get(operation.key);
      return (
        descriptor && {
          parameters: descriptor.parameters,
          call: (fetch, request) => connect(fetch, operation).call(descriptor, request),
        }
      );
    },
    raw: (fetch, operation, init) => {
      const request = connect(fetch, operation).http.request as UntypedRequest;
      return request(operation.method, operation.template, { parseAs: "stream", ...init }) as Promise<SdkResult>;
    },
  };
}
