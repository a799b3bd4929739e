// Does a real gRPC server answer, by its reflection or by a descriptor, and is what is none told?

import { createServer } from "node:http2";
import { beforeAll, describe, expect, it } from "vitest";
import { grpcCall, grpcHealth } from "../../../../src/smoke/protocols/grpc-call.ts";
import { directWay } from "../../../../src/smoke/targets/way.ts";
import { makeIdentity } from "./certificates.ts";
import { descriptorSet, serveOrders } from "./orders-grpc.ts";
import { closedPort, listen, never, serveHttp } from "./servers.ts";

const options = { metadata: {}, timeoutMs: 20_000, signal: never };

let origin: string;
beforeAll(async () => {
  origin = await serveOrders();
});

describe("the health of a gRPC server", () => {
  it.each([
    ["", "SERVING"],
    ["orders.v1.Orders", "NOT_SERVING"],
    ["absent.v1.Absent", "SERVICE_UNKNOWN"],
  ])("of the service '%s' is %s", async (service, status) => {
    expect(await grpcHealth(directWay(origin), service, options)).toMatchObject({ status });
  });

  it("is asked over TLS", async () => {
    const identity = makeIdentity({ names: ["127.0.0.1"] });
    const secured = await serveOrders({ tls: identity });
    const way = directWay(secured, { tls: { ca: identity.cert } });
    expect(await grpcHealth(way, "", options)).toMatchObject({ status: "SERVING" });
    await expect(grpcHealth(directWay(secured), "", options)).rejects.toThrow(/self-signed/);
  });
});

describe("a unary call", () => {
  it("is written and read as JSON, by the server's reflection", async () => {
    const result = await grpcCall(directWay(origin), "orders.v1.Orders/Get", { id: "7" }, options);
    expect(result).toMatchObject({
      code: 0,
      response: { id: "7", total: "9007199254740993", paid: false, created: "1970-01-01T00:00:00Z" },
    });
  });

  it("is written and read by a descriptor where there is no reflection", async () => {
    const plain = directWay(await serveOrders({ reflection: false }));
    await expect(grpcCall(plain, "orders.v1.Orders/Get", { id: "7" }, options)).rejects.toThrow(/reflection/);
    const descriptor = descriptorSet();
    const result = await grpcCall(plain, "orders.v1.Orders/Get", { id: "7" }, { ...options, descriptor });
    expect(result).toMatchObject({ code: 0, response: { id: "7" } });
  });

  it("brings the server's code and words", async () => {
    const result = await grpcCall(directWay(origin), "orders.v1.Orders/Get", { id: "absent" }, options);
    expect(result).toMatchObject({ code: 5, codeName: "NOT_FOUND", message: "no order “absent”" });
  });

  it.each([
    ["orders.v1.Orders/Absent", {}, /no method Absent; it has Get, Watch/],
    ["orders.v1.Absent/Get", {}, /orders\.v1\.Absent is not known/],
    ["orders.v1.Orders/Watch", {}, /Watch is a stream/],
    ["orders.v1.Orders/Get", { ids: "7" }, /ids/],
  ])("of %s with %j is refused", async (method, message, words) => {
    await expect(grpcCall(directWay(origin), method, message, options)).rejects.toThrow(words);
  });
});

describe("what is no gRPC server", () => {
  it("is told where it speaks HTTP/2", async () => {
    const server = createServer((_request, response) => response.writeHead(404, { "content-type": "text/html" }).end());
    const listening = await listen(server as never, "http");
    await expect(grpcHealth(directWay(listening.origin), "", options)).rejects.toThrow(
      "what answers does not speak gRPC: HTTP 404, text/html",
    );
  });

  it("is told where it speaks HTTP/1.1, or nothing listens", async () => {
    const server = await serveHttp((_request, response) => response.end());
    await expect(grpcHealth(directWay(server.origin), "", options)).rejects.toMatchObject({ phase: "answering" });
    const nobody = directWay(`http://127.0.0.1:${await closedPort()}`);
    await expect(grpcHealth(nobody, "", options)).rejects.toMatchObject({ phase: "connecting" });
  });
});
