import type { UntypedRequest } from "../../../../src/call/openapi-fetch.js";
import { bearer, createAtlasClient, operationDescriptors } from "../../../../src/index.js";
import type { SdkAdapter, SdkResult, Send } from "../sdk.js";

const DESCRIPTORS = Object.values(operationDescriptors);

/** The SDK of this package, for the contract suite. */
export function atlasAdapter(baseUrl: string): SdkAdapter {
  const connect = (fetch: Send) =>
    createAtlasClient({
      ...{ auth: bearer("contract-test"), baseUrl, fetch, onDeprecation: "silent" },
      // No retries: the suite has to see each response.
      retry: { attempts: 1 },
    });
  return {
    named: ({ method, template }) => {
      const found = DESCRIPTORS.find((descriptor) => descriptor.method === method && descriptor.path === template);
      return (
        found && {
          parameters: found.parameters,
          call: (fetch, request) => connect(fetch)[found.operationId](request as never),
        }
      );
    },
    raw: (fetch, { method, template }, init) =>
      (connect(fetch).http.request as UntypedRequest)(method.toLowerCase(), template, init) as Promise<SdkResult>,
  };
}
