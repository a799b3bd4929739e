// How does a test get a place in the cluster that no other test touches?

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { rigEnvironment } from "../../rig/environment.ts";
import { admin } from "./admin.ts";
import { overLabel } from "./ended-namespaces.ts";

export interface TestNamespace {
  readonly name: string;
  /** See `endNamespace`. */
  remove(): Promise<void>;
}

/** Its service account is there too, so that a pod can be created at once. */
export async function createNamespace(prefix: string): Promise<TestNamespace> {
  const name = `${prefix}-${randomBytes(4).toString("hex")}`;
  const cluster = await admin();
  await cluster.create({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "slipway.dev/test": "true" } },
  });
  const account = { apiVersion: "v1", kind: "ServiceAccount", name: "default", namespace: name };
  const end = performance.now() + 180_000;
  while ((await cluster.get(account)) === undefined) {
    if (performance.now() > end) throw new Error(`the namespace ${name} got no service account within three minutes`);
    await sleep(50);
  }
  return { name, remove: () => endNamespace(name) };
}

/**
 * Asks for the end of all that runs in a namespace, and does not wait for it: the next test has its own.
 *
 * In the rig the empty namespace stays until the next tests begin: mostly the rig is taken down before. To delete one,
 * the controllers ask a hundred questions, for each kind that is served, and those of a whole run were a quarter of all
 * that the API server was asked. Anywhere else it is deleted at once.
 */
export async function endNamespace(name: string): Promise<void> {
  const cluster = await admin();
  const reference = { apiVersion: "v1", kind: "Namespace", name };
  if ((await rigEnvironment()).kind !== "rig") return cluster.delete(reference);
  const end = async (path: string): Promise<void> => {
    const [collection, resource] = path.split(" ");
    await cluster.request("DELETE", `${collection}/namespaces/${name}/${resource}?propagationPolicy=Background`);
  };
  // First what would create others instead of those that are gone.
  await Promise.all(owners.map(end));
  await Promise.all(owned.map(end));
  await cluster.patch(reference, "merge", { metadata: { labels: { [overLabel]: "true" } } });
}

const owners = [
  "/apis/apps/v1 deployments",
  "/apis/apps/v1 statefulsets",
  "/apis/apps/v1 daemonsets",
  "/apis/batch/v1 cronjobs",
  "/apis/batch/v1 jobs",
  // It is looked at every fifteen seconds.
  "/apis/autoscaling/v2 horizontalpodautoscalers",
];
/** A Service holds its node port. */
const owned = ["/apis/apps/v1 replicasets", "/api/v1 pods", "/api/v1 services", "/apis/networking.k8s.io/v1 ingresses"];
