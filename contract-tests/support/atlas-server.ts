import type { ContractOperation } from "../../scripts/toolkit/description/index.js";
import { createOperationMatcher, sameMediaType } from "../../scripts/toolkit/judge/index.js";
import { createGate, digestChallenge, type Gate } from "./faults/gate.js";
import { contractJudge } from "./judge.js";
import { type Loopback, type ReceivedRequest, receive } from "./loopback.js";
import { serve } from "./serve.js";

/** The one group that there is. */
export const GROUP = "32b6e34b3d91647abb20e7b8";

/** An answer before it is sent. */
export interface PlannedAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Which check of the server's an answer comes from; `done` if none stopped the request. */
export type Stage = "credentials" | "path" | "method" | "content type" | "group" | "body" | "cluster" | "done";

/** Makes another answer of the right one. */
export type Twist = (
  answer: PlannedAnswer,
  stage: Stage,
  request: ReceivedRequest,
  accept: () => PlannedAnswer,
) => PlannedAnswer;

/** A server on this machine that behaves like Atlas. */
export interface AtlasServer extends Omit<Loopback, "requests"> {
  gate: Gate;
  requests: ReceivedRequest[];
  /** The requests that would have changed something. */
  changes: ReceivedRequest[];
}

/**
 * Starts a server that checks what Atlas checks, in its order: credentials, path, method, content type, group, body,
 * cluster. It knows one group with one cluster.
 *
 * @param twist - how this one differs
 */
export async function startAtlas(twist: Twist = (answer) => answer): Promise<AtlasServer> {
  const gate = createGate();
  const requests: ReceivedRequest[] = [];
  const changes: ReceivedRequest[] = [];
  const match = createOperationMatcher(contractJudge.contract);

  const plan = (request: ReceivedRequest): PlannedAnswer => {
    const { ofPath, operation, members } = match(request.method, request.target.split("?")[0] ?? "");
    const accept = () => {
      const [first] = ofPath;
      const accepted = operation ?? first;
      if (request.method !== "GET") changes.push(request);
      return accepted ? success(accepted) : error(500, "UNEXPECTED_ERROR");
    };
    const refusals: [Stage, () => boolean, () => PlannedAnswer][] = [
      ["credentials", () => !gate.allows(request), () => challenge(gate)],
      ["path", () => ofPath.length === 0, () => error(404, "RESOURCE_NOT_FOUND")],
      ["method", () => operation === undefined, () => error(405, "METHOD_NOT_ALLOWED")],
      ["content type", () => !hasContentType(request, operation), () => error(415, "UNSUPPORTED_MEDIA_TYPE")],
      ["group", () => members.groupId !== GROUP, () => error(404, "GROUP_NOT_FOUND", [members.groupId])],
      ["body", () => !hasBody(request, operation), () => error(400, "VALIDATION_ERROR")],
      ["cluster", () => clusterOf(request, members) !== "shop-dev", () => error(404, "CLUSTER_NOT_FOUND")],
    ];
    const [stage, , refuse] = refusals.find(([, refused]) => refused()) ?? ["done", false, accept];
    return twist(refuse(), stage as Stage, request, accept);
  };

  const served = await serve((incoming, response) => {
    receive(incoming, (request) => {
      if (request.target.includes("/api/oauth/")) {
        gate.usual.token({ request, response });
        return;
      }
      requests.push(request);
      const { status, headers, body } = plan(request);
      response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  return { ...served, gate, requests, changes };
}

/** Atlas's error object. */
export function error(status: number, errorCode: string, parameters?: unknown[]): PlannedAnswer {
  const body = { error: status, errorCode, detail: `Refused: ${errorCode}.`, reason: "Refused", parameters };
  return { status, headers: { "Content-Type": "application/json", "X-Error-Code": errorCode }, body };
}

function challenge(gate: Gate): PlannedAnswer {
  const { headers, ...answer } = error(401, "UNEXPECTED_ERROR");
  return { ...answer, headers: { ...headers, "WWW-Authenticate": digestChallenge(gate.giveNonce()) } };
}

function success({ responses }: ContractOperation): PlannedAnswer {
  const [content] = responses.find(({ status }) => status === "200")?.content ?? [];
  return { status: 200, headers: { "Content-Type": content?.mediaType ?? "" }, body: content?.examples[0]?.value };
}

function hasContentType({ headers }: ReceivedRequest, operation: ContractOperation | undefined): boolean {
  const declared = operation?.requestBody?.content ?? [];
  const sent = headers["content-type"] ?? "";
  return declared.length === 0 || declared.some(({ mediaType }) => sameMediaType(mediaType, sent));
}

function hasBody({ body }: ReceivedRequest, operation: ContractOperation | undefined): boolean {
  const [content] = operation?.requestBody?.content ?? [];
  if (!content) return true;
  try {
    return contractJudge.judgeSchema(content.schema, JSON.parse(body), "request").length === 0;
  } catch {
    return false;
  }
}

function clusterOf({ body }: ReceivedRequest, members: Record<string, string>): unknown {
  return members.clusterName ?? members.name ?? (JSON.parse(body) as { name?: unknown }).name;
}
