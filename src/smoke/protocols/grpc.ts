// What does a gRPC server answer to one call?

import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from "node:http2";
import type { TlsFacts } from "../answer.ts";
import type { Way } from "../targets/way.ts";
import { openConnection } from "./connection.ts";
import { ExchangeError } from "./exchange-error.ts";

/** The canonical codes of gRPC, by number. */
export const grpcCodes = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

export interface GrpcAnswer {
  readonly code: number;
  /** The server's own words about a code other than OK. */
  readonly message: string;
  /** Headers and trailers together, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly messages: readonly Buffer[];
}

export interface GrpcConnection {
  /** Where there is TLS. */
  readonly tls: TlsFacts | undefined;
  /**
   * One request, and all messages of the answer.
   *
   * @param path `/grpc.health.v1.Health/Check`
   * @throws ExchangeError for what is no answer of gRPC
   */
  call(path: string, message: Uint8Array, metadata: Readonly<Record<string, string>>): Promise<GrpcAnswer>;
  close(): void;
}

const mostMessageBytes = 4 * 1024 * 1024;

/** Over HTTP/2, with prior knowledge where there is no TLS. @throws what the way throws */
export async function openGrpc(way: Way, signal: AbortSignal): Promise<GrpcConnection> {
  const { stream, tls } = await openConnection(way, ["h2"], signal);
  const session = connect(way.origin, { createConnection: () => stream });
  const broken: Error[] = [];
  session.on("error", (error) => broken.push(error));
  const abort = () => session.destroy();
  signal.addEventListener("abort", abort, { once: true });
  return {
    tls,
    call: (path, message, metadata) => callOver(session, way.origin, path, message, metadata, broken),
    close() {
      signal.removeEventListener("abort", abort);
      session.destroy();
    },
  };
}

function callOver(
  session: ClientHttp2Session,
  origin: string,
  path: string,
  message: Uint8Array,
  metadata: Readonly<Record<string, string>>,
  broken: readonly Error[],
): Promise<GrpcAnswer> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      ":scheme": new URL(origin).protocol.slice(0, -1),
      te: "trailers",
      "content-type": "application/grpc+proto",
      "user-agent": "slipway-smoke-test",
      ...metadata,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    let headers: IncomingHttpHeaders = {};
    let trailers: IncomingHttpHeaders = {};
    stream.on("response", (seen) => {
      headers = seen;
    });
    stream.on("trailers", (seen) => {
      trailers = seen;
    });
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostMessageBytes) {
        stream.destroy(new ExchangeError("answering", "the answer is larger than the 4 MiB that are read"));
      }
    });
    stream.on("error", reject);
    stream.on("close", () => {
      const cause = broken.at(-1) ?? new Error("the connection was closed before the answer was complete");
      try {
        resolve(answerOf(stream, headers, trailers, Buffer.concat(chunks), cause));
      } catch (error) {
        reject(error);
      }
    });
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([prefix, message]));
  });
}

function answerOf(
  stream: ClientHttp2Stream,
  headers: IncomingHttpHeaders,
  trailers: IncomingHttpHeaders,
  body: Buffer,
  cause: Error,
): GrpcAnswer {
  const status = headers[":status"];
  // An error without a message comes as headers alone.
  const code = textOf(trailers["grpc-status"] ?? headers["grpc-status"]);
  if (code !== undefined && /^\d+$/.test(code)) {
    return {
      code: Number(code),
      message: readable(textOf(trailers["grpc-message"] ?? headers["grpc-message"]) ?? ""),
      metadata: { ...flatten(headers), ...flatten(trailers) },
      messages: split(body),
    };
  }
  if (status === undefined || stream.rstCode !== 0) throw cause;
  const what = `HTTP ${status}, ${textOf(headers["content-type"]) ?? "without a content type"}`;
  throw new ExchangeError("answering", `what answers does not speak gRPC: ${what}`);
}

/** Each message stands behind a byte that says whether it is compressed, and its length. */
function split(body: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    if (body.length < at + 5) throw new ExchangeError("answering", "the answer ends in the middle of a message");
    if (body[at] !== 0) throw new ExchangeError("answering", "the answer is compressed, which was not asked for");
    const end = at + 5 + body.readUInt32BE(at + 1);
    if (body.length < end) throw new ExchangeError("answering", "the answer ends in the middle of a message");
    messages.push(body.subarray(at + 5, end));
    at = end;
  }
  return messages;
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(":") || value === undefined ? [] : [[name, textOf(value) ?? ""]],
    ),
  );
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Percent-encoded on the wire. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A server that does not encode as it should is quoted as it is.
    return text;
  }
}
