import { tmpdir } from "node:os";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import { type RigEnvironment, rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";

// The promise of the example: a pod that is deleted finishes what it has begun, and ends well.

const namespace = `orders-${Math.random().toString(36).slice(2, 8)}`;
let rig: RigEnvironment;

async function kubectl(args: readonly string[], input?: string): Promise<string> {
  const result = await execa("kubectl", ["--namespace", namespace, ...args], {
    env: rig.env,
    ...(input === undefined ? {} : { input }),
  });
  return result.stdout;
}

beforeAll(async () => {
  rig = await rigEnvironment();
  const built = await buildImage(
    {
      directory: process.cwd(),
      context: "examples/orders",
      image: `${rig.registry}/orders-test/orders`,
      version: "shutdown-test",
      buildArgs: ["VERSION"],
      buildContexts: rig.buildContexts,
    },
    {
      log: recordLog(),
      signal: never,
      env: rig.env,
      tempDirectory: tmpdir(),
      runCommand,
    },
  );
  await execa("kubectl", ["create", "namespace", namespace], { env: rig.env });
  await kubectl(["label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted"]);
  const manifests = await kubectl(["create", "--dry-run=client", "--output=yaml", "--filename=examples/orders/k8s"]);
  await kubectl(["apply", "--filename=-"], manifests.replaceAll("image: orders", `image: ${built.reference}`));
  await kubectl([
    "expose",
    "deployment",
    "orders",
    "--name=door",
    "--type=NodePort",
    "--port=80",
    "--target-port=http",
  ]);
  await kubectl(["rollout", "status", "deployment/orders", "--timeout=300s"]);
});
afterAll(() => kubectl(["delete", "namespace", namespace, "--wait=false"]));

describe("the example service in a cluster", () => {
  it("runs as its manifests say, in a namespace that enforces the restricted standard", async () => {
    const ready = () => kubectl(["get", "deployment", "orders", "--output=jsonpath={.status.readyReplicas}"]);
    // One that a busy machine lets miss a probe is ready again at the next.
    await expect.poll(ready).toBe("3");
  });

  it("answers a request of 20 s that is in flight when its pod is deleted, and ends with exit code 0", async () => {
    const door = `http://${rig.nodePortHost}:${await kubectl(["get", "service", "door", "--output=jsonpath={.spec.ports[0].nodePort}"])}`;
    const pods = (await kubectl(["get", "pods", "--output=name"])).split("\n").sort();
    await setFinalizers(pods, ["slipway.dev/test"]);
    onTestFinished(() => setFinalizers(pods, []));

    const slow = fetch(`${door}/slow?seconds=20`);
    await expect.poll(() => inProgress(pods)).toBe(1);
    await kubectl(["delete", ...pods, "--wait=false"]);

    const answer = await slow;
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-deployment-version")).toBe("shutdown-test");
    const well = Object.fromEntries(pods.map((pod) => [pod, 0]));
    await expect.poll(exitCodes, { timeout: 60_000, interval: 200 }).toEqual(well);
  });
});

/** How many requests the pods are answering, as their own metrics say. */
async function inProgress(pods: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    pods.map(async (pod) => {
      const path = `/api/v1/namespaces/${namespace}/${pod.replace("pod/", "pods/")}:8080/proxy/metrics`;
      return Number(/^http_requests_in_progress (\d+)$/m.exec(await kubectl(["get", "--raw", path]))?.[1]);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Which pods have ended and with which exit code. No answer, as while the API server restarts, is none. */
async function exitCodes(): Promise<Record<string, number>> {
  const format =
    "{range .items[*]}{.metadata.name} {.status.containerStatuses[0].state.terminated.exitCode}{'\\n'}{end}";
  const text = await kubectl(["get", "pods", `--output=jsonpath=${format}`]).catch(() => "");
  return Object.fromEntries([...text.matchAll(/^(\S+) (\d+)$/gm)].map(([, pod, code]) => [`pod/${pod}`, Number(code)]));
}

/** A deleted pod with a finalizer stays to be looked at; without it goes. */
async function setFinalizers(pods: readonly string[], finalizers: readonly string[]): Promise<void> {
  await kubectl(["patch", ...pods, "--type=merge", `--patch=${JSON.stringify({ metadata: { finalizers } })}`]);
}
