// What does a test ask, that answers as the test says?

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Answering {
  readonly url: string;
  /** How many requests have come. */
  readonly asked: () => number;
  close(): Promise<void>;
}

/** @param answer gets the number of the request, from 1 */
export async function answering(answer: (number: number, response: ServerResponse) => void): Promise<Answering> {
  let asked = 0;
  const server = createServer((_request, response) => answer(++asked, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked: () => asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
