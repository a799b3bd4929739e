// What does a release of a thousand pods cost, beside one of three?

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/build.ts";
import { orders, ordersImage, workspaceOf } from "../test/cluster/rollout/orders.ts";
import { createNamespace } from "../test/cluster/support/namespace.ts";
import { startSimulatedNode } from "../test/cluster/support/simulated-pods.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { runRelease } from "./support/started-release.ts";
import { watchStatus } from "./support/watch-status.ts";

const repetitions = 5;
const many = 1000;
const limits = { memory: 250, moreRequests: 20, overhead: 100 };

/** Pods on a simulated node, which are ready at once: what is measured is the toolkit's own work. */
export const figure: Figure = {
  name: "scale",
  async run(progress) {
    const directory = await mkdtemp(join(tmpdir(), "slipway-bench-"));
    await bringUp();
    progress("building dist and the image");
    await build(join(directory, "dist"));
    const image = await ordersImage("bench");
    const node = await startSimulatedNode({ pods: 2 * many });
    const [few, lot] = await Promise.all([createNamespace("scale"), createNamespace("scale")]);
    try {
      const measure = (namespace: string, replicas: number, mark: string) =>
        release({ directory, image, namespace, replicas, mark, podSpec: node.podSpec });
      await measure(few.name, 3, "first");
      progress(`the first release of ${many} pods`);
      await measure(lot.name, many, "first");
      const samples: { three: Sample; thousand: Sample }[] = [];
      for (let turn = 1; turn <= repetitions; turn += 1) {
        progress(`release ${turn} of ${repetitions}`);
        const three = await measure(few.name, 3, `turn-${turn}`);
        samples.push({ three, thousand: await measure(lot.name, many, `turn-${turn}`) });
      }
      return results(samples);
    } finally {
      await Promise.all([few.remove(), lot.remove()]);
      await node.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

interface Sample {
  /** In MB. */
  readonly memory: number;
  readonly requests: number;
  /** Of the wait after the event that completed the status, in milliseconds. */
  readonly overhead: number;
  readonly took: number;
}

function results(samples: readonly { three: Sample; thousand: Sample }[]): Result[] {
  const of = (name: string, unit: string, pick: (sample: (typeof samples)[number]) => number, limit?: number): Result =>
    medianResult({ name, unit, samples: samples.map(pick), ...(limit === undefined ? {} : { limit }) });
  return [
    of(`peak memory of a release of ${many} pods`, "MB", ({ thousand }) => thousand.memory, limits.memory),
    of("peak memory of a release of 3 pods", "MB", ({ three }) => three.memory),
    of(
      "API requests more than for 3 pods",
      "requests",
      ({ three, thousand }) => thousand.requests - three.requests,
      limits.moreRequests,
    ),
    of(
      `end of the wait after the last event, ${many} pods`,
      "ms",
      ({ thousand }) => thousand.overhead,
      limits.overhead,
    ),
    of(`rollout of ${many} pods`, "ms", ({ thousand }) => thousand.took),
  ];
}

async function release(options: {
  directory: string;
  image: string;
  namespace: string;
  replicas: number;
  mark: string;
  podSpec: Readonly<Record<string, unknown>>;
}): Promise<Sample> {
  const { directory, image, namespace, replicas, mark, podSpec } = options;
  const strategy = { rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } };
  const workspace = workspaceOf(orders({ replicas, env: { MARK: mark }, spec: { strategy }, podSpec }));
  const watch = await watchStatus(namespace);
  const started = performance.now();
  const ended = await runRelease({
    entry: join(directory, "dist", "deploy-rollout.js"),
    directory,
    workspace,
    run: "1",
    inputs: { namespace, manifests: "orders.yaml", image, force: "true" },
  });
  if (ended.code !== 0) throw new Error(`the release ended with ${ended.code}:\n${ended.log}`);
  const completeAt = await watch.complete;
  await watch.stop();
  await rm(workspace, { recursive: true, force: true });
  return {
    memory: ended.peakMemory / 1e6,
    requests: ended.requests,
    overhead: ended.at(/^All pods of the new revision are ready/) - completeAt,
    took: completeAt - started,
  };
}
