// What does it cost to validate a namespace of a thousand services as it runs?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/build.ts";
import { connect } from "../src/kube/connect.ts";
import { readLiveObjects } from "../src/validation/live.ts";
import { createNamespace } from "../test/cluster/support/namespace.ts";
import { startSimulatedNode } from "../test/cluster/support/simulated-pods.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { createServices, untilReady } from "./support/live-services.ts";

const services = 1000;
const repetitions = 5;
/** In milliseconds. */
const limit = 4_000;

/**
 * The built action as the runner starts it, to its end: lists in pages, every observer that needs no other input, all
 * checks, the summary. The API server and its answers are real; the pods are simulated, which their objects do not show.
 */
export const figure: Figure = {
  name: "validate-live",
  async run(progress) {
    await bringUp();
    const { kubeconfig } = await rigEnvironment();
    const folder = await mkdtemp(join(tmpdir(), "slipway-bench-validate-live-"));
    const node = await startSimulatedNode({ pods: 2 * services });
    const { name: namespace, remove } = await createNamespace("bench-validate");
    const cluster = await connect({ kubeconfig, namespace, env: {}, tempDirectory: folder, mask: () => undefined });
    try {
      progress("building dist");
      await build(join(folder, "dist"));
      progress(`creating ${services} services`);
      await createServices(cluster, services, node.podSpec);
      await untilReady(cluster, services);
      const objects = await countObjects(cluster);
      const samples: number[] = [];
      for (let turn = 0; turn <= repetitions; turn += 1) {
        const took = await runAction(folder, kubeconfig, namespace);
        progress(`turn ${turn}: ${Math.round(took)} ms for ${objects} objects`);
        // The first one warms the caches of the disk and of the API server.
        if (turn > 0) samples.push(took);
      }
      const name = `live validation of ${services} workloads (${objects} objects), the whole action`;
      return [medianResult({ name, unit: "ms", limit, samples })];
    } finally {
      await cluster.close();
      await remove();
      await node.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function countObjects(cluster: Awaited<ReturnType<typeof connect>>): Promise<number> {
  const { lists } = await readLiveObjects(cluster, { signal: new AbortController().signal });
  return Object.values(lists).reduce((sum, list) => sum + (list.kind === "read" ? list.items.length : 0), 0);
}

/** @returns milliseconds, from the start of the process to its end */
async function runAction(folder: string, kubeconfig: string, namespace: string): Promise<number> {
  for (const file of ["outputs", "summary"]) await writeFile(join(folder, file), "");
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    RUNNER_TEMP: folder,
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: join(folder, "outputs"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    INPUT_WORKLOAD: "all",
    INPUT_NAMESPACE: namespace,
    INPUT_KUBECONFIG: kubeconfig,
    "INPUT_FAIL-ON": "none",
  };
  const started = performance.now();
  const child = spawn(process.execPath, [join(folder, "dist", "validate-production.js")], {
    ...{ cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [status] = (await once(child, "close")) as [number];
  const took = performance.now() - started;
  const output = Buffer.concat(chunks).toString();
  if (status !== 0 || !/\d+ checks passed/.test(output)) {
    throw new Error(`validate-production ended with ${status}:\n${output.slice(-2000)}`);
  }
  return took;
}
