// How soon after the cluster shows that a release cannot succeed is that said, beside those who wait for their deadline?

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "../scripts/build.ts";
import { openDoor } from "../test/cluster/image/registry-door.ts";
import { orders, ordersImage, workspaceOf } from "../test/cluster/rollout/orders.ts";
import { kubectl, kubectlApply } from "../test/cluster/support/kubectl.ts";
import { createNamespace } from "../test/cluster/support/namespace.ts";
import { attempt } from "../test/rig/command.ts";
import { rigEnvironment } from "../test/rig/environment.ts";
import { type Figure, medianResult, type Result } from "./figure.ts";
import { bringUp } from "./support/bring-up.ts";
import { runRelease } from "./support/started-release.ts";

const repetitions = 5;
const limit = 1000;
/** How long the peers are allowed to wait: they use all of it. Theirs is minutes where a user sets none. */
const peerTimeout = 5;

interface Cause {
  readonly name: string;
  readonly container?: Readonly<Record<string, unknown>>;
  readonly podSpec?: Readonly<Record<string, unknown>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** What is in the namespace before. */
  readonly beside?: readonly object[];
  /** Through a registry that refuses whoever asks. */
  readonly denied?: boolean;
  /** In what the independent watch prints. */
  readonly shows: RegExp;
}

const sidecar = (image: string) => ({ initContainers: [{ name: "beside", image, restartPolicy: "Always" }] });

const causes: readonly Cause[] = [
  {
    name: "a Secret that is missing",
    container: { envFrom: [{ secretRef: { name: "none" } }] },
    shows: /CreateContainerConfigError/,
  },
  {
    name: "a ConfigMap that is missing",
    container: { envFrom: [{ configMapRef: { name: "none" } }] },
    shows: /CreateContainerConfigError/,
  },
  {
    name: "a key that is missing",
    container: { env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "kube-root-ca.crt", key: "none" } } }] },
    shows: /CreateContainerConfigError/,
  },
  { name: "an image name that is none", podSpec: sidecar("Not:An:Image"), shows: /InvalidImageName/ },
  {
    name: "an image that does not exist",
    podSpec: sidecar("localhost:5000/rollout-test/none:1"),
    shows: /ErrImagePull/,
  },
  {
    name: "a Secret of a volume that is missing",
    // The kubelet looks after those volumes only that a container mounts.
    container: { volumeMounts: [{ name: "settings", mountPath: "/settings" }] },
    podSpec: { volumes: [{ name: "settings", secret: { secretName: "none" } }] },
    shows: /FailedMount/,
  },
  { name: "an image that its registry refuses", denied: true, shows: /ErrImagePull/ },
  {
    name: "a quota that is full",
    beside: [{ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "full" }, spec: { hard: { pods: "0" } } }],
    shows: /FailedCreate/,
  },
  {
    name: "an admission that refuses",
    podSpec: { hostNetwork: true },
    labels: { "pod-security.kubernetes.io/enforce": "baseline" },
    shows: /FailedCreate/,
  },
];

export const figure: Figure = {
  name: "fail-fast",
  async run(progress) {
    const directory = await mkdtemp(join(tmpdir(), "slipway-bench-"));
    await bringUp();
    progress("building dist and the image");
    await build(join(directory, "dist"));
    const image = await ordersImage("bench");
    const closing: (() => void)[] = [];
    const door = await openDoor((await rigEnvironment()).registry, (close) => closing.push(close));
    door.become("refusing");
    const refusedImage = image.replace(/^[^/]+/, door.host);
    try {
      const results: Result[] = [];
      for (const cause of causes) {
        progress(cause.name);
        const samples: number[] = [];
        for (let turn = 0; turn < repetitions; turn += 1) {
          samples.push(await measure(cause, cause.denied === true ? refusedImage : image, directory));
        }
        results.push(medianResult({ name: cause.name, unit: "ms", limit, samples }));
      }
      progress("the peers, which wait for their deadline");
      return [...results, ...(await peers(image, directory))];
    } finally {
      for (const close of closing) close();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function measure(cause: Cause, image: string, directory: string): Promise<number> {
  const namespace = await createNamespace("fail-fast");
  for (const [key, value] of Object.entries(cause.labels ?? {}))
    await kubectl(["label", "namespace", namespace.name, `${key}=${value}`]);
  if (cause.beside !== undefined) await kubectlApply(cause.beside, { namespace: namespace.name });
  const watch = await watchReports(namespace.name, cause.shows);
  try {
    const ended = await runRelease({
      entry: join(directory, "dist", "deploy-rollout.js"),
      directory,
      workspace: workspaceOf(manifest(cause, image)),
      run: namespace.name,
      inputs: { namespace: namespace.name, manifests: "orders.yaml", timeout: "2m" },
    });
    const said = ended.at(/^Failed: /);
    if (ended.code === 0 || Number.isNaN(said)) throw new Error(`${cause.name}: nothing failed:\n${ended.log}`);
    return said - (await watch.seen);
  } finally {
    watch.stop();
    await namespace.remove();
  }
}

function manifest({ container = {}, podSpec = {} }: Cause, image: string) {
  return orders({ image, replicas: 1, container, podSpec });
}

/** kubectl's own watches of the pods and of the events, as another process sees them. */
async function watchReports(namespace: string, shows: RegExp): Promise<{ seen: Promise<number>; stop(): void }> {
  const { env } = await rigEnvironment();
  const { promise, resolve } = Promise.withResolvers<number>();
  const waiting = '{..state.waiting.reason}{"\\n"}';
  const children = [
    ["get", "pods", "--watch", `--output=jsonpath=${waiting}`],
    ["get", "events", "--watch", '--output=jsonpath={.reason}{"\\n"}'],
  ].map((args) => spawn("kubectl", ["--namespace", namespace, ...args], { env, stdio: ["ignore", "pipe", "ignore"] }));
  for (const child of children)
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (shows.test(line)) resolve(performance.now());
    });
  return {
    seen: promise,
    stop: () => {
      for (const child of children) child.kill();
    },
  };
}

/** The first cause, released by those who do not look at pods. */
async function peers(image: string, directory: string): Promise<Result[]> {
  const [cause] = causes as [Cause];
  const { env } = await rigEnvironment();
  const chart = join(directory, "chart");
  mkdirSync(join(chart, "templates"), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: orders\nversion: 0.1.0\n");
  writeFileSync(join(chart, "templates", "orders.yaml"), JSON.stringify(manifest(cause, image)));
  const time = async (start: (namespace: string) => Promise<unknown>): Promise<number> => {
    const namespace = await createNamespace("fail-fast");
    const watch = await watchReports(namespace.name, cause.shows);
    await start(namespace.name);
    const ended = performance.now();
    const took = ended - (await watch.seen);
    watch.stop();
    await namespace.remove();
    return took;
  };
  const repeat = async (measured: () => Promise<number>): Promise<number[]> => {
    const samples: number[] = [];
    for (let turn = 0; turn < repetitions; turn += 1) samples.push(await measured());
    return samples;
  };
  const rolloutStatus = await repeat(() =>
    time(async (namespace) => {
      await kubectl(["apply", "--filename=-"], { namespace, input: JSON.stringify(manifest(cause, image)) });
      await attempt(
        "kubectl",
        ["--namespace", namespace, "rollout", "status", "deployment/orders", `--timeout=${peerTimeout}s`],
        { env },
      );
    }),
  );
  const helm = await repeat(() =>
    time((namespace) =>
      attempt(
        "helm",
        ["upgrade", "--install", "orders", chart, "--namespace", namespace, "--wait", `--timeout=${peerTimeout}s`],
        { env },
      ),
    ),
  );
  return [
    medianResult({
      name: `kubectl rollout status --timeout=${peerTimeout}s: ${cause.name}`,
      unit: "ms",
      samples: rolloutStatus,
    }),
    medianResult({ name: `helm upgrade --wait --timeout=${peerTimeout}s: ${cause.name}`, unit: "ms", samples: helm }),
  ];
}
