import { bearer, createAtlasClient } from "../../../src/index.js";
import type { SdkFactory, SdkResult } from "./context.js";

/** The SDK of this package as the suite uses it. */
export function atlasSdk(baseUrl: string): SdkFactory {
  return (fetch) => {
    const atlas = createAtlasClient({
      auth: bearer("contract-test"),
      baseUrl,
      fetch,
      onDeprecation: "silent",
      // Each answer is to be seen, those included that a client would ask again for.
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
  };
}
