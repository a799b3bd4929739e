// What does a registry with users look like to a test?

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PrivateRegistry {
  readonly host: string;
  /** A docker configuration that is the given one with the one user, ada, logged in. */
  readonly dockerConfig: string;
  stop(): void;
}

const ada = Buffer.from("ada:hush").toString("base64");

/** A door before the real registry that lets in one user only. */
export async function startPrivateRegistry(
  registry: string,
  ownDockerConfig: string | undefined,
): Promise<PrivateRegistry> {
  const server = createServer((incoming, outgoing) => {
    if (incoming.headers.authorization === `Basic ${ada}`) return passOn(incoming, outgoing, registry);
    outgoing.writeHead(401, { "www-authenticate": 'Basic realm="test"', "content-type": "application/json" });
    outgoing.end(JSON.stringify({ errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const folder = mkdtempSync(join(tmpdir(), "slipway-private-"));
  if (ownDockerConfig !== undefined) cpSync(ownDockerConfig, folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "config.json"), JSON.stringify({ auths: { [host]: { auth: ada } } }));
  const stop = () => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { host, dockerConfig: folder, stop };
}

/** The Host header stays: the registry makes the addresses for uploads of it. */
function passOn(incoming: IncomingMessage, outgoing: ServerResponse, registry: string): void {
  const { method, url: path, headers } = incoming;
  const inner = request(`http://${registry}`, { method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  inner.on("error", () => outgoing.destroy());
  incoming.pipe(inner);
}
