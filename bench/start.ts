// How long does an action need until it works?

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "../scripts/build.ts";
import { badInputs } from "../test/contract/support/bad-inputs.ts";
import { type Figure, median, medianResult, type Result } from "./figure.ts";

const repetitions = 15;

/** Our limits, as multiples of what Node needs for nothing at all. */
const limits = { badInput: 5, firstRequest: 8 };

/**
 * The wall time of each entry of dist that ends at once on a bad input, and of a cluster action from its start to its
 * first API request, each as a ratio to `node -e 0` on the same Node. The three are measured in turn, so that a machine
 * that slows down slows all of them down.
 */
export const figure: Figure = {
  name: "start",
  async run(progress) {
    const directory = await mkdtemp(join(tmpdir(), "slipway-bench-"));
    try {
      const dist = join(directory, "dist");
      progress("building dist");
      const entries = await build(dist);
      const results: Result[] = [];
      for (const { name } of entries) {
        progress(`${name}: ${repetitions} starts with a bad input`);
        results.push(await badInput(name, join(dist, `${name}.js`), directory));
      }
      progress(`deploy-rollout: ${repetitions} starts to the first API request`);
      results.push(await firstRequest(join(dist, "deploy-rollout.js"), directory));
      return results;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function badInput(name: string, entry: string, directory: string): Promise<Result> {
  const inputs = Object.entries(await badInputs(name)).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]);
  const env = { ...bareEnvironment(directory), ...Object.fromEntries(inputs) };
  const samples = await ratios(() => timed([entry], env, 1));
  return medianResult({ name: `${name}, bad input / node -e 0`, unit: "ratio", limit: limits.badInput, samples });
}

async function firstRequest(entry: string, directory: string): Promise<Result> {
  const samples = await ratios(() => timeToFirstRequest(entry, directory));
  const name = "deploy-rollout, first API request / node -e 0";
  return medianResult({ name, unit: "ratio", limit: limits.firstRequest, samples });
}

/** Each sample beside a `node -e 0` of the same moment; the first pair only warms the caches of the disk. */
async function ratios(measure: () => Promise<number>): Promise<number[]> {
  const pairs: { ours: number; bare: number }[] = [];
  for (let turn = 0; turn <= repetitions; turn += 1) {
    const bare = await timed(["-e", "0"], { PATH: process.env.PATH }, 0);
    pairs.push({ ours: await measure(), bare });
  }
  const measured = pairs.slice(1);
  const typical = median(measured.map(({ bare }) => bare));
  return measured.map(({ ours }) => ours / typical);
}

/** Milliseconds from the start of a process to its end. */
async function timed(args: readonly string[], env: NodeJS.ProcessEnv, status: number): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: "ignore" });
  const [code] = await once(child, "exit");
  const duration = performance.now() - started;
  if (code !== status) throw new Error(`node ${args.join(" ")} ended with ${code} instead of ${status}`);
  return duration;
}

/** Milliseconds from the start of the process to the first request that reaches an API server of ours. */
async function timeToFirstRequest(entry: string, directory: string): Promise<number> {
  const { promise: reached, resolve: reach } = Promise.withResolvers<number>();
  const server = createServer(() => reach(performance.now()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const env = { ...bareEnvironment(directory), ...(await clusterInputs(port, directory)) };
  const started = performance.now();
  const child = spawn(process.execPath, [entry], { env, stdio: "ignore" });
  const ended = once(child, "exit");
  const first = await Promise.race([reached, ended]);
  child.kill("SIGKILL");
  await ended;
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  if (typeof first !== "number") throw new Error("the action ended before its first API request");
  return first - started;
}

async function clusterInputs(port: number, directory: string): Promise<NodeJS.ProcessEnv> {
  const manifests = resolve(directory, "orders.yaml");
  await mkdir(directory, { recursive: true });
  await writeFile(manifests, JSON.stringify(deployment));
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "bench",
    contexts: [{ name: "bench", context: { cluster: "bench", user: "bench", namespace: "bench" } }],
    clusters: [{ name: "bench", cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: "bench", user: { token: "bench" } }],
  };
  return { INPUT_KUBECONFIG: JSON.stringify(kubeconfig), INPUT_MANIFESTS: manifests };
}

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "orders" },
  spec: {
    selector: { matchLabels: { app: "orders" } },
    template: { metadata: { labels: { app: "orders" } }, spec: { containers: [{ name: "orders", image: "orders" }] } },
  },
};

function bareEnvironment(directory: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: directory, RUNNER_TEMP: directory };
}
