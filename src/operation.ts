import type { LimitOptions } from "./options/limits.js";
import type { ResponseMetadata } from "./response/metadata.js";
import type { OutcomesDescriptor, PollDescriptor } from "./waiting/waiting-descriptor.js";

/** HTTP methods that an OpenAPI path item can hold. */
export type HttpMethod = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";

/** A parameter of an operation, with the constraints that are checked before anything is sent. */
export interface ParameterDescriptor {
  /** The parameter's name, as in the path template, the query string or the header. */
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  /** A regular expression (ECMA-262) that the value must match. */
  readonly pattern?: string;
  /** The minimum length, in characters. */
  readonly minLength?: number;
  /** The maximum length, in characters. */
  readonly maxLength?: number;
}

/** What to call instead of a deprecated operation, for one kind of source cluster. */
export interface Successor {
  /** The kind of cluster that the caller has now. */
  readonly source: string;
  /** The intended target. */
  readonly target: string;
  /** The id of the operation to call, which is also the client's method; missing if there is nothing to call. */
  readonly operationId?: string;
  /** The HTTP method of the call; missing if there is nothing to call. */
  readonly method?: string;
  /** The path template of the call; missing if there is nothing to call. */
  readonly path?: string;
  /** The versioned media type of the call. */
  readonly mediaType?: string;
  /** The successor's documentation page. */
  readonly documentation?: string;
  /** A note. */
  readonly note?: string;
}

/** A deprecation, from the description's `x-sunset` and `x-deprecation`. */
export interface DeprecationDescriptor {
  /** Since when, as `YYYY-MM` or `YYYY-MM-DD`. */
  readonly since?: string;
  /** The date from which the operation can't be relied on, as `YYYY-MM-DD`. */
  readonly sunset?: string;
  readonly reason?: string;
  readonly documentation?: string;
  readonly successors: readonly Successor[];
  /** How to turn a body of this operation into a successor's request, and which properties it needs for that. */
  readonly migration?: { readonly how: string; readonly needs: readonly string[] };
}

/**
 * What the generator knows about one operation of the description.
 *
 * @example
 * ```ts
 * import { operationDescriptors } from "atlas-tenant-upgrade";
 *
 * operationDescriptors.upgradeSharedClusterToServerless.roles; // ["Project Cluster Manager"]
 * ```
 */
export interface OperationDescriptor {
  readonly operationId: string;
  readonly method: HttpMethod;
  /** The path template, such as `/groups/{groupId}/clusters`. */
  readonly path: string;
  /** The parameters that a named operation takes as properties of its request. */
  readonly parameters: readonly ParameterDescriptor[];
  /** The request body's media types; missing if there is no body. */
  readonly requestBody?: { readonly required: boolean; readonly mediaTypes: readonly string[] };
  /** The declared statuses, each with its media types (none: no body). */
  readonly responses: Readonly<Record<string, readonly string[]>>;
  /** The Atlas roles that allow the operation; one is enough. */
  readonly roles: readonly string[];
  /** The location of the cluster's name in a request: an OpenAPI runtime expression, such as `$request.body#/name`. */
  readonly cluster?: string;
  /**
   * What to poll for the outcome of a request, if the operation starts a long-running change; the first matching entry
   * counts.
   */
  readonly poll?: readonly PollDescriptor[];
  /** What the operation's responses say about the subject of a wait. */
  readonly outcomes?: OutcomesDescriptor;
  /** Present when the operation is deprecated. */
  readonly deprecation?: DeprecationDescriptor;
}

/** What a call reads of its operation's metadata. */
export type CallDescriptor = Omit<OperationDescriptor, "roles" | "poll" | "outcomes">;

/**
 * The metadata of a known operation, including the optional properties that it has.
 *
 * @example
 * ```ts
 * type Sent = DescriptorOf<"getStation", "GET", "/stations/{id}", "cluster">["cluster"]; // string
 * ```
 */
export type DescriptorOf<
  Id extends string,
  Method extends HttpMethod,
  Path extends string,
  Present extends keyof OperationDescriptor,
> = OperationDescriptor & { readonly operationId: Id; readonly method: Method; readonly path: Path } & Required<
    Pick<OperationDescriptor, Present>
  >;

/**
 * Options of a single call.
 *
 * @example
 * ```ts
 * await atlas.getCluster({ groupId, clusterName }, { signal: AbortSignal.timeout(30_000), timeoutMs: 5_000 });
 * ```
 */
export interface CallOptions extends LimitOptions {
  /** Aborts the call at once; its reason becomes the `cause` of the {@link AtlasAbortError}. */
  signal?: AbortSignal | undefined;
}

/**
 * What a named operation resolves to.
 *
 * @example
 * ```ts
 * const { data, response, rateLimit } = await atlas.getCluster({ groupId, clusterName });
 * ```
 */
export interface AtlasResult<Data> extends ResponseMetadata {
  /** The parsed body of the response. */
  data: Data;
  /** The response's status and headers; its body has already been read. */
  response: Response;
}

/** Sends generated operations; provided by the client. */
export type OperationCaller = <Data>(
  operation: CallDescriptor,
  request: object | undefined,
  options?: CallOptions,
) => Promise<AtlasResult<Data>>;
