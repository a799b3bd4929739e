// Do the steps that need a cluster find what is there, and tell what is not?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { Failure } from "../../../src/report/failure.ts";
import { watchMemory } from "../../../src/smoke/load/peak-memory.ts";
import { connectTcp, portState } from "../../../src/smoke/protocols/connect.ts";
import { runJob } from "../../../src/smoke/protocols/job.ts";
import { protocols } from "../../../src/smoke/protocols/registry.ts";
import type { Endpoint } from "../../../src/smoke/target.ts";
import { serviceTarget } from "../../../src/smoke/target-service.ts";
import { routeTarget } from "../../../src/smoke/targets/route-target.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { listen } from "../../unit/smoke/protocols/servers.ts";
import { openOwnNamespace } from "../kube/setup.ts";
import { kubectl } from "../support/kubectl.ts";
import { ensureCrds } from "../traffic/support/crds.ts";

let cluster: Cluster;
let image: string;
const folder = mkdtempSync(join(tmpdir(), "slipway-protocols-"));
const options = { timeoutMs: 60_000, signal: never };
const busybox = (...words: string[]) => ["/bin/busybox", ...words];

/** One pod that serves HTTP on 8080, and on 8082 takes connections without ever answering. */
function toolPod(name: string): KubeObject {
  const script = "/bin/busybox nc -ll -p 8082 -e /bin/busybox sleep 3600 & exec /bin/busybox httpd -f -p 8080";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: "tool" } },
    spec: {
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      containers: [{ name: "tool", image, command: busybox("sh", "-c", script), ports: [{ containerPort: 8080 }] }],
    },
  };
}

beforeAll(async () => {
  const rig = await rigEnvironment();
  writeFileSync(
    join(folder, "Dockerfile"),
    "FROM golang:1.26 AS tools\nFROM scratch\nCOPY --from=tools /bin/busybox /bin/busybox\n",
  );
  const building = buildImage(
    {
      directory: folder,
      context: ".",
      image: `${rig.registry}/protocols-test/tool`,
      version: "1",
      buildContexts: rig.buildContexts,
    },
    { log: recordLog(), signal: never, env: rig.env, tempDirectory: tmpdir(), runCommand },
  );
  [cluster, { reference: image }] = await Promise.all([openOwnNamespace("smoke-protocols"), building]);
  await Promise.all([cluster.create(toolPod("tool")), cluster.create(toolPod("dying"))]);
  await kubectl(["--namespace", cluster.namespace, "wait", "--for=condition=Ready", "pod", "--all", "--timeout=120s"]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function endpointOf(name: string): Promise<Endpoint> {
  const target = serviceTarget({ cluster, namespace: cluster.namespace, of: { kind: "Pod", name }, expected: {} });
  const opened = await target.open(never);
  if (opened.kind === "waiting") throw new Error(opened.found);
  return opened.endpoints[0];
}

describe("a command in the pod", () => {
  const exec = (...command: string[]) => cluster.exec({ namespace: cluster.namespace, name: "tool" }, { command });

  it("brings what it prints, and its exit code", async () => {
    const result = await exec(...busybox("sh", "-c", "echo out; echo err >&2; exit 3"));
    expect(result).toEqual({ exitCode: 3, stdout: "out\n", stderr: "err\n", truncated: false });
    expect(await exec(...busybox("echo", "a b", "$HOME"))).toMatchObject({ exitCode: 0, stdout: "a b $HOME\n" });
  });

  it("prints more than is kept", async () => {
    const result = await exec(...busybox("dd", "if=/dev/zero", "bs=65536", "count=64"));
    expect(result).toMatchObject({ exitCode: 0, truncated: true });
    expect(result.stdout.length).toBeLessThanOrEqual(1024 * 1024);
  });

  it("that is not there, or in a pod that is not there, is told", async () => {
    const failure = (await exec("/bin/test", "smoke").catch((error: unknown) => error)) as Failure;
    expect(failure.found).toBe("the command could not be started");
    expect(failure.evidence[0]?.text).toMatch(/no such file/);
    const absent = cluster.exec({ namespace: cluster.namespace, name: "absent" }, { command: ["x"] });
    await expect(absent).rejects.toSatisfy((error) => isApiError(error, 404));
  });

  it("is a step that fails with what it printed", async () => {
    const step = protocols.find(({ name }) => name === "exec");
    const call = {
      ...options,
      endpoint: await endpointOf("tool"),
      cluster: { client: cluster, namespace: cluster.namespace },
    };
    const command = busybox("sh", "-c", "echo nothing to see; exit 1");
    const answer = await step?.run({ command }, call as never);
    expect(answer).toMatchObject({ status: 1, body: "nothing to see\n" });
    expect(answer?.problems).toEqual(["expected exit code 0, got 1; it printed: nothing to see"]);
    expect((await step?.run({ command, "exit-code": 1 }, call as never))?.problems).toEqual([]);
  });
});

describe("a Job as the test", () => {
  const run = (script: string, timeoutMs = 120_000) =>
    runJob(
      {
        cluster,
        namespace: cluster.namespace,
        timeoutMs,
        manifest: {
          apiVersion: "batch/v1",
          kind: "Job",
          metadata: { name: "smoke" },
          spec: {
            template: {
              spec: {
                restartPolicy: "Never",
                terminationGracePeriodSeconds: 0,
                containers: [{ name: "smoke", image, command: busybox("sh", "-c", script) }],
              },
            },
          },
        } as KubeObject,
      },
      never,
    );

  it("succeeds, fails, or does not end, and leaves nothing behind", async () => {
    const [good, bad, late] = await Promise.all([
      run("echo all is well"),
      run("echo the order is gone; exit 1"),
      run("exec /bin/busybox sleep 3600", 3000).catch((error: unknown) => error),
    ]);
    expect(good).toMatchObject({ succeeded: true, found: expect.stringMatching(/Complet/), logs: "all is well" });
    expect(bad).toMatchObject({ succeeded: false, found: expect.stringMatching(/BackoffLimitExceeded/) });
    expect(bad.logs).toBe("the order is gone");
    expect(late).toMatchObject({ name: "ExchangeError", message: expect.stringMatching(/Job smoke-.*within 3s/) });
    const jobs = async () => (await cluster.list({ apiVersion: "batch/v1", kind: "Job" })).items;
    await expect.poll(jobs, { timeout: 60_000 }).toEqual([]);
  });
});

describe("a pod through the API server", () => {
  it("is told by its path and by the image that it runs", async () => {
    const endpoint = await endpointOf("tool");
    expect(endpoint).toMatchObject({ path: "pods", pod: { name: "tool", images: [image] } });
    expect(endpoint.pod?.digests[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    const request = { method: "GET" as const, path: "/absent", headers: {}, body: undefined, timeoutMs: 60_000 };
    expect((await endpoint.send(request, never)).status).toBe(404);
    await endpoint.close?.();
  });

  it("has ports that are open and ports that are closed", async () => {
    const { way } = await endpointOf("tool");
    if (way === undefined) throw new Error("no way");
    const at = (port: number) => ({ host: "tool", port });
    await connectTcp(way, at(8082), options);
    expect(await portState(way, at(8080), options)).toEqual({ closed: false });
    expect(await portState(way, at(8081), options)).toEqual({ closed: true, how: "refused" });
    const nobody = serviceTarget({
      cluster,
      namespace: cluster.namespace,
      of: { kind: "Pod", name: "tool" },
      port: "8081",
      expected: {},
    });
    const opened = await nobody.open(never);
    if (opened.kind === "waiting") throw new Error(opened.found);
    const request = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 60_000 };
    await expect(opened.endpoints[0].send(request, never)).rejects.toMatchObject({
      name: "ExchangeError",
      message: "the pod could not be reached: nothing in the pod listens on that port",
    });
  });

  it("uses memory that is measured", async () => {
    const question = { cluster, namespace: cluster.namespace, pods: { labelSelector: "app=tool" }, intervalMs: 60_000 };
    // The node looks at a new container only every few seconds.
    const measure = () => watchMemory(question, never).stop();
    await expect.poll(measure, { timeout: 60_000, interval: 1000 }).toBeGreaterThan(4096);
  });

  it("that dies in the middle of an answer ends the exchange, and is no longer tested", async () => {
    const target = serviceTarget({
      cluster,
      namespace: cluster.namespace,
      of: { kind: "Pod", name: "dying" },
      port: "8082",
      expected: {},
    });
    const opened = await target.open(never);
    if (opened.kind === "waiting") throw new Error(opened.found);
    const [endpoint] = opened.endpoints;
    const request = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 60_000 };
    const asking = endpoint.send(request, never).catch((error: unknown) => error);
    const isHeld = async () =>
      (await cluster.exec({ namespace: cluster.namespace, name: "dying" }, { command: busybox("ps") })).stdout;
    await expect.poll(isHeld, { timeout: 60_000 }).toContain("sleep 3600");
    await cluster.delete({ apiVersion: "v1", kind: "Pod", name: "dying" });
    const error = await asking;
    expect(error).toMatchObject({ name: "ExchangeError", phase: "answering" });
    expect((error as Error).message).not.toMatch(/within/);
    expect(await endpoint.isCurrent(never)).toBe(false);
  });
});

describe("what leads users to a service, as the target", () => {
  const gateway = {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: { name: "tool" },
    spec: { gatewayClassName: "none", listeners: [{ name: "web", port: 80, protocol: "HTTP" }] },
  };
  it.each([
    {
      kind: "Ingress" as const,
      objects: [
        {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: "tool" },
          spec: { rules: [{ host: "orders.example" }] },
        },
      ],
    },
    {
      kind: "HTTPRoute" as const,
      objects: [
        gateway,
        {
          apiVersion: gateway.apiVersion,
          kind: "HTTPRoute",
          metadata: { name: "tool" },
          spec: { hostnames: ["orders.example"], parentRefs: [{ name: "tool" }] },
        },
      ],
    },
  ])("is asked by the hosts that it names, as users do: $kind", async ({ kind, objects }) => {
    const server = createServer((request, response) => response.end(`for ${request.headers.host}`));
    const { port } = await listen(server, "http");
    if (kind === "HTTPRoute") await ensureCrds("gateway-api");
    for (const object of objects) await cluster.create(object as KubeObject);
    const resolve = [{ host: "orders.example", port: 80, address: "127.0.0.1", toPort: port }];
    const of = { kind, name: "tool" };
    const target = routeTarget({ cluster, namespace: cluster.namespace, of, network: { resolve } });
    const opened = await target.open(never);
    if (opened.kind === "waiting") throw new Error(opened.found);
    const [endpoint] = opened.endpoints;
    expect(endpoint.path).toBe("users");
    const request = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 60_000 };
    expect((await endpoint.send(request, never)).body).toBe("for orders.example");
    const absent = routeTarget({ cluster, namespace: cluster.namespace, of: { ...of, name: "absent" }, network: {} });
    await expect(absent.open(never)).rejects.toThrow(`no such ${kind}`);
  });
});
