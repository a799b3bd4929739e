// How does one client get a connection over a way, and what is known about it?

import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { buildConnector } from "undici";
import type { TlsFacts } from "../answer.ts";
import type { Way } from "../targets/way.ts";
import { ExchangeError } from "./exchange-error.ts";
import { secure, tlsFacts } from "./tls.ts";

export interface Connection {
  readonly stream: Duplex;
  readonly tls: TlsFacts | undefined;
  /** How long it took to open the stream, without TLS. */
  readonly dialMs: number;
}

/**
 * A stream to the way's origin, with TLS where its scheme asks for it.
 *
 * @param protocols for ALPN, the preferred one first
 */
export async function openConnection(way: Way, protocols: readonly string[], signal: AbortSignal): Promise<Connection> {
  const startedAt = performance.now();
  const stream = await way.dial(undefined, signal);
  const dialMs = performance.now() - startedAt;
  const url = new URL(way.origin);
  if (url.protocol !== "https:") return { stream, tls: undefined, dialMs };
  const socket: TLSSocket = await secure(stream, url.hostname, protocols, way.tls, signal);
  const [wanted] = protocols;
  if (wanted === "h2" && socket.alpnProtocol !== "h2") {
    socket.destroy();
    throw new ExchangeError("connecting", "the server does not speak HTTP/2: it did not agree to it by ALPN");
  }
  return { stream: socket, tls: tlsFacts(socket), dialMs };
}

/** For undici. @param opened told about each connection, in time for its first request */
export function connectorOver(
  way: Way,
  protocol: "http/1.1" | "h2",
  signal: AbortSignal,
  opened: (connection: Connection) => void,
): buildConnector.connector {
  return (_options, callback) => {
    openConnection(way, [protocol], signal).then(
      (connection) => {
        opened(connection);
        callback(null, forUndici(connection.stream, protocol));
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

/** undici asks of its socket what any Duplex has, and by `alpnProtocol` which HTTP to speak. */
function forUndici(stream: Duplex, protocol: "http/1.1" | "h2"): Socket {
  const socket = stream as Socket & { alpnProtocol?: string | false | null };
  // Without TLS there is no ALPN: HTTP/2 is then spoken with prior knowledge (RFC 9113, section 3.3).
  if (protocol === "h2" && !("encrypted" in stream)) socket.alpnProtocol = "h2";
  return socket;
}
