// How does a test get a WebSocket server that sends the bytes that the test wants?

import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { type Listening, serveBytes } from "./servers.ts";

/**
 * @param onOpen what it does by itself once it is open
 * @param headers of its answer besides those that it must have
 */
export function serveWebSocket(
  onFrame: (socket: Socket, frame: Buffer) => void,
  onOpen: (socket: Socket) => void = () => undefined,
  headers: readonly string[] = [],
): Promise<Listening> {
  return serveBytes((socket) => {
    socket.once("data", (head: Buffer) => {
      upgrade(socket, head, onFrame, headers);
      onOpen(socket);
    });
  });
}

/** RFC 6455 by hand: what a client sends comes unmasked to `onFrame`, as a frame that can be sent back. */
export function upgrade(
  socket: Socket,
  head: Buffer,
  onFrame: (socket: Socket, frame: Buffer) => void,
  headers: readonly string[] = [],
): void {
  const read = (name: string) => new RegExp(`^${name}: (.*)\r$`, "im").exec(head.toString())?.[1];
  const key = `${read("sec-websocket-key")}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash("sha1").update(key).digest("base64");
  const protocol = read("sec-websocket-protocol");
  const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
  const chosen = protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`];
  socket.write([...lines, ...chosen, ...headers, `Sec-WebSocket-Accept: ${accept}`, "", ""].join("\r\n"));
  socket.on("data", (data: Buffer) => {
    for (let at = 0; at + 6 <= data.length; ) {
      const length = (data[at + 1] ?? 0) & 127;
      const mask = data.subarray(at + 2, at + 6);
      const payload = data.subarray(at + 6, at + 6 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
      if (data[at] === 0x81) onFrame(socket, Buffer.concat([Buffer.of(0x81, length), payload]));
      at += 6 + length;
    }
  });
}
