// Would a Service of the manifests leave the pods that answer users, before the release has any?

import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import { describeObject, type KubeObject, referenceTo } from "../kube/object.ts";
import { selectorText } from "../kube/selectors.ts";
import type { Manifest } from "../manifests/manifest.ts";
import { Failure } from "../report/failure.ts";
import { type Pod, podKind } from "./workload.ts";

type Labels = Readonly<Record<string, string>>;

export interface AppliedObject {
  /** As it is to be applied, with its namespace. */
  readonly body: KubeObject;
  readonly manifest: Manifest | undefined;
}

/**
 * Services are applied before the workload. One that answers from ready pods now (of another Deployment, as Flagger's
 * `orders-primary`; or with a label that only the new template has) and would find none by its new selector answers nobody
 * until the release is up, and no longer where it fails.
 *
 * @throws Failure on the line of the selector. Whose pods may not be listed is not looked at.
 */
export async function refuseLedAway(
  objects: readonly AppliedObject[],
  { cluster, signal }: { readonly cluster: Pick<Cluster, "get" | "list">; readonly signal: AbortSignal },
): Promise<void> {
  for (const { body, manifest } of objects) {
    const next = selectorOf(body);
    if (body.kind !== "Service" || next === undefined) continue;
    const live = selectorOf(await cluster.get(referenceTo(body), { signal }));
    if (live === undefined || sameSelector(live, next)) continue;
    const { namespace } = body.metadata;
    const now = await readyPods(live);
    if (now.length === 0 || (await readyPods(next)).length > 0) continue;
    throw ledAway(body, now, next, manifest);

    async function readyPods(selector: Labels): Promise<readonly Pod[]> {
      const options = { namespace, labelSelector: selectorText({ matchLabels: selector }), signal };
      const { items } = await cluster.list<Pod>(podKind, options).catch((error: unknown) => {
        if (isApiError(error, 403)) return { items: [] };
        throw error;
      });
      return items.filter(isReady);
    }
  }
}

/** None where it has none: its endpoints are somebody else's. */
function selectorOf(service: KubeObject | undefined): Labels | undefined {
  const { selector } = (service?.spec ?? {}) as { selector?: Labels };
  return selector === undefined || Object.keys(selector).length === 0 ? undefined : selector;
}

function sameSelector(one: Labels, other: Labels): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

function isReady({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
  return ready && metadata.deletionTimestamp === undefined;
}

function ledAway(service: KubeObject, now: readonly Pod[], next: Labels, manifest: Manifest | undefined): Failure {
  const [first] = now;
  const others = now.length === 1 ? "" : ` and ${now.length - 1} more ready`;
  return new Failure({
    attempted: "looking whether users would still be answered",
    found: `${describeObject(service)} answers from Pod ${first?.metadata.name ?? ""}${others}, and no ready pod has what its manifest selects: ${selectorText({ matchLabels: next })}`,
    advice:
      "Nobody would be answered until the pods of the release are ready, nor if they never are. Keep the live selector in the manifest, and change it once the new pods are ready; or let it select labels that both have. Nothing was changed.",
    at: manifest?.position(["spec", "selector"]),
  });
}
