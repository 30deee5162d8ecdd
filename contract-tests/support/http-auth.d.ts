/** The types of the part of http-auth that the tests use; it has none itself. */
declare module "http-auth" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface Digest {
    /** The nonces that it has issued. */
    nonces: unknown[];
    check(
      next: (request: IncomingMessage, response: ServerResponse) => void,
    ): (request: IncomingMessage, response: ServerResponse) => void;
  }
  const httpAuth: {
    digest(
      options: { realm: string; algorithm?: string; qop?: string },
      checker: (user: string, callback: (hash: string) => void) => void,
    ): Digest;
  };
  export default httpAuth;
}
