// Does a request survive what a network and a restarting API server do to it?

import { afterEach, describe, expect, it } from "vitest";
import { isApiError } from "../../../src/kube/api-error.ts";
import { Failure } from "../../../src/report/failure.ts";
import { json, type Loopback, listen, serve, status } from "./api-server.ts";

const POD = { apiVersion: "v1", kind: "Pod", name: "a" };
/** For what ends well: a slow machine is not to be taken for a lost server. */
const PATIENT = { firstContactMs: 30_000, restartMs: 30_000 };
/** For what is given up. */
const IMPATIENT = { firstContactMs: 400, restartMs: 3_000 };
const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("a request", () => {
  it("carries the token and is sent once when it succeeds", async () => {
    const { cluster, seen } = await start((_, response) => json(response, 200, pod()));
    expect(await cluster.get(POD)).toEqual(pod());
    expect(seen).toEqual(["GET /api/v1/namespaces/shop/pods/a"]);
    expect(cluster.requestCount()).toEqual({ total: 1, leases: 0, watches: 0 });
  });

  it("is repeated after 429, POST too, when Retry-After is over", async () => {
    const { cluster, seen } = await start((_, response, n) =>
      n === 1
        ? json(response, 429, status(429, "TooManyRequests"), { "retry-after": "0" })
        : json(response, 201, pod()),
    );
    await cluster.create(pod());
    expect(seen).toHaveLength(2);
  });

  it("is repeated after 500 where it only reads, and ends as ApiError when that goes on", async () => {
    const { cluster, seen } = await start(
      (_, response) => json(response, 500, status(500, "InternalError")),
      IMPATIENT,
    );
    await expect(cluster.get(POD)).rejects.toSatisfy((error) => isApiError(error, 500));
    expect(seen.length).toBeGreaterThan(1);
  });

  it("is repeated after a broken connection", async () => {
    const { cluster } = await start((request, response, n) =>
      n < 3 ? request.socket.destroy() : json(response, 200, pod()),
    );
    expect(await cluster.get(POD)).toEqual(pod());
    expect(cluster.requestCount().total).toBe(3);
  });

  it("goes on through a restart of the server", async () => {
    const { cluster, port, crash } = await start((_, response) => json(response, 200, pod()));
    await cluster.get(POD);
    await crash();
    const answer = cluster.get(POD);
    const again = await listen(port, (_, response) => json(response, 200, pod()));
    cleanups.push(() => again.closeAllConnections());
    expect(await answer).toEqual(pod());
  });

  it("is repeated, POST too, where a server that was away has not read its rules yet", async () => {
    const { cluster, seen } = await start((request, response, n) => {
      if (n === 1) request.socket.destroy();
      else if (n < 4) json(response, n === 2 ? 401 : 403, status(n === 2 ? 401 : 403, "Forbidden"));
      else json(response, 201, pod());
    });
    await cluster.create(pod());
    expect(seen).toHaveLength(4);
  });

  it("is not repeated where twice is not once", async () => {
    const { cluster, seen } = await start((request) => request.socket.destroy());
    const patch = [{ op: "add", path: "/spec/containers/-", value: {} }];
    await expect(cluster.patch(POD, "json", patch)).rejects.toThrow(/must not be sent twice/);
    expect(seen).toHaveLength(1);
  });

  it("ends with the signal's reason, while it waits too", async () => {
    const stop = new AbortController();
    const { cluster } = await start((_, response) => {
      json(response, 429, status(429, "TooManyRequests"), { "retry-after": "2" });
      setTimeout(() => stop.abort(new Error("cancelled")), 10);
    });
    await expect(cluster.get(POD, { signal: stop.signal })).rejects.toThrow("cancelled");
  });

  it("says what to check where the server was never reached", async () => {
    const { cluster, crash } = await start(() => undefined, IMPATIENT);
    await crash();
    const failure = await cluster.get(POD).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).message).toMatch(/127\.0\.0\.1.*connection refused.*firewall/s);
  });

  it("explains a 401 as a Failure that says which credential is meant", async () => {
    const { cluster, seen } = await start((_, response) => json(response, 401, status(401, "Unauthorized")));
    await expect(cluster.get(POD)).rejects.toThrow(/user ada.*does not accept the token.*401/s);
    expect(seen).toHaveLength(1);
  });

  it("gives the server's refusal as ApiError, with its causes", async () => {
    const { cluster } = await start((_, response) => json(response, 403, status(403, "Forbidden")));
    const error = await cluster.get(POD).catch((cause: unknown) => cause);
    expect(isApiError(error, 403) && error.status.reason).toBe("Forbidden");
  });

  it("gives nothing of a Secret that the server quotes, nor a whole template", async () => {
    const quotes = [
      "failed to create typed patch object: errors:",
      "  .stringData.pin: expected string, got &value.valueUnstructured{Value:1234}",
      "  .stringData.on: expected string, got &value.valueUnstructured{Value:true}",
      'Secret "db" is invalid: data[x]: Invalid value: "hunter2": and aHVudGVyMg== too',
    ].join("\n");
    const told = {
      ...(status(422, "Invalid") as object),
      message: quotes,
      details: { causes: [{ message: quotes, field: "data" }] },
    };
    const { cluster } = await start((_, response) => json(response, 422, told));
    const meta = { apiVersion: "v1", kind: "Secret", metadata: { name: "db" } };
    const apply = () =>
      cluster.apply({ ...meta, stringData: { pin: 1234, on: true, password: "hunter2" } }, { fieldManager: "x" });
    const encoded = () =>
      cluster.patch({ ...meta, name: "db" }, "json", [{ op: "add", path: "/data", value: { x: "aHVudGVyMg==" } }]);
    for (const refused of [apply, encoded]) {
      const error = await refused().catch((cause: unknown) => cause);
      const words = `${String(error)} ${JSON.stringify(isApiError(error) && error.status)}`;
      expect(words).toMatch(/stringData\.pin: expected string, got something else/);
      expect(words).not.toMatch(/1234|Value:true|hunter2|aHVudGVyMg/);
    }
  });

  it("gives no dump of a structure, whatever it holds", async () => {
    const message =
      'Job "m" is invalid: spec.template: Invalid value: core.PodTemplateSpec{A:{B:"}\\"{"}, Env:[]core.EnvVar{{Value:"hunter2"}}}: field is immutable, spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: field is immutable';
    const { cluster } = await start((_, response) =>
      json(response, 422, { ...(status(422, "Invalid") as object), message }),
    );
    const error = await cluster.replace(pod()).catch((cause: unknown) => cause);
    expect(isApiError(error) && error.status.message).toBe(
      'Job "m" is invalid: spec.template: Invalid value: core.PodTemplateSpec{…}: field is immutable, spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: field is immutable',
    );
  });

  it("recognises a server that is no API server", async () => {
    const { cluster } = await start((_, response) => response.end("<html>login</html>"));
    await expect(cluster.get(POD)).rejects.toThrow(/not JSON/);
  });

  it("counts lease writes apart", async () => {
    const { cluster } = await start((_, response) => json(response, 200, pod()));
    const lease = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: "a" } };
    await cluster.create(lease);
    await cluster.replace(lease);
    await cluster.get({ ...lease, name: "a" });
    expect(cluster.requestCount()).toEqual({ total: 1, leases: 2, watches: 0 });
  });
});

async function start(answer: Parameters<typeof serve>[0], patience = PATIENT): Promise<Loopback> {
  const loopback = await serve(answer, patience);
  cleanups.push(() => loopback.close());
  return loopback;
}

function pod() {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "shop" } };
}
