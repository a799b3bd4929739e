// How does a test get a real name server that knows the names of the test?

import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { afterwards } from "./servers.ts";

/** A name server with A records only (RFC 1035). */
export async function serveNames(
  addressOf: (name: string, isA: boolean) => readonly number[] | undefined,
): Promise<string> {
  const socket = createSocket("udp4");
  socket.on("message", (query: Buffer, from: RemoteInfo) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString());
      at += 1 + length;
    }
    const question = query.subarray(12, at + 5);
    const isA = query.readUInt16BE(at + 1) === 1;
    const address = addressOf(labels.join("."), isA);
    const answer = isA && address !== undefined ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address] : [];
    const code = address === undefined ? 3 : 0;
    const header = Buffer.from([
      ...query.subarray(0, 2),
      0x81,
      0x80 | code,
      0,
      1,
      0,
      answer.length > 0 ? 1 : 0,
      0,
      0,
      0,
      0,
    ]);
    socket.send(Buffer.concat([header, question, Buffer.from(answer)]), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  afterwards(() => socket.close());
  return `127.0.0.1:${socket.address().port}`;
}
