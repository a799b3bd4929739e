// How does a test get a real gRPC server, with its health, its reflection and its descriptor?

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
import { service as healthService } from "grpc-health-check";
import type { Identity } from "./certificates.ts";
import { afterwards } from "./servers.ts";

const definition = loadSync(path.join(import.meta.dirname, "orders.proto"), { longs: String });
const orders = definition["orders.v1.Orders"] as ServiceDefinition;

export interface GrpcParts {
  readonly reflection?: boolean;
  readonly tls?: Identity;
  /** So many health checks are answered with NOT_SERVING, and so many orders with UNAVAILABLE, before it is well. */
  readonly startsAfter?: number;
}

/** `orders.v1.Orders` is NOT_SERVING, the server as a whole SERVING. @returns its origin */
export async function serveOrders({ reflection = true, tls, startsAfter = 0 }: GrpcParts = {}): Promise<string> {
  const server = new Server();
  server.addService(orders, { Get: getOrder(startsAfter) });
  server.addService(healthService, { Check: checkHealth(startsAfter) });
  if (reflection) new ReflectionService(definition).addToServer(server);
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(tls.cert), private_key: Buffer.from(tls.key) }]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  afterwards(() => server.forceShutdown());
  return `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`;
}

function getOrder(startsAfter: number) {
  let asked = 0;
  return (call: ServerUnaryCall<{ id: string }, unknown>, reply: sendUnaryData<unknown>) => {
    const { id } = call.request;
    if (++asked <= startsAfter) reply({ code: 14, details: "still starting" });
    else if (id === "absent") reply({ code: 5, details: "no order “absent”" });
    else reply(null, { id, total: "9007199254740993", created: { seconds: 0, nanos: 0 } });
  };
}

function checkHealth(startsAfter: number) {
  let asked = 0;
  return (call: ServerUnaryCall<{ service: string }, unknown>, reply: sendUnaryData<unknown>) => {
    const { service } = call.request;
    if (++asked <= startsAfter || service === "orders.v1.Orders") reply(null, { status: "NOT_SERVING" });
    else if (service === "") reply(null, { status: "SERVING" });
    else reply({ code: 5, details: `${service} is not known` });
  };
}

/** A FileDescriptorSet: the files one after the other, each as field 1. */
export function descriptorSet(): Buffer {
  const request = definition["orders.v1.Order"] as { fileDescriptorProtos?: Buffer[] };
  const files = request.fileDescriptorProtos ?? [];
  return Buffer.concat(
    files.map((file) => {
      const length = file.length < 128 ? [file.length] : [(file.length & 127) | 128, file.length >> 7];
      return Buffer.concat([Buffer.of(0x0a, ...length), file]);
    }),
  );
}
