// Does a server that never stops, or that sends what grows, cost the test a bounded amount of memory?

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http2";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listen, serveBytes, serveHttp } from "./servers.ts";
import { serveWebSocket } from "./websocket-server.ts";

const MiB = 1024 * 1024;
/** Of what each server sends, or would. */
const muchMiB = 192;
/** What Node itself takes for its own code, buffers and garbage is far below, what the servers send far above. */
const mostGrowthMiB = 96;

/** Writes until nobody reads any more, or `most` bytes were taken. */
function pour(socket: Socket | NodeJS.WritableStream, chunk: Buffer, most = 4 * muchMiB * MiB): void {
  let sent = 0;
  const more = () => {
    while (socket.writable && sent < most) {
      sent += chunk.length;
      if (!socket.write(chunk)) return;
    }
  };
  socket.on("drain", more);
  more();
}

const endless = (head: string, chunk: string) =>
  serveBytes((socket) => {
    socket.once("data", () => {
      socket.write(head);
      pour(socket, Buffer.from(chunk.repeat(Math.ceil(65_536 / chunk.length))));
    });
  });

async function bombs(): Promise<Record<string, string>> {
  const zeros = Buffer.alloc(muchMiB * MiB);
  const fast = { level: 1 };
  const coded = {
    gzip: gzipSync(zeros, fast),
    deflate: deflateSync(zeros, fast),
    br: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    zstd: zstdCompressSync(zeros),
  };
  const origins: Record<string, string> = {};
  for (const [coding, body] of Object.entries(coded)) {
    const server = await serveHttp((_request, response) =>
      response.writeHead(200, { "content-encoding": coding }).end(body),
    );
    origins[coding] = server.origin;
  }
  return origins;
}

/** One frame of text with a payload of 64 KiB; `first` holds FIN and opcode. */
function frame(first: number): Buffer {
  return Buffer.concat([Buffer.of(first, 127, 0, 0, 0, 0, 0, 1, 0, 0), Buffer.alloc(65_536, "x")]);
}

/** A message of `much` that is small on the wire: RFC 7692. */
async function webSocketBomb() {
  const packed = deflateRawSync(Buffer.alloc(muchMiB * MiB, "x"), { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(packed.length - 4));
  const message = Buffer.concat([Buffer.of(0xc1, 127), length, packed.subarray(0, -4)]);
  return serveWebSocket(
    () => undefined,
    (socket) => socket.write(message),
    ["Sec-WebSocket-Extensions: permessage-deflate"],
  );
}

async function endlessGrpc(): Promise<string> {
  const server = createServer();
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    stream.respond({ ":status": 200, "content-type": "application/grpc+proto" });
    pour(stream, Buffer.concat([Buffer.of(0, 0, 1, 0, 0), Buffer.alloc(65_536)]));
  });
  return (await listen(server as never, "http")).origin;
}

interface Answer {
  readonly wrong: readonly string[];
  readonly grownMiB: number;
}

const answers = new Map<string, Answer>();
const folder = mkdtempSync(join(tmpdir(), "slipway-memory-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases: [what: string, wrong: RegExp][] = [
  ["an endless body", /more than the 1048576 bytes that are read/],
  ["a gzip bomb", /more than the 1048576 bytes that are read/],
  ["a deflate bomb", /more than the 1048576 bytes that are read/],
  ["a br bomb", /more than the 1048576 bytes that are read/],
  ["a zstd bomb", /more than the 1048576 bytes that are read/],
  ["headers without end", /headers of the answer are larger than is read/],
  ["an event without end", /the stream is larger than the 1 MiB/],
  ["comments instead of events", /the stream is larger than the 1 MiB/],
  ["a WebSocket message of fragments without end", /the WebSocket broke off/],
  ["WebSocket messages without end", /the messages are larger than the 4 MiB/],
  ["WebSocket messages after the last that is waited for", /"nothing"/],
  ["a WebSocket bomb", /the WebSocket broke off/],
  ["gRPC messages without end", /larger than the 4 MiB/],
];

beforeAll(async () => {
  const [body, headers, event, comments, fragments, messages, bomb, grpc, coded] = await Promise.all([
    endless("HTTP/1.1 200 OK\r\n\r\n", "x"),
    endless("HTTP/1.1 200 OK\r\n", "x-header: value\r\n"),
    endless("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ", "x"),
    endless("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", ": ping\n\n"),
    serveWebSocket(
      () => undefined,
      (socket) => {
        socket.write(frame(0x01));
        pour(socket, frame(0x00));
      },
    ),
    serveWebSocket(
      () => undefined,
      (socket) => pour(socket, frame(0x81)),
    ),
    webSocketBomb(),
    endlessGrpc(),
    bombs(),
  ]);
  const http = "{ path: /, expect: { body: nothing } }";
  const sse = "{ sse: { path: / } }";
  const origins = [body.origin, coded.gzip, coded.deflate, coded.br, coded.zstd, headers.origin];
  const others: [string, string][] = [
    [event.origin, sse],
    [comments.origin, sse],
    [fragments.origin, "{ websocket: {} }"],
    [messages.origin, "{ websocket: { receive: 1000 } }"],
    [messages.origin, "{ websocket: {}, expect: { body: nothing } }"],
    [bomb.origin, "{ websocket: {} }"],
    [grpc, "{ grpc-health: {} }"],
  ];
  const asked = [...origins.map((origin): [string, string] => [origin ?? "", http]), ...others];
  const questions = asked.map(([url, step], index) => ({ what: cases[index]?.[0], url, suite: `requests: [${step}]` }));
  // Once before, so that what Node loads is not counted.
  const warm = await serveHttp((_request, response) => response.end("ok"));
  questions.unshift({ what: "nothing", url: warm.origin, suite: `requests: [${http}]` });
  writeFileSync(join(folder, "questions.json"), JSON.stringify(questions));
  const program = join(import.meta.dirname, "ask-within.ts");
  await execa(process.execPath, [program, join(folder, "questions.json"), join(folder, "answers.ndjson")]);
  for (const line of readFileSync(join(folder, "answers.ndjson"), "utf8").trim().split("\n")) {
    const { what, ...answer } = JSON.parse(line) as Answer & { what: string };
    answers.set(what, answer);
  }
}, 180_000);

it.each(cases)("%s is told, and costs little", (what, wrong) => {
  const answer = answers.get(what);
  expect(answer?.wrong.join("\n")).toMatch(wrong);
  expect(answer?.grownMiB).toBeLessThan(mostGrowthMiB);
});
