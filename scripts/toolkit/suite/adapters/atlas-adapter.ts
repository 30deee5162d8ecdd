import { bearer, createAtlasClient, operationDescriptors } from "../../../../src/index.js";
import type { SdkAdapter, SdkResult } from "../sdk.js";

const DESCRIPTORS = Object.values(operationDescriptors);

/** The SDK of this package, for the contract suite. */
export function atlasAdapter(baseUrl: string): SdkAdapter {
  return {
    named: ({ method, template }) =>
      DESCRIPTORS.find((descriptor) => descriptor.method === method && descriptor.path === template),
    connect: (fetch) => {
      const atlas = createAtlasClient({
        auth: bearer("contract-test"),
        baseUrl,
        fetch,
        onDeprecation: "silent",
        // No retries: the suite has to see each response.
        retry: { attempts: 1 },
      });
      return {
        named: async (operationId, request) => {
          const method: unknown = Reflect.get(atlas, operationId);
          if (typeof method !== "function") throw new Error(`the client has no method ${operationId}`);
          return method(request) as Promise<SdkResult>;
        },
        raw: (method, template, init) =>
          (atlas.http.request as (...args: unknown[]) => Promise<SdkResult>)(method.toLowerCase(), template, init),
      };
    },
  };
}
