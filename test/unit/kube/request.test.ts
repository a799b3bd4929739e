// Does a request survive what a network and a restarting API server do to it?

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isApiError } from "../../../src/kube/api-error.ts";
import { createCluster } from "../../../src/kube/client.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { credentialsFor } from "../../../src/kube/credentials.ts";
import type { Target } from "../../../src/kube/kubeconfig.ts";
import { createTransport } from "../../../src/kube/request.ts";
import { Failure } from "../../../src/report/failure.ts";

const POD = { apiVersion: "v1", kind: "Pod", name: "a" };
const PATIENCE = { firstContactMs: 400, restartMs: 3_000 };
const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("a request", () => {
  it("carries the token and is sent once when it succeeds", async () => {
    const { cluster, seen } = await serve((_, response) => json(response, 200, pod()));
    expect(await cluster.get(POD)).toEqual(pod());
    expect(seen).toEqual(["GET /api/v1/namespaces/shop/pods/a"]);
    expect(cluster.requestCount()).toEqual({ total: 1, leases: 0, watches: 0 });
  });

  it("is repeated after 429, POST too, when Retry-After is over", async () => {
    const { cluster, seen } = await serve((_, response, n) =>
      n === 1
        ? json(response, 429, status(429, "TooManyRequests"), { "retry-after": "0" })
        : json(response, 201, pod()),
    );
    await cluster.create(pod());
    expect(seen).toHaveLength(2);
  });

  it("is repeated after 500 where it only reads, and ends as ApiError when that goes on", async () => {
    const { cluster, seen } = await serve((_, response) => json(response, 500, status(500, "InternalError")));
    await expect(cluster.get(POD)).rejects.toSatisfy((error) => isApiError(error, 500));
    expect(seen.length).toBeGreaterThan(1);
  });

  it("is repeated after a broken connection", async () => {
    const { cluster } = await serve((request, response, n) =>
      n < 3 ? request.socket.destroy() : json(response, 200, pod()),
    );
    expect(await cluster.get(POD)).toEqual(pod());
    expect(cluster.requestCount().total).toBe(3);
  });

  it("goes on through a restart of the server", async () => {
    const { cluster, server, port } = await serve((_, response) => json(response, 200, pod()));
    await cluster.get(POD);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const answer = cluster.get(POD);
    const again = await listen(
      createServer((_, response) => json(response, 200, pod())),
      port,
    );
    cleanups.push(() => again.closeAllConnections());
    expect(await answer).toEqual(pod());
  });

  it("is not repeated where twice is not once", async () => {
    const { cluster, seen } = await serve((request) => request.socket.destroy());
    const patch = [{ op: "add", path: "/spec/containers/-", value: {} }];
    await expect(cluster.patch(POD, "json", patch)).rejects.toThrow(/must not be sent twice/);
    expect(seen).toHaveLength(1);
  });

  it("ends with the signal's reason, while it waits too", async () => {
    const stop = new AbortController();
    const { cluster } = await serve((_, response) => {
      json(response, 429, status(429, "TooManyRequests"), { "retry-after": "2" });
      setTimeout(() => stop.abort(new Error("cancelled")), 10);
    });
    await expect(cluster.get(POD, { signal: stop.signal })).rejects.toThrow("cancelled");
  });

  it("says what to check where the server was never reached", async () => {
    const { cluster, server } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const failure = await cluster.get(POD).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).message).toMatch(/127\.0\.0\.1.*connection refused.*firewall/s);
  });

  it("explains a 401 as a Failure that says which credential is meant", async () => {
    const { cluster, seen } = await serve((_, response) => json(response, 401, status(401, "Unauthorized")));
    await expect(cluster.get(POD)).rejects.toThrow(/user ada.*does not accept the token.*401/s);
    expect(seen).toHaveLength(1);
  });

  it("gives the server's refusal as ApiError, with its causes", async () => {
    const { cluster } = await serve((_, response) => json(response, 403, status(403, "Forbidden")));
    const error = await cluster.get(POD).catch((cause: unknown) => cause);
    expect(isApiError(error, 403) && error.status.reason).toBe("Forbidden");
  });

  it("recognises a server that is no API server", async () => {
    const { cluster } = await serve((_, response) => response.end("<html>login</html>"));
    await expect(cluster.get(POD)).rejects.toThrow(/not JSON/);
  });

  it("counts lease writes apart", async () => {
    const { cluster } = await serve((_, response) => json(response, 200, pod()));
    const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "a" } };
    await cluster.create(lease);
    await cluster.replace(lease);
    await cluster.get({ ...lease, name: "a" });
    expect(cluster.requestCount()).toEqual({ total: 1, leases: 2, watches: 0 });
  });
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse, n: number) => void): Promise<{
  cluster: Cluster;
  server: Server;
  port: number;
  seen: string[];
}> {
  const seen: string[] = [];
  const server = await listen(
    createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      answer(request, response, seen.length);
    }),
    0,
  );
  const { port } = server.address() as AddressInfo;
  const target: Target = {
    context: "test",
    namespace: "shop",
    cluster: { name: "test", server: `http://127.0.0.1:${port}`, skipTLSVerify: false },
    user: { name: "ada", token: "secret-token" },
    origin: "a test",
  };
  const cluster = createCluster(
    createTransport(
      target,
      credentialsFor(target, {}, () => undefined),
      PATIENCE,
    ),
    target,
  );
  cleanups.push(
    () => server.close(),
    () => cluster.close(),
  );
  return { cluster, server, port, seen };
}

async function listen(server: Server, port: number): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

function json(response: ServerResponse, code: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(code, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function status(code: number, reason: string): unknown {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message: `no: ${reason}` };
}

function pod() {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "shop" } };
}
