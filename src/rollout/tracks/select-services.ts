// How do the live Services change over, without losing what somebody else writes at the same time?

import { isApiError } from "../../kube/api-error.ts";
import type { Cluster } from "../../kube/cluster.ts";
import { describeObject, referenceTo } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import { Failure } from "../../report/failure.ts";
import { patchManager } from "../dry-run.ts";
import type { ServiceObject } from "./strategy.ts";

type Labels = Readonly<Record<string, string>>;

export const serviceKind = { apiVersion: "v1", kind: "Service" } as const;

const mostTries = 10;

/**
 * One patch of the selector alone, refused where the Service has changed since it was read, and then tried again.
 * @returns the Service as it stands; undefined where there is none of this name.
 */
export async function selectPods(
  cluster: Cluster,
  service: { readonly namespace: string; readonly name: string },
  selector: Labels,
): Promise<ServiceObject | undefined> {
  const reference = { ...serviceKind, ...service };
  const attempted = `changing the selector of ${describeObject(reference)}`;
  for (let tries = 1; ; tries++) {
    const live = await refused(attempted, () => cluster.get<ServiceObject>(reference));
    if (live === undefined || sameLabels(live.spec.selector, selector)) return live;
    const patch = [
      { op: "test", path: "/metadata/uid", value: live.metadata.uid },
      { op: "test", path: "/metadata/resourceVersion", value: live.metadata.resourceVersion },
      { op: live.spec.selector === undefined ? "add" : "replace", path: "/spec/selector", value: selector },
    ];
    try {
      return await cluster.patch<ServiceObject>(referenceTo(live), "json", patch, { fieldManager: patchManager });
    } catch (error) {
      // 422: a `test` of the patch did not hold, which is how the server says that it has changed.
      const changed = isApiError(error, 409) || isApiError(error, 422);
      if (!changed || tries === mostTries) throw explainRefusal(error, attempted);
    }
  }
}

export function sameLabels(one: Labels | undefined, other: Labels): boolean {
  const entries = Object.entries(one ?? {});
  return entries.length === Object.keys(other).length && entries.every(([key, value]) => other[key] === value);
}

async function refused<T>(attempted: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    const explained = explainRefusal(error, attempted);
    throw explained instanceof Error ? explained : new Failure({ attempted, found: String(error), advice: "" });
  }
}
