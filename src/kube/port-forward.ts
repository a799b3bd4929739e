// How are bytes exchanged with a port of a pod, without a local port?

import { Duplex } from "node:stream";
import { WebSocket } from "undici";
import { Failure } from "../report/failure.ts";
import { isApiError } from "./api-error.ts";
import type { PodConnection } from "./cluster.ts";
import type { Transport } from "./request.ts";
import { ConnectionLost } from "./server-trouble.ts";

const DATA_CHANNEL = 0;
const ERROR_CHANNEL = 1;
/** Larger writes are split: some proxies before API servers refuse frames above 64 KiB. */
const FRAME_BYTES = 32 * 1024;
const HIGH_WATER_BYTES = 1024 * 1024;

/**
 * Opens the `portforward` subresource over a WebSocket. In its protocol (v4.channel.k8s.io, served by
 * every kubelet) each frame begins with the number of its channel, and the first one of each
 * channel brings the port. The protocol knows no half-close: ending the writable side sends nothing.
 * @throws ApiError for a pod that is not there or may not be forwarded to; ConnectionLost or Failure for a server that is not reached.
 */
export async function openPortForward(
  transport: Transport,
  pod: { readonly namespace: string; readonly name: string },
  port: number,
  signal: AbortSignal | undefined,
): Promise<PodConnection> {
  signal?.throwIfAborted();
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/portforward?ports=${port}`;
  const { headers, dispatcher } = await transport.authorize();
  const url = new URL(transport.server);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  transport.counts.total++;
  const socket = new WebSocket(`${url.href.replace(/\/$/, "")}${path}`, {
    protocols: ["v4.channel.k8s.io"],
    dispatcher,
    headers,
  });
  socket.binaryType = "arraybuffer";
  const what = `forwarding to port ${port} of pod ${pod.namespace}/${pod.name}`;
  const connection = duplexOver(socket, what);
  const abort = () => connection.destroy(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  connection.once("close", () => signal?.removeEventListener("abort", abort));
  connection.on("error", thrownInstead);
  try {
    await opened(socket, connection);
  } catch (cause) {
    connection.destroy();
    signal?.throwIfAborted();
    throw await explainRefusal(transport, path, what, cause, signal);
  }
  connection.off("error", thrownInstead);
  return connection;
}

/** Until the connection is open, what breaks it is thrown, not emitted. */
const thrownInstead = () => undefined;

function opened(socket: WebSocket, connection: Duplex): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", (event) => reject(event.error ?? new Error(event.message)));
    socket.addEventListener("close", () => reject(new Error("the WebSocket was closed before it was open")));
    connection.once("close", () => reject(new Error("the connection was given up before it was open")));
  });
}

/** A WebSocket that was refused does not say why; the same path without an upgrade does. */
export async function explainRefusal(
  transport: Transport,
  path: string,
  what: string,
  cause: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  try {
    await transport.send({ method: "GET", path, signal });
  } catch (error) {
    // 400: the server would have forwarded, had we asked for an upgrade.
    if (!isApiError(error, 400)) return error;
  }
  return new ConnectionLost(`${what}: the server did not open a WebSocket`, { cause });
}

function duplexOver(socket: WebSocket, what: string): Duplex {
  const announced = new Set<number>();
  let complaint = "";

  const connection = new Duplex({
    allowHalfOpen: true,
    read: () => undefined, // frames are pushed as they come
    write(chunk: Buffer, _encoding, done) {
      if (socket.readyState !== WebSocket.OPEN) {
        done(new ConnectionLost(`${what}: the connection is closed`));
        return;
      }
      for (let start = 0; start < chunk.length; start += FRAME_BYTES) {
        socket.send(Buffer.concat([Buffer.of(DATA_CHANNEL), chunk.subarray(start, start + FRAME_BYTES)]));
      }
      whenDrained(socket, done);
    },
    destroy(error, done) {
      if (socket.readyState <= WebSocket.OPEN) socket.close();
      done(error);
    },
  });

  socket.addEventListener("message", ({ data }: { data: unknown }) => {
    if (!(data instanceof ArrayBuffer) || connection.destroyed) return;
    const frame = Buffer.from(data);
    const channel = frame[0] ?? ERROR_CHANNEL;
    const payload = frame.subarray(1);
    if (!announced.has(channel)) {
      announced.add(channel); // the port's number
    } else if (channel === DATA_CHANNEL) {
      connection.push(payload);
    } else {
      complaint += payload.toString("utf8");
      connection.destroy(podRefusal(what, complaint));
    }
  });
  socket.addEventListener("close", () => {
    if (connection.destroyed) return;
    connection.push(null);
    connection.end();
  });
  socket.addEventListener("error", (event) => {
    connection.destroy(new ConnectionLost(`${what}: the connection broke off`, { cause: event.error }));
  });
  return connection;
}

function whenDrained(socket: WebSocket, done: () => void): void {
  if (socket.bufferedAmount < HIGH_WATER_BYTES || socket.readyState !== WebSocket.OPEN) done();
  else setTimeout(() => whenDrained(socket, done), 5);
}

function podRefusal(what: string, text: string): Failure {
  const refused = /connection refused/.test(text);
  return new Failure({
    attempted: what,
    found: refused ? "nothing in the pod listens on that port" : "the node could not connect to the pod",
    advice: refused
      ? "Correct the port, or let the container listen on it (on 0.0.0.0 or localhost)."
      : "Look at the pod's state and its node.",
    evidence: [{ title: "what the node said", text: text.trim() }],
  });
}
