// How is a long list read without holding what nobody asks for?

import { isApiError } from "./api-error.ts";
import type { Cluster, ListOptions, ObjectList, ResourceType } from "./cluster.ts";
import type { KubeObject, ObjectMetadata } from "./object.ts";
import { resourcePath } from "./resource-types.ts";

export interface PagedListOptions extends ListOptions {
  /** Objects in one answer; 500, as kubectl asks, unless given. */
  readonly pageSize?: number | undefined;
  /** Only name, labels, annotations and owners: no content leaves the server, which matters for Secrets. */
  readonly metadataOnly?: boolean | undefined;
  /** What is held of an object; undefined for one that nobody needs. It may change its argument. */
  readonly keep?: ((object: KubeObject) => KubeObject | undefined) | undefined;
}

/** As `listInPages`, for who does not go on with a watch. */
export async function listPaged(
  cluster: Pick<Cluster, "request" | "namespace">,
  type: ResourceType,
  options: PagedListOptions = {},
): Promise<KubeObject[]> {
  return (await listInPages(cluster, type, options)).items;
}

/**
 * All objects of a kind, page by page, so that no more than one page of what is thrown away is held at a time.
 * A continue token that expired on the way (410, five minutes by default) is replaced by the one that the server sends
 * along: then the pages are of different moments, as for every reader of a cluster that lives. Without one it begins anew.
 * The version is that of the first page: a watch from it brings what changed between the pages.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 *
 * @throws ApiError
 */
export async function listInPages(
  cluster: Pick<Cluster, "request" | "namespace">,
  type: ResourceType,
  options: PagedListOptions,
): Promise<ObjectList<KubeObject>> {
  let items: KubeObject[] = [];
  let resourceVersion = "";
  let token = "";
  for (let restarts = 0; ; ) {
    try {
      const page = await readPage(cluster, type, options, token);
      if (token === "") resourceVersion = page.resourceVersion;
      items.push(...page.kept);
      token = page.next;
      if (token === "") return { items, resourceVersion };
    } catch (error) {
      if (!isApiError(error, 410) || token === "" || restarts === mostRestarts) throw error;
      restarts += 1;
      token = error.status.metadata?.continue ?? "";
      if (token === "") items = [];
    }
  }
}

async function readPage(
  cluster: Pick<Cluster, "request" | "namespace">,
  type: ResourceType,
  options: PagedListOptions,
  token: string,
): Promise<{ kept: KubeObject[]; next: string; resourceVersion: string }> {
  const { keep = (object: KubeObject) => object, namespace = cluster.namespace, signal } = options;
  const path = `${resourcePath(type, { namespace })}?${query(options, token)}`;
  const accept = options.metadataOnly ? metadataList : undefined;
  const page = await cluster.request<Page>("GET", path, { signal, accept });
  const { apiVersion, kind } = type;
  // The items of a list come without the kind that the list has for all.
  const kept = (page.items ?? []).flatMap((item) => keep({ ...item, apiVersion, kind }) ?? []);
  const { continue: next = "", resourceVersion = "" } = page.metadata ?? {};
  return { kept, next, resourceVersion };
}

interface Page {
  readonly items?: readonly { readonly metadata: ObjectMetadata }[] | null;
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
}

const metadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
const mostRestarts = 3;

function query({ pageSize = 500, labelSelector, fieldSelector }: PagedListOptions, token: string): URLSearchParams {
  return new URLSearchParams({
    limit: String(pageSize),
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
    ...(token === "" ? {} : { continue: token }),
  });
}
