// What does this cluster serve, as a chart asks for it?

import type { CallOptions, Cluster } from "./cluster.ts";

export interface ServedApis {
  /** `v1.34.4`. */
  readonly kubernetes: string;
  /** `apps/v1` and `apps/v1/Deployment` of all that is served, sorted. */
  readonly apiVersions: readonly string[];
}

interface GroupList {
  readonly groups: readonly { readonly versions: readonly { readonly groupVersion: string }[] }[];
}

interface ResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string }[];
}

/** Asks for each group and version: two dozen small requests, side by side. A group whose server is away is left out. */
export async function readServedApis(cluster: Cluster, options: CallOptions = {}): Promise<ServedApis> {
  const get = <T>(path: string): Promise<T> => cluster.request<T>("GET", path, options);
  const [version, { groups }] = await Promise.all([get<{ gitVersion: string }>("/version"), get<GroupList>("/apis")]);
  const served = groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => groupVersion));
  const kinds = await Promise.all(
    ["v1", ...served].map(async (groupVersion) => {
      const path = groupVersion === "v1" ? "/api/v1" : `/apis/${groupVersion}`;
      // An aggregated API (metrics) can be registered while nobody answers for it; Helm leaves it out too.
      const { resources = [] } = await get<ResourceList>(path).catch((error: unknown): ResourceList => {
        options.signal?.throwIfAborted();
        if (error instanceof Error) return {};
        throw error;
      });
      const own = resources.filter(({ name }) => !name.includes("/")).map(({ kind }) => `${groupVersion}/${kind}`);
      return [groupVersion, ...own];
    }),
  );
  return { kubernetes: version.gitVersion, apiVersions: [...new Set(kinds.flat())].toSorted() };
}
