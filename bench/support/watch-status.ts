// When does the cluster itself say that a rollout is complete?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { deploymentIn } from "../../test/cluster/rollout/orders.ts";
import { rigEnvironment } from "../../test/rig/environment.ts";

export interface StatusWatch {
  /** Resolves at the first state that is seen; never where there is no Deployment yet and none is made. */
  readonly seen: Promise<void>;
  /** Resolves once the Deployment is of another generation than before. */
  readonly changed: Promise<void>;
  /** On the clock of `performance.now()`: when the event came that completes the status of that generation. */
  readonly complete: Promise<number>;
  stop(): Promise<void>;
}

const fields = [
  "metadata.generation",
  "status.observedGeneration",
  "spec.replicas",
  "status.replicas",
  "status.updatedReplicas",
  "status.availableReplicas",
];

/** An independent watch of the Deployment `orders`: kubectl's, in a process of its own. It may not be there yet. */
export async function watchStatus(namespace: string): Promise<StatusWatch> {
  const before = await deploymentIn(namespace).then(
    ({ metadata }) => metadata.generation ?? 0,
    () => 0,
  );
  const { env } = await rigEnvironment();
  const path = `{${fields.map((field) => `.${field}`).join('}{","}{')}}{"\\n"}`;
  const which = ["deployments", "--field-selector=metadata.name=orders"];
  const args = ["--namespace", namespace, "get", ...which, "--watch", `--output=jsonpath=${path}`];
  const child = spawn("kubectl", args, { env, stdio: ["ignore", "pipe", "ignore"] });
  const seen = Promise.withResolvers<void>();
  const changed = Promise.withResolvers<void>();
  const complete = Promise.withResolvers<number>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const at = performance.now();
    const [generation = 0, observed = 0, wanted = 0, all = 0, updated = 0, available = 0] = line.split(",").map(Number);
    seen.resolve();
    if (generation <= before) return;
    changed.resolve();
    if (observed >= generation && updated === wanted && all === wanted && available === wanted) complete.resolve(at);
  });
  const exit = once(child, "exit");
  return {
    seen: seen.promise,
    changed: changed.promise,
    complete: complete.promise,
    stop: async () => {
      child.kill();
      await exit;
    },
  };
}
