// How does a test get a place in the cluster that no other test touches?

import { randomBytes } from "node:crypto";
import { kubectl, kubectlApply } from "./kubectl.ts";

export interface TestNamespace {
  readonly name: string;
  /** Asks for the namespace's deletion and does not wait for it: the next test has its own. */
  remove(): Promise<void>;
}

/** Its service account is there too, so that a pod can be created at once. */
export async function createNamespace(prefix: string): Promise<TestNamespace> {
  const name = `${prefix}-${randomBytes(4).toString("hex")}`;
  await kubectlApply([
    { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "slipway.dev/test": "true" } } },
  ]);
  await kubectl(["wait", "--for=create", "serviceaccount/default", "--timeout=30s"], { namespace: name });
  return {
    name,
    remove: async () => {
      await kubectl(["delete", "namespace", name, "--ignore-not-found", "--wait=false"]);
    },
  };
}
