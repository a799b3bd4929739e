import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
      tempDirectory: process.env.TMPDIR ?? "/tmp",
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
  await kubectl(["rollout", "status", "deployment/orders", "--timeout=120s"]);
});
afterAll(() => kubectl(["delete", "namespace", namespace, "--wait=false"]));

describe("the example service in a cluster", () => {
  it("runs as its manifests say, in a namespace that enforces the restricted standard", async () => {
    const ready = await kubectl(["get", "deployment", "orders", "--output=jsonpath={.status.readyReplicas}"]);
    expect(ready).toBe("3");
  });

  it("answers a request of 10 s that is in flight when its pod is deleted, and ends with exit code 0", async () => {
    const door = `http://${rig.nodePortHost}:${await kubectl(["get", "service", "door", "--output=jsonpath={.spec.ports[0].nodePort}"])}`;
    const pods = (await kubectl(["get", "pods", "--output=name"])).split("\n").sort();
    const ends = watchEnds();

    const slow = fetch(`${door}/slow?seconds=10`);
    await expect.poll(() => inProgress(pods), { timeout: 5000 }).toBe(1);
    await kubectl(["delete", ...pods, "--wait=false"]);

    const answer = await slow;
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-deployment-version")).toBe("shutdown-test");
    await expect.poll(() => [...ends.exitCodes.keys()].sort(), { timeout: 60_000, interval: 200 }).toEqual(pods);
    ends.stop();
    expect([...ends.exitCodes.values()]).toEqual([0, 0, 0]);
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

/** The exit code of each container that ends, as the pod's last status tells it. */
function watchEnds(): { exitCodes: Map<string, number>; stop: () => void } {
  const exitCodes = new Map<string, number>();
  const format = "{.metadata.name} {.status.containerStatuses[0].state.terminated.exitCode}{'\\n'}";
  const watch = execa("kubectl", ["--namespace", namespace, "get", "pods", "--watch", `--output=jsonpath=${format}`], {
    env: rig.env,
    reject: false,
    lines: true,
  });
  watch.stdout.setEncoding("utf8");
  let text = "";
  watch.stdout.on("data", (chunk: string) => {
    text += chunk;
    for (const [, pod, code] of text.matchAll(/^(\S+) (\d+)$/gm)) exitCodes.set(`pod/${pod}`, Number(code));
  });
  return { exitCodes, stop: () => watch.kill() };
}
