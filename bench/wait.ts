// How soon after a rollout is complete does its wait end, and what does a release ask of the API server?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/build.ts";
import { orders, ordersImage, workspaceOf } from "../test/cluster/rollout/orders.ts";
import { kubectl } from "../test/cluster/support/kubectl.ts";
import { createNamespace } from "../test/cluster/support/namespace.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { runRelease } from "./support/started-release.ts";
import { watchStatus } from "./support/watch-status.ts";

const repetitions = 9;
const limits = { overhead: 30, requests: 60 };

/**
 * Three replicas get a new template again and again. A watch of its own (kubectl's, in a process of its own) sees the
 * event that completes the status; the action and `kubectl rollout status` run beside each other. All three are timed
 * by the arrival of their lines in this process, so each carries the same delay of a pipe.
 */
export const figure: Figure = {
  name: "wait",
  async run(progress) {
    const directory = await mkdtemp(join(tmpdir(), "slipway-bench-"));
    progress("bringing the rig up");
    await bringUp();
    progress("building dist and the image");
    await build(join(directory, "dist"));
    const image = await ordersImage("bench");
    const namespace = await createNamespace("bench");
    const bench: Bench = {
      entry: join(directory, "dist", "deploy-rollout.js"),
      image,
      namespace: namespace.name,
      directory,
    };
    try {
      await release(bench, "first", {});
      const samples: Sample[] = [];
      for (let turn = 1; turn <= repetitions; turn += 1) {
        progress(`release ${turn} of ${repetitions}`);
        samples.push(await measure(bench, `turn-${turn}`, {}));
      }
      progress("a release that takes ten times as long");
      const long = await measure(bench, "long", { ORDERS_STARTUP: "12s" });
      return results(samples, long);
    } finally {
      await namespace.remove();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

interface Bench {
  readonly entry: string;
  readonly image: string;
  readonly namespace: string;
  readonly directory: string;
}

/** Milliseconds after the event that completed the status, and requests. */
interface Sample {
  readonly ours: number;
  readonly kubectl: number;
  readonly requests: number;
  readonly took: number;
}

function results(samples: readonly Sample[], long: Sample): Result[] {
  return [
    medianResult({
      name: "deploy-rollout, end of the wait after the last event",
      unit: "ms",
      limit: limits.overhead,
      samples: samples.map(({ ours }) => ours),
    }),
    medianResult({
      name: "kubectl rollout status, end after the last event",
      unit: "ms",
      samples: samples.map(({ kubectl }) => kubectl),
    }),
    medianResult({
      name: "API requests of the whole action",
      unit: "requests",
      limit: limits.requests,
      samples: samples.map(({ requests }) => requests),
    }),
    medianResult({
      name: `API requests of a rollout of ${Math.round(long.took / 1000)} s`,
      unit: "requests",
      limit: limits.requests,
      samples: [long.requests],
    }),
    medianResult({ name: "rollout of three replicas", unit: "ms", samples: samples.map(({ took }) => took) }),
  ];
}

async function measure(bench: Bench, mark: string, env: Record<string, string>): Promise<Sample> {
  const { namespace } = bench;
  const { env: rig } = await rigEnvironment();
  const watch = await watchStatus(namespace);
  // Begun once the change is there, as a script does it.
  const peer = watch.changed.then(async () => {
    const args = ["--namespace", namespace, "rollout", "status", "deployment/orders"];
    await once(spawn("kubectl", args, { env: rig, stdio: "ignore" }), "exit");
    return performance.now();
  });
  const started = performance.now();
  const { waited, requests } = await release(bench, mark, env);
  const [completeAt, peerAt] = await Promise.all([watch.complete, peer]);
  await watch.stop();
  return { ours: waited - completeAt, kubectl: peerAt - completeAt, requests, took: completeAt - started };
}

/** Runs the action; when its wait ended, and how many requests it sent. */
async function release(
  { entry, image, namespace, directory }: Bench,
  mark: string,
  env: Record<string, string>,
): Promise<{ waited: number; requests: number }> {
  const workspace = workspaceOf(orders({ replicas: 3, env: { ...env, MARK: mark } }));
  const inputs = { namespace, manifests: "orders.yaml", image, force: "true" };
  // One run: a promoted release of its own does not stand in the way of the next.
  const { code, log, at, requests } = await runRelease({ entry, directory, workspace, run: "1", inputs });
  await rm(workspace, { recursive: true, force: true });
  const waited = at(/^All pods of the new revision are ready/);
  if (code !== 0 || Number.isNaN(waited) || Number.isNaN(requests))
    throw new Error(`the release ended with ${code}:\n${log}`);
  await kubectl(
    [
      "wait",
      "--for=delete",
      "pods",
      "--selector=app=orders",
      "--field-selector=status.phase=Succeeded",
      "--timeout=30s",
    ],
    { namespace },
  );
  return { waited, requests };
}
