// How does a test get a place in the cluster that no other test touches?

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { admin } from "./admin.ts";

export interface TestNamespace {
  readonly name: string;
  /** Asks for the namespace's deletion and does not wait for it: the next test has its own. */
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
  const end = performance.now() + 60_000;
  while ((await cluster.get(account)) === undefined) {
    if (performance.now() > end) throw new Error(`the namespace ${name} got no service account within a minute`);
    await sleep(50);
  }
  return { name, remove: () => cluster.delete({ apiVersion: "v1", kind: "Namespace", name }) };
}
