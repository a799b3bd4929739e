// Does a real gRPC server answer, by its reflection or by a descriptor, and is what is none told?

import { createServer } from "node:http2";
import path from "node:path";
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import { HealthImplementation } from "grpc-health-check";
import { beforeAll, describe, expect, it } from "vitest";
import { grpcCall, grpcHealth } from "../../../../src/smoke/protocols/grpc-call.ts";
import { directWay } from "../../../../src/smoke/targets/way.ts";
import { makeIdentity } from "./certificates.ts";
import { afterwards, closedPort, listen, never, serveHttp } from "./servers.ts";

const definition = loadSync(path.join(import.meta.dirname, "orders.proto"), { longs: String });
const orders = definition["orders.v1.Orders"] as ServiceDefinition;
const options = { metadata: {}, timeoutMs: 20_000, signal: never };

const get = (call: ServerUnaryCall<{ id: string }, unknown>, reply: sendUnaryData<unknown>) => {
  if (call.request.id === "absent") reply({ code: 5, details: "no order “absent”" });
  else reply(null, { id: call.request.id, total: "9007199254740993", created: { seconds: 0, nanos: 0 } });
};

async function serve(parts: { reflection?: boolean; tls?: ReturnType<typeof makeIdentity> } = {}) {
  const server = new Server();
  server.addService(orders, { Get: get });
  const health = new HealthImplementation({ "": "SERVING", "orders.v1.Orders": "NOT_SERVING" });
  health.addToServer(server);
  if (parts.reflection !== false) new ReflectionService(definition).addToServer(server);
  const credentials =
    parts.tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(parts.tls.cert), private_key: Buffer.from(parts.tls.key) },
        ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  afterwards(() => server.forceShutdown());
  return `${parts.tls === undefined ? "http" : "https"}://127.0.0.1:${port}`;
}

let origin: string;
beforeAll(async () => {
  origin = await serve();
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
    const secured = await serve({ tls: identity });
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
    const plain = directWay(await serve({ reflection: false }));
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

/** A FileDescriptorSet: the files one after the other, each as field 1. */
function descriptorSet(): Buffer {
  const request = definition["orders.v1.Order"] as { fileDescriptorProtos?: Buffer[] };
  const files = request.fileDescriptorProtos ?? [];
  return Buffer.concat(
    files.map((file) => {
      const length = file.length < 128 ? [file.length] : [(file.length & 127) | 128, file.length >> 7];
      return Buffer.concat([Buffer.of(0x0a, ...length), file]);
    }),
  );
}
