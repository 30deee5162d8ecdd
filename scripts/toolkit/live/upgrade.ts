import { clusterOf } from "../../../src/call/cluster-name.js";
import {
  type AtlasAuth,
  createAtlasClient,
  type OperationDescriptor,
  operationDescriptors,
} from "../../../src/index.js";
import type { FetchLike } from "../../../src/transport/send.js";
import { type ExchangeJudge, faultLine } from "../judge/index.js";
import type { CallOutcome, SdkResult } from "../suite/index.js";
import { InputError } from "../support/index.js";

/** An upgrade to be sent. */
export interface UpgradeRequest {
  operationId: string;
  groupId: string;
  body: unknown;
}

/** An upgrade that can be sent as it is. */
export interface CheckedUpgrade extends UpgradeRequest {
  descriptor: OperationDescriptor;
  /** The cluster that it changes. */
  cluster: string;
}

/**
 * Checks an upgrade against the description before anything is sent.
 *
 * @throws InputError saying what is wrong with it
 */
export function checkUpgrade(request: UpgradeRequest, judge: ExchangeJudge, baseUrl: string): CheckedUpgrade {
  const { operationId, groupId, body } = request;
  // An operation with the cluster's name in its path reads the cluster or changes its tags.
  const upgrades = Object.values<OperationDescriptor>(operationDescriptors).filter(
    ({ method, cluster }) => method === "POST" && cluster?.startsWith("$request.body"),
  );
  const descriptor = upgrades.find((candidate) => candidate.operationId === operationId);
  if (!descriptor) {
    const known = upgrades.map((candidate) => candidate.operationId).join(", ");
    throw new InputError(`--operation must be one of ${known}, not "${operationId}"`);
  }
  const sent = {
    method: descriptor.method,
    url: `${baseUrl}${descriptor.path.replace("{groupId}", encodeURIComponent(groupId))}`,
    headers: new Headers({ "Content-Type": descriptor.requestBody?.mediaTypes[0] ?? "" }),
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
  const faults = judge.judgeRequest(sent).faults.filter(({ rule }) => rule !== "security");
  if (faults.length > 0) throw new InputError(`The upgrade is not as described: ${faults.map(faultLine).join("; ")}`);
  const cluster = clusterOf(descriptor, { params: {}, body });
  if (cluster === undefined) throw new InputError("The upgrade's body has no name, which says which cluster is meant");
  return { ...request, descriptor, cluster };
}

/** Sends an upgrade through the client, once: it is not idempotent. */
export function sendUpgrade(
  { operationId, groupId, body }: CheckedUpgrade,
  { print, ...options }: { auth: AtlasAuth; baseUrl: string; fetch: FetchLike; print: (line: string) => void },
): Promise<CallOutcome> {
  const onDeprecation = ({ message }: { message: string }) => print(`  ${message}`);
  const atlas = createAtlasClient({ ...options, retry: { attempts: 1 }, onDeprecation });
  const call = Reflect.get(atlas, operationId) as (request: object) => Promise<SdkResult>;
  return call({ groupId, body }).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
}
