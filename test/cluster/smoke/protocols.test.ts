// Do the steps that need a cluster find what is there, and tell what is not?

import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { Failure } from "../../../src/report/failure.ts";
import { watchMemory } from "../../../src/smoke/load/peak-memory.ts";
import { connectTcp, portState } from "../../../src/smoke/protocols/connect.ts";
import type { Endpoint } from "../../../src/smoke/target.ts";
import { serviceTarget } from "../../../src/smoke/target-service.ts";
import { urlTarget } from "../../../src/smoke/target-url.ts";
import { routeTarget } from "../../../src/smoke/targets/route-target.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type Identity, makeIdentity } from "../../unit/smoke/protocols/certificates.ts";
import { serveNames } from "../../unit/smoke/protocols/name-server.ts";
import { descriptorSet } from "../../unit/smoke/protocols/orders-grpc.ts";
import { runFile } from "../../unit/smoke/protocols/run-file.ts";
import { listen } from "../../unit/smoke/protocols/servers.ts";
import { open, openOwnNamespace, openRelay } from "../kube/setup.ts";
import { kubectl } from "../support/kubectl.ts";
import { ensureCrds } from "../traffic/support/crds.ts";

let cluster: Cluster;
let image: string;
let identity: Identity;
const options = { timeoutMs: 60_000, signal: never };
const busybox = (...words: string[]) => ["/bin/busybox", ...words];

const gateway = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "Gateway",
  metadata: { name: "tool" },
  spec: { gatewayClassName: "none", listeners: [{ name: "web", port: 80, protocol: "HTTP" }] },
};

/** One pod that serves what speaker/main.go says on 8080 and with TLS on 8443; on 8082 it never answers. */
function toolPod(name: string): KubeObject {
  const { cert, key } = identity;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: "tool" } },
    spec: {
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      containers: [
        {
          name: "tool",
          image,
          command: ["/speaker"],
          env: Object.entries({ TLS_CERT: cert, TLS_KEY: key }).map(([name, value]) => ({ name, value })),
          ports: [{ containerPort: 8080 }, { containerPort: 8443 }],
          readinessProbe: { httpGet: { path: "/", port: 8080 }, periodSeconds: 1 },
        },
      ],
    },
  };
}

beforeAll(async () => {
  const rig = await rigEnvironment();
  const building = buildImage(
    {
      directory: import.meta.dirname,
      context: "speaker",
      image: `${rig.registry}/protocols-test/speaker`,
      version: "1",
      buildContexts: rig.buildContexts,
    },
    { log: recordLog(), signal: never, env: rig.env, tempDirectory: tmpdir(), runCommand },
  );
  [cluster, { reference: image }] = await Promise.all([
    openOwnNamespace("smoke-protocols"),
    building,
    ensureCrds("gateway-api"),
  ]);
  identity = makeIdentity({ names: [`tool.${cluster.namespace}`] });
  await Promise.all([cluster.create(toolPod("tool")), cluster.create(toolPod("dying"))]);
  await kubectl(["--namespace", cluster.namespace, "wait", "--for=condition=Ready", "pod", "--all", "--timeout=300s"]);
});

function targetOf(name: string, port: string, by = cluster) {
  const { namespace } = cluster;
  const of = { kind: "Pod", name } as const;
  return serviceTarget({ cluster: by, namespace, of, port, expected: {}, tls: { ca: identity.cert } });
}

/** A suite's file at the pod, as its user runs it. */
function suiteAtPod(text: string, port = "8080", files: Readonly<Record<string, string | Uint8Array>> = {}) {
  return runFile(text, targetOf("tool", port), files, { cluster: { client: cluster, namespace: cluster.namespace } });
}

async function endpointOf(name: string, port = "8080", by = cluster): Promise<Endpoint> {
  const opened = await targetOf(name, port, by).open(never);
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

  it("is a step of a suite's file, which judges, captures and waits", async () => {
    const sh = (script: string, more = "") =>
      `exec: { command: [/bin/busybox, sh, -c, ${JSON.stringify(script)}]${more} }`;
    const count = "echo x >> /count; /bin/busybox test $(/bin/busybox wc -l < /count) -gt 2";
    const { passed, steps, wrong } = await suiteAtPod(`journeys:
  - name: good
    steps:
      - { ${sh("echo order=o7; echo why >&2")}, expect: { status: 0, headers: { stderr: why }, body: "order=" }, capture: { order: { regex: "order=(.+)" } } }
      - { exec: { command: [/bin/busybox, echo, -n, "{{ order }}"] }, expect: { body: { equals: o7 } } }
      - { ${sh("exit 3", ", exit-code: 3")} }
      - { ${sh(count, ", repeatable: true")}, eventually: { within: 60s, pause: 10ms } }
  - name: bad
    keep-going: true
    steps:
      - { ${sh("echo nothing to see; exit 1")} }
      - { ${sh("echo other")}, expect: { body: { equals: "o7" } } }
      - { ${sh("exec /bin/busybox sleep 3600")}, timeout: 500ms }
`);
    expect(passed).toBe(false);
    const states = steps.map(({ state }) => state);
    expect([wrong, ...states.slice(0, 4)]).toEqual([wrong, "passed", "passed", "passed", "passed"]);
    expect(states.slice(4)).toEqual(["failed", "failed", "failed"]);
    expect(steps[3]).toMatchObject({ settling: "slow start" });
    expect(wrong.split("\n")).toEqual([
      "expected exit code 0, got 1; it printed: nothing to see",
      expect.stringMatching(/o7.*other/),
      "expected an answer, but no complete answer within 500ms",
    ]);
  });
});

describe("a Job as the test", () => {
  const jobOf = (script: string) =>
    JSON.stringify({
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
    });

  it("succeeds, fails, or does not end, and leaves nothing behind", async () => {
    const files = {
      "good.yaml": jobOf("echo all is well: o7"),
      "bad.yaml": jobOf("echo the order is gone; exit 1"),
      "late.yaml": jobOf("exec /bin/busybox sleep 3600"),
    };
    const text = `journeys:
  - name: j
    steps:
      - parallel:
          - { job: { manifest: good.yaml }, timeout: 120s, expect: { status: 0, body: well }, capture: { order: { regex: "well: (.+)" } } }
          - { job: { manifest: bad.yaml }, timeout: 120s }
          - { job: { manifest: late.yaml }, timeout: 3s }
`;
    const { steps, wrong } = await suiteAtPod(text, "8080", files);
    expect(steps.map(({ state }) => state)).toEqual(["passed", "failed", "failed"]);
    expect(steps[0]?.answer).toMatchObject({ protocol: "job", body: "all is well: o7" });
    expect(wrong).toMatch(
      /^expected Job smoke-\w+ to succeed, got BackoffLimitExceeded: .*; it printed:\nthe order is gone/,
    );
    expect(wrong).toMatch(/expected an answer, but Job smoke-\w+: no complete answer within 3s/);
    const jobs = async () => (await cluster.list({ apiVersion: "batch/v1", kind: "Job" })).items;
    await expect.poll(jobs, { timeout: 60_000 }).toEqual([]);
  });
});

describe("a name that must lead to a load balancer", () => {
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "tool" },
    spec: {
      type: "LoadBalancer",
      allocateLoadBalancerNodePorts: false,
      selector: { app: "none" },
      ports: [{ port: 80 }],
    },
  };
  const ingress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "front" },
    spec: { rules: [{ host: "orders.example" }] },
  };
  const addresses: Record<string, readonly number[]> = {
    "orders.example": [203, 0, 113, 7],
    "lb.example": [203, 0, 113, 7],
    "old.example": [203, 0, 113, 8],
  };

  it("does, does not, or finds none that has an address", async () => {
    const server = await serveNames((name) => addresses[name]);
    for (const object of [service, ingress, gateway]) await cluster.create(object as KubeObject);
    const asked = (name: string, kind: string, of: string) =>
      `{ dns: { name: ${name}.example, server: "${server}", load-balancer: { kind: ${kind}, name: ${of} } } }`;
    const all = `requests:
  - ${asked("orders", "Service", "tool")}
  - ${asked("orders", "Ingress", "front")}
  - ${asked("old", "Service", "tool")}
  - ${asked("old", "Ingress", "front")}
  - ${asked("absent", "Service", "tool")}
  - ${asked("orders", "Gateway", "tool")}
  - ${asked("old", "Gateway", "tool")}
`;
    const outside = () =>
      runFile(all, urlTarget("http://127.0.0.1:9"), {}, { cluster: { client: cluster, namespace: cluster.namespace } });
    expect((await outside()).steps.slice(0, 2).flatMap(({ mismatches }) => mismatches)).toEqual([
      "expected orders.example to lead to Service tool, which has no address yet; got 203.0.113.7",
      "expected orders.example to lead to Ingress front, which has no address yet; got 203.0.113.7",
    ]);

    const say = ({ apiVersion, kind, metadata: { name } }: KubeObject, status: object) =>
      cluster.patch({ apiVersion, kind, name }, "merge", { status }, { subresource: "status" });
    await say(service, { loadBalancer: { ingress: [{ ip: "203.0.113.7" }] } });
    await say(ingress, { loadBalancer: { ingress: [{ hostname: "lb.example" }] } });
    await say(gateway, { addresses: [{ type: "IPAddress", value: "203.0.113.7" }] });
    const { steps } = await outside();
    expect(steps.map(({ mismatches }) => mismatches[0])).toEqual([
      undefined,
      undefined,
      "expected old.example to lead to Service tool, which has 203.0.113.7; got 203.0.113.8",
      "expected old.example to lead to Ingress front, which has 203.0.113.7; got 203.0.113.8",
      expect.stringMatching(/absent\.example/),
      undefined,
      "expected old.example to lead to Gateway tool, which has 203.0.113.7; got 203.0.113.8",
    ]);
    const { passed } = await runFile(
      `requests: [${asked("orders", "Service", "absent")}]`,
      urlTarget("http://127.0.0.1:9"),
      {},
      { cluster: { client: cluster, namespace: cluster.namespace } },
    ).catch((error: Failure) => ({ passed: error.found }));
    expect(passed).toBe("there is no such Service");
  });
});

describe("a pod through the API server", () => {
  const order = "method: orders.v1.Orders/Get, descriptor: orders.binpb";
  const everything = (http: string) => `requests:
  - { path: /orders, expect: { body: { equals: "/orders over HTTP/1.1" }${http} } }
  - { path: /orders, http: "2", expect: { body: { equals: "/orders over HTTP/2.0" }${http} } }
  - { grpc-health: {}, expect: { body: { json: { $.status: SERVING } }${http} } }
  - { grpc: { ${order}, message: { id: o7 } }, expect: { status: 0, body: { json: { $.id: o7 } }${http} } }
  - { websocket: { path: /live, send: [one, two], receive: 2 }, expect: { body: { json: { "$.messages[1]": two } }${http} } }
  - { sse: { path: /events, count: 3 }, expect: { body: { json: { "$.events[2].json.order": o3 } }${http} } }
  - { tcp: {} }
  - { tls: { port: 8443 }, expect: { tls: { days-left: 20, version: TLSv1.3 } } }
  - { closed-port: { port: 8081 } }
  - { load: { requests: [{ path: / }, { path: /orders }], stages: [{ duration: 1s, rate: 20 }], thresholds: ["errors < 1%", "p(95) < 60s"] } }
`;

  it.each([
    ["8080", ""],
    ["8443", ", tls: { days-left: 20 }"],
  ])("is asked in every protocol, all on port %s", async (port, more) => {
    const { passed, steps, wrong } = await suiteAtPod(everything(more), port, { "orders.binpb": descriptorSet() });
    expect(wrong).toBe("");
    expect(passed).toBe(true);
    expect(JSON.parse(steps.at(-1)?.answer?.body ?? "{}")).toMatchObject({ requests: 20, errors: 0 });
  });

  it("fails in every protocol by what it answers", async () => {
    const { steps, wrong } = await suiteAtPod(
      `requests:
  - { path: /orders, http: "2", expect: { body: "over HTTP/1.1" } }
  - { grpc-health: { service: absent.v1.Absent } }
  - { grpc: { ${order}, message: { id: o7 } }, expect: { body: { json: { $.id: o8 } } } }
  - { websocket: { path: /absent } }
  - { sse: { path: /events, count: 4 } }
  - { tcp: { port: 8081 } }
  - { tls: { port: 8443, servername: other.example } }
  - { closed-port: { port: 8443 } }
  - { load: { requests: [{ path: /absent }], stages: [{ duration: 1s, rate: 10 }], thresholds: ["errors < 1%"] } }
`,
      "8080",
      { "orders.binpb": descriptorSet() },
    );
    expect(steps.map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => "failed"));
    for (const words of [
      /"over HTTP\/1\.1".*HTTP\/2\.0/,
      /SERVING, got SERVICE_UNKNOWN/,
      /"o8".*"o7"/,
      /did not accept the WebSocket/,
      /after 3 of 4 events/,
      /nothing in the pod listens on that port/,
      /for another name/,
      /port 8443 to be closed, but a connection opens/,
      /errors.*1%/,
    ])
      expect(wrong).toMatch(words);
  });

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
    const nobody = await endpointOf("tool", "8081");
    const request = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 60_000 };
    await expect(nobody.send(request, never)).rejects.toMatchObject({
      name: "ExchangeError",
      message: "the pod could not be reached: nothing in the pod listens on that port",
    });
  });

  it("uses memory that is measured", async () => {
    const question = { cluster, namespace: cluster.namespace, pods: { labelSelector: "app=tool" }, intervalMs: 60_000 };
    // The node looks at a new container only every few seconds.
    const measure = () => watchMemory(question, never).stop();
    await expect.poll(measure, { timeout: 180_000, interval: 1000 }).toBeGreaterThan(4096);
  });

  it("whose way hangs fails its step by the step's time, and is asked again once the way is back", async () => {
    const relay = await openRelay(cluster.server);
    const endpoint = await endpointOf("tool", "8080", await open(cluster.namespace, relay.through));
    /** From its first answer on, nothing gets through: not on the connection that is kept, nor to the API server. */
    const hanging: Endpoint = {
      ...endpoint,
      async send(request, signal) {
        const answer = await endpoint.send(request, signal);
        relay.stall();
        return answer;
      },
      close: async () => undefined,
    };
    const { steps } = await runFile(
      `requests:
  - { path: /orders, timeout: 60s, expect: { status: 200 } }
  - { path: /orders, timeout: 1s, expect: { status: 200 } }
`,
      { name: "hanging", open: async () => ({ kind: "open", endpoints: [hanging] }) },
    );
    const late = "no complete answer within 1s";
    expect(steps.map(({ mismatches }) => mismatches)).toEqual([[], [`expected an answer, but ${late}`]]);
    const request = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 1000 };
    const anew = endpoint.send({ ...request, freshConnection: true }, never);
    await expect(anew).rejects.toMatchObject({ name: "ExchangeError", phase: "connecting", message: late });
    await relay.cut();
    await relay.restore();
    expect(await endpoint.send({ ...request, timeoutMs: 60_000 }, never)).toMatchObject({ status: 200 });
    await endpoint.close?.();
  });

  it("that dies in the middle of an answer ends the exchange, and is no longer tested", async () => {
    const endpoint = await endpointOf("dying", "8082");
    const request = { method: "GET" as const, path: "/", headers: {}, body: undefined, timeoutMs: 60_000 };
    const asking = endpoint.send(request, never).catch((error: unknown) => error);
    const log = () => cluster.podLogs({ namespace: cluster.namespace, name: "dying" }, { tailLines: 10 });
    await expect.poll(log, { timeout: 60_000 }).toContain('asked "GET / HTTP/1.1');
    await cluster.delete({ apiVersion: "v1", kind: "Pod", name: "dying" });
    const error = await asking;
    expect(error).toMatchObject({ name: "ExchangeError", phase: "answering" });
    expect((error as Error).message).not.toMatch(/within/);
    expect(await endpoint.isCurrent(never)).toBe(false);
  });
});

describe("what leads users to a service, as the target", () => {
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
