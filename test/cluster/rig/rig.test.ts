// Does the rig do what its users rely on?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../rig/command.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { readStatus } from "../../rig/status.ts";
import { restartComponent } from "../support/control.ts";
import { kubectl, kubectlJson, tryKubectl } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { createUser } from "../support/users.ts";

const environment = await rigEnvironment();
const up = () => run(process.execPath, ["test/rig/main.ts", "up"]);
const pids = async () => Object.fromEntries((await readStatus()).map(({ name, pid }) => [name, pid]));

let namespace: TestNamespace;
beforeAll(async () => {
  namespace = await createNamespace("rig");
});
afterAll(() => namespace.remove());

// Of another cluster these are not ours to test.
if (environment.kind === "rig") {
  describe("the rig", () => {
    it("brings a killed component back, and a further `up` leaves all others running", async () => {
      const before = await pids();
      await restartComponent("kube-scheduler");
      await up();
      const { "kube-scheduler": scheduler, ...others } = await pids();
      // A busy component may not answer in time.
      await expect.poll(async () => (await readStatus()).map(({ health }) => health)).toEqual(Array(9).fill("healthy"));
      expect({ ...others, "kube-scheduler": before["kube-scheduler"] }).toEqual(before);
      expect(scheduler).not.toBe(before["kube-scheduler"]);
    });

    it("has an administrator whose certificate has ended", async () => {
      const { status, stderr } = await tryKubectl(["get", "pods"], { kubeconfig: environment.expiredKubeconfig ?? "" });
      expect(status).toBe(1);
      expect(stderr).toMatch(/Unauthorized|must be logged in/);
    });
  });
}

describe("the cluster of the tests", () => {
  it("runs a pod of an image built from a stand-in for golang, and its NodePort answers on this machine", async () => {
    const image = `${environment.registry}/rig-test/orders:1`;
    const contexts = environment.buildContexts.flatMap((context) => ["--build-context", context]);
    await run("docker-buildx", ["build", "--push", "-t", image, ...contexts, "examples/orders"], {
      env: environment.env,
    });
    await kubectl(["create", "deployment", "orders", `--image=${image}`, "--port=8080"], { namespace: namespace.name });
    await kubectl(["expose", "deployment", "orders", "--type=NodePort"], { namespace: namespace.name });
    await kubectl(["rollout", "status", "deployment", "orders", "--timeout=300s"], { namespace: namespace.name });
    const service = await kubectlJson<{ spec: { ports: { nodePort: number }[] } }>(["get", "service", "orders"], {
      namespace: namespace.name,
    });
    const url = `http://${environment.nodePortHost}:${service.spec.ports[0]?.nodePort}/health/live`;
    await expect.poll(async () => (await fetch(url)).status, { timeout: 120_000 }).toBe(200);
  });

  it("gives a user exactly the rights that a test asks for", async () => {
    const user = await createUser(namespace.name, "reader", [
      { apiGroups: [""], resources: ["pods"], verbs: ["list"] },
    ]);
    const options = { kubeconfig: user.kubeconfig };
    expect((await tryKubectl(["get", "pods"], options)).status).toBe(0);
    expect((await tryKubectl(["get", "secrets"], options)).stderr).toContain("is forbidden");
    user.remove();
  });
});
