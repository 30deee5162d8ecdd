import { serveFetch } from "../../scripts/toolkit/mock/index.js";
import { createAtlasEmulator, type EmulatedRequest } from "../../src/testing/index.js";
import { declaredResponse, errorResponse, type PlannedResponse } from "../../src/testing/planned-response.js";
import { hash } from "./emulated.js";
import { TOKEN } from "./failure.js";
import { CLIENT_ID, CLIENT_SECRET, PRIVATE_KEY, PUBLIC_KEY } from "./faults/credential-checker.js";

/** The only group. */
export const GROUP = "32b6e34b3d91647abb20e7b8";

/** The server's check that a response comes from; `done` if every check passed. */
export type Stage = "credentials" | "method" | "content type" | "group" | "done";

/** Replaces a correct response by another one. */
export type Twist = (
  planned: PlannedResponse,
  stage: Stage,
  request: EmulatedRequest,
  accept: () => PlannedResponse,
) => PlannedResponse;

/** A server on this machine that behaves like Atlas. */
export interface AtlasServer extends AsyncDisposable {
  url: string;
  /** All requests except token requests. */
  requests: EmulatedRequest[];
  /** The requests that would have changed something. */
  changes: EmulatedRequest[];
  /** The fixed credentials, and those that were issued. */
  secrets(): string[];
}

/**
 * Serves an emulator with one cluster, on which the deprecated operation still works.
 *
 * @param twist - how this server differs
 */
export async function startAtlas(twist: Twist = (planned) => planned): Promise<AtlasServer> {
  const requests: EmulatedRequest[] = [];
  const changes: EmulatedRequest[] = [];
  const emulator = createAtlasEmulator({
    clusters: [{ name: "shop-dev", tier: "M0" }],
    credentials: {
      tokens: [TOKEN],
      serviceAccounts: [{ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }],
      apiKeys: [{ publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY }],
      hash,
    },
  });
  const { url, close } = await serveFetch(async (input, init) => {
    const response = await emulator.fetch(input, init);
    const request = emulator.requests.at(-1);
    if (!request?.response || request.operation === "token" || request.operation === "revoke") return response;
    requests.push(request);
    const accept = () => {
      if (request.method !== "GET") changes.push(request);
      return declaredResponse(describedOperation(request), 200);
    };
    const { status, text, headers } = request.response;
    const stage = stageOf(status, text);
    const right = status === 410 ? accept() : { status, headers, body: JSON.parse(text) };
    const { body, ...head } = twist(right, stage, request, accept);
    return new Response(typeof body === "string" ? body : JSON.stringify(body), head);
  });
  return {
    url,
    requests,
    changes,
    secrets: () => {
      const given = emulator.requests.flatMap(({ response: { text = "", headers = {} } = {} }) =>
        [...`${text}${headers["WWW-Authenticate"]}`.matchAll(/"(emulated-[^"]+)"/g)].map(([, secret = ""]) => secret),
      );
      const basic = btoa(`${CLIENT_ID}:${CLIENT_SECRET}`);
      return [TOKEN, CLIENT_SECRET, basic, PUBLIC_KEY, PRIVATE_KEY, ...given];
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Atlas's error object. */
export function error(status: number, errorCode: string): PlannedResponse {
  return errorResponse(status, errorCode, `Rejected: ${errorCode}.`);
}

function describedOperation({ operation }: EmulatedRequest) {
  const isDescribed = operation !== undefined && operation !== "token" && operation !== "revoke";
  return isDescribed ? operation : "upgradeSharedClusterToServerless";
}

function stageOf(status: number, text: string): Stage {
  if (text.includes("GROUP_NOT_FOUND")) return "group";
  return ({ 401: "credentials", 405: "method", 415: "content type" } as const)[status] ?? "done";
}
