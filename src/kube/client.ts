// What does each verb send to the API server?

import { Failure } from "../report/failure.ts";
import { ApiError, isApiError } from "./api-error.ts";
import type { Cluster, ListOptions, ObjectList, Pages, ResourceType, WriteOptions } from "./cluster.ts";
import { createDiscovery } from "./discovery.ts";
import { execInPod } from "./exec.ts";
import type { KubeObject, ObjectKind } from "./object.ts";
import { listInPages } from "./paged-list.ts";
import { openPortForward } from "./port-forward.ts";
import { type ApiRequest, parseAnswer, type Transport } from "./request.ts";
import { resourcePath } from "./resource-types.ts";
import { readWatch } from "./watch-stream.ts";

const PATCH_CONTENT_TYPES = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
} as const;

export function createCluster(
  transport: Transport,
  { context, namespace }: { context: string; namespace: string },
): Cluster {
  const discovery = createDiscovery(transport);

  const ask = async <T>(request: ApiRequest): Promise<T> =>
    parseAnswer<T>(await transport.send(request), transport, request);

  const typeOf = async (kind: ObjectKind, signal: AbortSignal | undefined): Promise<ResourceType> => {
    // A group that was asked for while its definitions were being taken up, may hold more now.
    const type =
      (await discovery.resourceType(kind, { signal })) ??
      (await discovery.resourceType(kind, { signal, refresh: true }));
    if (type) return type;
    throw new Failure({
      attempted: `asking the cluster ${transport.server} for ${kind.kind}`,
      found: `it does not serve the kind ${kind.kind} of ${kind.apiVersion}`,
      advice: "Correct apiVersion and kind, or install the CustomResourceDefinition first.",
    });
  };

  const pathOf = async (
    object: ObjectKind & {
      namespace?: string | undefined;
      name?: string | undefined;
      subresource?: string | undefined;
    },
    signal: AbortSignal | undefined,
  ): Promise<string> => {
    const type = await typeOf(object, signal);
    return resourcePath(type, { ...object, namespace: object.namespace ?? namespace });
  };

  const request: Cluster["request"] = async <T>(
    method: string,
    path: string,
    options: Parameters<Cluster["request"]>[2] = {},
  ) => {
    const { body, contentType, accept, signal } = options;
    // Reviews of access are questions, though they are asked by POST.
    const repeatable = method === "POST" ? /\/selfsubject\w+$/.test(path) : undefined;
    return ask<T>({ method, path, body, contentType, accept, repeatable, signal });
  };

  return {
    server: transport.server,
    context,
    namespace,
    request,
    resourceType: discovery.resourceType,
    async get<T extends KubeObject>(
      reference: Parameters<Cluster["get"]>[0],
      { signal }: { signal?: AbortSignal | undefined } = {},
    ) {
      const path = await pathOf(reference, signal);
      return orUndefined(ask<T>({ method: "GET", path, signal }));
    },
    async list<T extends KubeObject>(kind: ObjectKind, options: ListOptions & Pages<T> = {}) {
      if (options.pageSize !== undefined) {
        // What one asks for objects of a kind gets them of this kind.
        const paged = options as ListOptions & Pages<KubeObject>;
        const list = await listInPages({ request, namespace }, await typeOf(kind, options.signal), paged);
        return list as ObjectList<T>;
      }
      const path = await pathOf({ ...kind, namespace: options.namespace }, options.signal);
      const query = toQuery({ labelSelector: options.labelSelector, fieldSelector: options.fieldSelector });
      const answer = await ask<{ items: T[]; metadata: { resourceVersion: string } }>({
        method: "GET",
        path: path + query,
        signal: options.signal,
      });
      // The items of a list come without the kind that the list has for all.
      const items = answer.items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
      return { items, resourceVersion: answer.metadata.resourceVersion };
    },
    async create<T extends KubeObject>(object: T, options: WriteOptions = {}) {
      const path = await pathOf({ ...object, namespace: object.metadata.namespace }, options.signal);
      const query = toQuery({ ...writeQuery(options), fieldValidation: "Strict" });
      // A second try after a broken connection ends with 409 where the first one came through: never with two objects.
      const repeatable = object.metadata.name !== undefined;
      return ask<T>({ method: "POST", path: path + query, body: object, repeatable, signal: options.signal });
    },
    async replace<T extends KubeObject>(object: T, options: WriteOptions = {}) {
      const path = await pathOf(
        { ...object, namespace: object.metadata.namespace, name: object.metadata.name },
        options.signal,
      );
      return ask<T>({ method: "PUT", path: path + toQuery(writeQuery(options)), body: object, signal: options.signal });
    },
    async apply<T extends KubeObject>(object: KubeObject, options: Parameters<Cluster["apply"]>[1]) {
      const path = await pathOf(
        { ...object, namespace: object.metadata.namespace, name: object.metadata.name },
        options.signal,
      );
      const query = toQuery({
        ...writeQuery(options),
        force: options.force ? "true" : undefined,
        fieldValidation: "Strict",
      });
      const { managedFields: _, ...metadata } = object.metadata;
      const body = { ...object, metadata };
      return ask<T>({
        method: "PATCH",
        path: path + query,
        body,
        contentType: "application/apply-patch+yaml",
        signal: options.signal,
      });
    },
    async patch<T extends KubeObject>(
      reference: Parameters<Cluster["patch"]>[0],
      type: Parameters<Cluster["patch"]>[1],
      patch: unknown,
      options: Parameters<Cluster["patch"]>[3] = {},
    ) {
      const path = await pathOf({ ...reference, subresource: options.subresource }, options.signal);
      return ask<T>({
        method: "PATCH",
        path: path + toQuery(writeQuery(options)),
        body: patch,
        contentType: PATCH_CONTENT_TYPES[type],
        repeatable: type !== "json" || isRepeatable(patch),
        signal: options.signal,
      });
    },
    async delete(reference, options = {}) {
      const path = await pathOf(reference, options.signal);
      const body = {
        apiVersion: "v1",
        kind: "DeleteOptions",
        ...(options.propagation === undefined ? {} : { propagationPolicy: options.propagation }),
        ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
      };
      try {
        await transport.send({ method: "DELETE", path, body, signal: options.signal });
      } catch (error) {
        // 409 with a uid: an object of the same name has taken the place of the one that was meant.
        if (isApiError(error, 404) || (options.uid !== undefined && isApiError(error, 409))) return;
        throw error;
      }
    },
    async podLogs(pod, options = {}) {
      const path = resourcePath(POD, { ...pod, subresource: "log" });
      const query = toQuery({
        container: options.container,
        tailLines: options.tailLines?.toString(),
        previous: options.previous ? "true" : undefined,
        limitBytes: LOG_LIMIT_BYTES,
      });
      return transport.send({ method: "GET", path: path + query, accept: "*/*", signal: options.signal });
    },
    async *openWatch(kind, options) {
      const path = await pathOf({ ...kind, namespace: options.namespace }, options.signal);
      yield* readWatch(transport, path, options);
    },
    openPortForward: (pod, port, options = {}) => openPortForward(transport, pod, port, options.signal),
    exec: (pod, question, options = {}) => execInPod(transport, pod, question, options.signal),
    clockOffset: () => transport.clockOffset(),
    requestCount: () => ({ ...transport.counts }),
    close: () => transport.close(),
  };
}

const POD: ResourceType = { apiVersion: "v1", kind: "Pod", plural: "pods", namespaced: true };
/** A container that writes one endless line must not fill the runner's memory. */
const LOG_LIMIT_BYTES = String(1024 * 1024);

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined;
    throw error;
  }
}

function writeQuery({ dryRun, fieldManager }: WriteOptions): Record<string, string | undefined> {
  return { dryRun: dryRun ? "All" : undefined, fieldManager };
}

function toQuery(parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** A JSON patch that inserts into a list or removes from one does so again when it is sent again, unless it tests first. */
function isRepeatable(patch: unknown): boolean {
  if (!Array.isArray(patch)) return false;
  const operations = patch as { op?: string; path?: string }[];
  if (operations.some(({ op }) => op === "test")) return true;
  return operations.every(({ op, path }) => op === "replace" || (op === "add" && !/\/(-|\d+)$/.test(path ?? "")));
}
