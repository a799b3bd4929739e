// How does a registry behave badly?

import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { rigEnvironment } from "../../rig/environment.ts";

export interface Door {
  /** `127.0.0.1:PORT`: the same for the runner and for the nodes of the rig. */
  readonly host: string;
  /** What it answers from now on; `closed` refuses connections. */
  become(mood: Mood): void;
}

export type Mood = "open" | "refusing" | "closed";

/** A door before the rig's registry. */
export async function openDoor(afterwards: (close: () => void) => void): Promise<Door> {
  const { registry } = await rigEnvironment();
  let mood: Mood = "open";
  const server = createServer((incoming, outgoing) => {
    if (mood === "closed") {
      incoming.socket.destroy();
      return;
    }
    if (mood === "refusing") {
      outgoing.writeHead(401, { "www-authenticate": 'Basic realm="test"', "content-type": "application/json" });
      outgoing.end(JSON.stringify({ errors: [{ code: "UNAUTHORIZED", message: "authentication required" }] }));
      return;
    }
    const { method, url: path, headers } = incoming;
    const inner = request(`http://${registry}`, { method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    inner.on("error", () => outgoing.destroy());
    incoming.pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    become: (next) => {
      mood = next;
      server.closeAllConnections();
    },
  };
}
