// What is a server that takes a connection and never answers?

import { createServer, type Socket } from "node:net";

export interface SilentServer {
  readonly port: number;
  /** Resolves when the first connection is there: who connected waits now. */
  readonly reached: Promise<void>;
  close(): Promise<void>;
}

/** Listens on loopback. A process that speaks to it hangs, as one does in front of a cluster that is not well. */
export async function openSilentServer(): Promise<SilentServer> {
  const sockets = new Set<Socket>();
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("data", () => resolve());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    port: address.port,
    reached,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
