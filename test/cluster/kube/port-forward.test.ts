// Do bytes reach a pod's port and come back whole, without a local port?

import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster, PodConnection } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { Failure } from "../../../src/report/failure.ts";
import { sandboxImage } from "../../rig/configuration.ts";
import { environment, openOwnNamespace } from "./setup.ts";

let cluster: Cluster;
let server: Server;
let port: number;
let pod: { namespace: string; name: string };

beforeAll(async () => {
  // A pod in the node's own network, so that the port in it can be one that this test answers.
  server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.url === "/break") request.socket.destroy();
    else response.writeHead(200, { connection: "close" }).end(`${request.method} ${request.url} ${body}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
  cluster = await openOwnNamespace("kube-port-forward");
  pod = { namespace: cluster.namespace, name: "host" };
  if (environment.kind === "rig") await startPod(pod.name);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("a pod that is not there", () => {
  it("is an ApiError for a port-forward, as for its log", async () => {
    const absent = cluster.openPortForward({ ...pod, name: "absent" }, port);
    await expect(absent).rejects.toSatisfy((error) => isApiError(error, 404));
    await expect(cluster.podLogs({ ...pod, name: "absent" })).rejects.toSatisfy((error) => isApiError(error, 404));
  });
});

// Only the rig's node shares its network with this test.
if (environment.kind === "rig") {
  describe("a port-forward", () => {
    it("carries a request and its answer, and ends when the pod ends it", async () => {
      const before = cluster.requestCount().total;
      const connection = await cluster.openPortForward(pod, port);
      expect(await ask(connection, "GET", "/health")).toBe("GET /health ");
      await closed(connection);
      expect(cluster.requestCount().total - before).toBe(1);
    });

    it("carries megabytes both ways, and many connections at once", async () => {
      const body = "0123456789abcdef".repeat(128 * 1024);
      const answers = await Promise.all(
        ["/a", "/b", "/c"].map(async (path) => ask(await cluster.openPortForward(pod, port), "POST", path, body)),
      );
      expect(answers.map((answer) => answer.length)).toEqual(Array(3).fill(body.length + "POST /a ".length));
    });

    it("fails with what the node said where nothing listens", async () => {
      const free = createServer().listen(0, "127.0.0.1");
      await once(free, "listening");
      const nobody = (free.address() as AddressInfo).port;
      free.close();
      await once(free, "close");
      const connection = await cluster.openPortForward(pod, nobody);
      const error = (await ask(connection, "GET", "/").catch((cause: unknown) => cause)) as Failure;
      expect(error).toBeInstanceOf(Failure);
      expect(error.message).toMatch(/nothing in the pod listens on that port/);
      expect(error.evidence[0]?.text).toMatch(/connection refused/);
    });

    it("ends where the pod breaks off", async () => {
      const connection = await cluster.openPortForward(pod, port);
      await expect(ask(connection, "GET", "/break")).rejects.toThrow();
      await closed(connection);
    });

    it("ends with the signal's reason, before and after it is open", async () => {
      const reason = new Error("cancelled");
      await expect(cluster.openPortForward(pod, port, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const early = new AbortController();
      const opening = cluster.openPortForward(pod, port, { signal: early.signal });
      setImmediate(() => early.abort(reason));
      await expect(opening).rejects.toBe(reason);
      const late = new AbortController();
      const connection = await cluster.openPortForward(pod, port, { signal: late.signal });
      const failed = once(connection, "error");
      late.abort(reason);
      expect(await failed).toEqual([reason]);
    });
  });

  describe("the log of a pod", () => {
    it("is text", async () => {
      expect(await cluster.podLogs(pod, { container: "host", tailLines: 5 })).toBe("");
    });
  });
}

async function startPod(name: string): Promise<void> {
  const kind = { apiVersion: "v1", kind: "Pod" };
  await cluster.create({
    ...kind,
    metadata: { name },
    spec: {
      hostNetwork: true,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      // Not one of the simulated nodes of other tests.
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ operator: "Exists" }],
      containers: [{ name: "host", image: sandboxImage, imagePullPolicy: "Never" }],
    },
  });
  await vi.waitFor(
    async () => {
      const seen = await cluster.get<KubeObject & { status?: { phase?: string } }>({ ...kind, name });
      expect(seen?.status?.phase).toBe("Running");
    },
    { timeout: 60_000, interval: 100 },
  );
}

function ask(connection: PodConnection, method: string, path: string, body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      method,
      path,
      host: "pod",
      createConnection: () => connection,
      headers: { "content-length": body.length },
    };
    httpRequest(options, (response) => text(response).then(resolve, reject))
      .on("error", reject)
      .end(body);
  });
}

async function closed(connection: PodConnection): Promise<void> {
  if (!connection.closed) await once(connection.resume(), "close");
}
