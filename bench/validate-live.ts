// What does it cost to validate a namespace of a thousand services as it runs?

import { connect } from "../src/kube/connect.ts";
import { observeCluster } from "../src/validation/cluster/observe-cluster.ts";
import { readLiveObjects } from "../src/validation/live.ts";
import { subjectOf } from "../src/validation/subject.ts";
import { validate } from "../src/validation/validate.ts";
import { createNamespace } from "../test/cluster/support/namespace.ts";
import { startSimulatedNode } from "../test/cluster/support/simulated-pods.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { recordLog } from "../test/unit/image/support.ts";
import { type Figure, medianResult } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { createServices, untilReady } from "./support/live-services.ts";

const services = 1000;
const repetitions = 5;
/** In milliseconds. */
const limit = 4_000;

/** Real lists of a real API server; the pods are simulated, which their objects do not show. */
export const figure: Figure = {
  name: "validate-live",
  async run(progress) {
    await bringUp();
    const { kubeconfig } = await rigEnvironment();
    const node = await startSimulatedNode({ pods: 2 * services });
    const { name: namespace, remove } = await createNamespace("bench-validate");
    const open = () => connect({ kubeconfig, namespace, env: {}, tempDirectory: "/tmp", mask: () => undefined });
    const cluster = await open();
    try {
      progress(`creating ${services} services`);
      await createServices(cluster, services, node.podSpec);
      await untilReady(cluster, services);
      const samples: number[] = [];
      const reading: number[] = [];
      let objects = 0;
      for (let turn = 0; turn <= repetitions; turn += 1) {
        const measured = await validateOnce(open);
        objects = measured.objects;
        progress(`turn ${turn}: ${Math.round(measured.took)} ms for ${objects} objects`);
        // The first one also loads the code, which a job pays once and `start` measures.
        if (turn > 0) samples.push(measured.took);
        if (turn > 0) reading.push(measured.reading);
      }
      return [
        medianResult({
          name: `live validation of ${services} workloads (${objects} objects)`,
          unit: "ms",
          limit,
          samples,
        }),
        medianResult({ name: "of which reading the cluster", unit: "ms", samples: reading }),
      ];
    } finally {
      await cluster.close();
      await remove();
      await node.stop();
    }
  },
};

async function validateOnce(open: () => ReturnType<typeof connect>) {
  const signal = new AbortController().signal;
  const started = performance.now();
  const cluster = await open();
  const live = await readLiveObjects(cluster, { signal });
  const observed = { cluster: await observeCluster(cluster, subjectOf([], live, "all"), { signal }) };
  const read = performance.now();
  const request = { manifests: [], live, workload: "all", observed, failOn: "high" } as const;
  await validate(request, { log: recordLog(), signal });
  const ended = performance.now();
  await cluster.close();
  const objects = Object.values(live.lists).reduce(
    (sum, list) => sum + (list.kind === "read" ? list.items.length : 0),
    0,
  );
  return { took: ended - started, reading: read - started, objects };
}
