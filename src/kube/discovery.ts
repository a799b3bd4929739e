// How does this server serve a kind that is not built in?

import { isApiError } from "./api-error.ts";
import type { CallOptions, ResourceType } from "./cluster.ts";
import type { ObjectKind } from "./object.ts";
import { parseAnswer, type Transport } from "./request.ts";
import { builtInType, groupVersionPath } from "./resource-types.ts";

interface ApiResourceList {
  readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

export interface Discovery {
  resourceType(kind: ObjectKind, options?: CallOptions & { refresh?: boolean }): Promise<ResourceType | undefined>;
}

/**
 * Asks for one group and version at a time, once: a manifest names both, so the whole list of
 * everything that a cluster serves is never needed.
 */
export function createDiscovery(transport: Transport): Discovery {
  const known = new Map<string, Promise<ApiResourceList>>();

  return {
    async resourceType(kind, options = {}) {
      const builtIn = builtInType(kind);
      if (builtIn) return builtIn;
      if (options.refresh) known.delete(kind.apiVersion);
      const { resources = [] } = await served(kind.apiVersion, options.signal);
      const found = resources.find((resource) => resource.kind === kind.kind && !resource.name.includes("/"));
      return (
        found && { apiVersion: kind.apiVersion, kind: kind.kind, plural: found.name, namespaced: found.namespaced }
      );
    },
  };

  function served(apiVersion: string, signal: AbortSignal | undefined): Promise<ApiResourceList> {
    const before = known.get(apiVersion);
    if (before) return before;
    const asked = ask(apiVersion, signal);
    known.set(apiVersion, asked);
    // A question that failed (or was aborted) is asked again.
    asked.catch(() => known.delete(apiVersion));
    return asked;
  }

  async function ask(apiVersion: string, signal: AbortSignal | undefined): Promise<ApiResourceList> {
    const request = { method: "GET", path: groupVersionPath(apiVersion), signal };
    try {
      return parseAnswer<ApiResourceList>(await transport.send(request), transport, request);
    } catch (error) {
      if (isApiError(error, 404)) return {};
      throw error;
    }
  }
}
