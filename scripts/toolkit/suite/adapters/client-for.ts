import type { UntypedRequest } from "../../../../src/call/openapi-fetch.js";
import { createClientParts } from "../../../../src/client.js";
import type { OperationDescriptor } from "../../../../src/operation.js";
import { DEFAULT_LIMITS } from "../../../../src/options/limits.js";
import type { Contract } from "../../description/index.js";
import { credentialsFor, toQuery } from "../request-case.js";
import type { SdkAdapter, SdkResult } from "../sdk.js";

// No retries: the suite has to see each response.
const LIMITS = { ...DEFAULT_LIMITS, retry: { ...DEFAULT_LIMITS.retry, attempts: 1 } };

/**
 * Makes a client for any description from the package's own parts: the same checks, transport and reading of responses.
 * Credentials other than `Authorization` and the styles of query parameters come from the description.
 */
export function clientFor(
  contract: Contract,
  descriptors: readonly OperationDescriptor[],
  baseUrl: string,
): SdkAdapter {
  const operations = new Map(contract.operations.map((operation) => [operation.key, operation]));
  const byId = new Map(descriptors.map((descriptor) => [descriptor.operationId, descriptor]));
  const byKey = new Map(descriptors.map((descriptor) => [`${descriptor.method} ${descriptor.path}`, descriptor]));
  const connect: SdkAdapter["connect"] = (fetch) => {
    // A client for each call, with that operation only: a search among hundreds would make the run quadratic.
    const partsFor = (key: string) => {
      const { security = [], parameters = [] } = operations.get(key) ?? {};
      const { headers, query } = credentialsFor(security);
      return createClientParts<Record<string, never>>({
        operations: [byKey.get(key)].filter((descriptor) => descriptor !== undefined),
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
          const given = parameters.filter(
            ({ in: location, name }) => location === "query" && values[name] !== undefined,
          );
          return given.flatMap((parameter) => toQuery(parameter, values[parameter.name])).join("&");
        },
      });
    };
    return {
      named: (operationId, values) => {
        const descriptor = byId.get(operationId);
        if (!descriptor) throw new Error(`no operation ${operationId}`);
        return partsFor(`${descriptor.method} ${descriptor.path}`).call(descriptor, values);
      },
      raw: (method, template, init) => {
        const { http } = partsFor(`${method.toUpperCase()} ${template}`);
        const request = http.request as UntypedRequest;
        return request(method, template, { parseAs: "stream", ...init }) as Promise<SdkResult>;
      },
    };
  };
  return {
    connect,
    named: ({ method, template }) => byKey.get(`${method} ${template}`),
  };
}
