// What can the rest of the toolkit ask of a cluster?

import type { KubeObject, ObjectKind, ObjectReference } from "./object.ts";

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WriteOptions extends CallOptions {
  /** Asks the server to do everything but keep the result (`dryRun=All`). */
  readonly dryRun?: boolean | undefined;
  readonly fieldManager?: string | undefined;
}

export interface ApplyOptions extends WriteOptions {
  /** Takes over fields that other managers own. Without it such a field is an ApiError 409. */
  readonly force?: boolean | undefined;
}

export interface ListOptions extends CallOptions {
  /** The cluster's own namespace unless given; ignored for kinds without one. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

/** For kinds of which there are many: no more than a page of what is not held is in memory at a time. */
export interface Pages<T extends KubeObject> {
  /** Objects in one answer. All in one unless given. */
  readonly pageSize?: number | undefined;
  /** What is held of an object; undefined for one that nobody needs. It may change its argument. Only with `pageSize`. */
  readonly keep?: ((object: T) => T | undefined) | undefined;
}

export interface ObjectList<T extends KubeObject> {
  readonly items: T[];
  readonly resourceVersion: string;
}

export type PatchType = "json" | "merge" | "strategic";

export interface PatchOptions extends WriteOptions {
  /** `scale` or `status`; the object itself unless given. */
  readonly subresource?: string | undefined;
}

export interface DeleteOptions extends CallOptions {
  readonly propagation?: "Foreground" | "Background" | "Orphan" | undefined;
  /** Deletes only this very object, not a new one of the same name. */
  readonly uid?: string | undefined;
}

export interface LogOptions extends CallOptions {
  readonly container?: string | undefined;
  readonly tailLines?: number | undefined;
  /** The log of the container's instance before the last restart. */
  readonly previous?: boolean | undefined;
}

export interface ExecQuestion {
  /** The only one, or the one that `kubectl.kubernetes.io/default-container` names, unless given. */
  readonly container?: string | undefined;
  /** Program and arguments; no shell is in between. */
  readonly command: readonly string[];
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Set where it printed more than 1 MiB, of which the beginning is kept. */
  readonly truncated: boolean;
}

/** How the API server serves a kind, from discovery. */
export interface ResourceType {
  readonly kind: string;
  /** `apps/v1`, `v1`. */
  readonly apiVersion: string;
  /** `deployments`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/**
 * A connection to one cluster with one set of credentials. Every call retries what is worth a retry
 * (429 and 5xx with Retry-After, refused and broken connections on idempotent calls) and throws
 * `ApiError` for what the server refuses and `Failure` for a server that cannot be reached.
 */
export interface Cluster {
  /** The server's URL, for messages. */
  readonly server: string;
  /** The kubeconfig context, or `in-cluster`. */
  readonly context: string;
  /** The namespace that is meant where none is named. */
  readonly namespace: string;

  /** Resolves a kind; `undefined` where the server does not know it. Cached; `refresh` asks again. */
  resourceType(kind: ObjectKind, options?: CallOptions & { refresh?: boolean }): Promise<ResourceType | undefined>;
  /** `undefined` where there is no such object. */
  get<T extends KubeObject>(reference: ObjectReference, options?: CallOptions): Promise<T | undefined>;
  list<T extends KubeObject>(kind: ObjectKind, options?: ListOptions & Pages<T>): Promise<ObjectList<T>>;
  create<T extends KubeObject>(object: T, options?: WriteOptions): Promise<T>;
  /** PUT: refused with 409 where `metadata.resourceVersion` is stale. */
  replace<T extends KubeObject>(object: T, options?: WriteOptions): Promise<T>;
  /** Server-side apply. */
  apply<T extends KubeObject>(object: KubeObject, options: ApplyOptions & { fieldManager: string }): Promise<T>;
  patch<T extends KubeObject>(
    reference: ObjectReference,
    type: PatchType,
    patch: unknown,
    options?: PatchOptions,
  ): Promise<T>;
  /** Resolves also where the object is gone already. */
  delete(reference: ObjectReference, options?: DeleteOptions): Promise<void>;
  podLogs(pod: { namespace: string; name: string }, options?: LogOptions): Promise<string>;
  /**
   * One raw request for what the verbs above do not cover (`/version`, access reviews).
   * Paths start with `/`. Retried like the others where the method is GET.
   */
  request<T>(
    method: string,
    path: string,
    options?: CallOptions & { body?: unknown; contentType?: string; accept?: string | undefined },
  ): Promise<T>;
  /** See `watch.ts`. */
  openWatch(kind: ObjectKind, options: ListOptions & { resourceVersion: string }): AsyncIterable<WatchEvent>;
  /** See `port-forward.ts`. */
  openPortForward(
    pod: { namespace: string; name: string },
    port: number,
    options?: CallOptions,
  ): Promise<PodConnection>;
  /** See `exec.ts`. */
  exec(pod: { namespace: string; name: string }, question: ExecQuestion, options?: CallOptions): Promise<ExecResult>;
  /**
   * How many HTTP requests were sent, retries included. `total` is all of them but the writes of
   * Leases, which `leases` counts; `watches` says how many of the total opened a watch.
   */
  requestCount(): { readonly total: number; readonly leases: number; readonly watches: number };
  /**
   * How far the server's clock is ahead of this machine's, in milliseconds and to about a second, by the header Date of
   * its last answer; undefined before the first.
   */
  clockOffset(): number | undefined;
  /** Ends idle connections. A closed cluster takes no more calls. */
  close(): Promise<void>;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: KubeObject;
}

/** A byte stream to a port of a pod, without a local port. */
export type PodConnection = import("node:stream").Duplex;
