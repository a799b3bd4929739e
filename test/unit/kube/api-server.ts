// What stands in for the network and the server where a test needs them to fail in a way that a real one does not do on demand?

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createCluster } from "../../../src/kube/client.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { credentialsFor } from "../../../src/kube/credentials.ts";
import type { Target } from "../../../src/kube/kubeconfig.ts";
import { createTransport, type Patience } from "../../../src/kube/request.ts";

export interface Loopback {
  readonly cluster: Cluster;
  readonly port: number;
  /** `GET /api/v1/...` of each request, in order. */
  readonly seen: readonly string[];
  /** Ends the server as a crash does. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/** A real HTTP server on loopback that answers as told, and a cluster that asks it. */
export async function serve(answer: Answer, patience: Patience): Promise<Loopback> {
  const seen: string[] = [];
  const server = await listen(0, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response, seen.length);
  });
  const { port } = server.address() as AddressInfo;
  const target: Target = {
    context: "test",
    namespace: "shop",
    cluster: { name: "test", server: `http://127.0.0.1:${port}`, skipTLSVerify: false },
    user: { name: "ada", token: "secret-token" },
    origin: "a test",
  };
  const credentials = credentialsFor(target, {}, () => undefined);
  const cluster = createCluster(createTransport(target, credentials, patience), target);
  const crash = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    cluster,
    port,
    seen,
    crash,
    async close() {
      await cluster.close();
      await crash();
    },
  };
}

export async function listen(
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

export function json(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

export function status(code: number, reason: string): unknown {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message: `no: ${reason}` };
}
