// Is a gRPC service healthy, and what does one of its methods answer?

import type { TlsFacts } from "../answer.ts";
import type { Way } from "../targets/way.ts";
import { ExchangeError } from "./exchange-error.ts";
import { type GrpcAnswer, grpcCodes, openGrpc } from "./grpc.ts";
import { withinTime } from "./time-limit.ts";

export interface GrpcHealth {
  /** `SERVING`, `NOT_SERVING`, `UNKNOWN`; `SERVICE_UNKNOWN` where the server does not know the service. */
  readonly status: string;
  readonly durationMs: number;
  /** Where there is TLS. */
  readonly tls: TlsFacts | undefined;
}

export interface GrpcResult {
  readonly code: number;
  readonly codeName: string;
  readonly message: string;
  /** By the JSON mapping of Protocol Buffers; nothing unless the code is OK. */
  readonly response: unknown;
  readonly metadata: Readonly<Record<string, string>>;
  readonly durationMs: number;
  readonly tls: TlsFacts | undefined;
}

interface CallOptions {
  readonly metadata: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const healthStatus = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

/**
 * By the health checking protocol of gRPC (grpc.health.v1).
 *
 * @param service empty for the server as a whole
 * @throws ExchangeError, also for a server without the health service
 */
export function grpcHealth(way: Way, service: string, options: CallOptions): Promise<GrpcHealth> {
  return withinTime(options.timeoutMs, options.signal, async (limit) => {
    const { BinaryReader, BinaryWriter } = await import("@bufbuild/protobuf/wire");
    const connection = await openGrpc(way, limit.signal);
    limit.opened();
    const { tls } = connection;
    const startedAt = performance.now();
    try {
      const request = service === "" ? new Uint8Array() : new BinaryWriter().tag(1, 2).string(service).finish();
      const answer = await connection.call("/grpc.health.v1.Health/Check", request, options.metadata);
      const durationMs = performance.now() - startedAt;
      if (answer.code === grpcCodes.indexOf("NOT_FOUND")) return { status: "SERVICE_UNKNOWN", durationMs, tls };
      if (answer.code !== 0) throw new ExchangeError("answering", `the health check ends with ${words(answer)}`);
      const reader = new BinaryReader(answer.messages[0] ?? new Uint8Array());
      let status = 0;
      while (reader.pos < reader.len) {
        const [field, type] = reader.tag();
        if (field === 1) status = reader.int32();
        else reader.skip(type, field);
      }
      return { status: healthStatus[status] ?? `status ${status}`, durationMs, tls };
    } finally {
      connection.close();
    }
  });
}

/**
 * One unary call; its messages are written as JSON.
 *
 * @param called `orders.v1.Orders/Get`
 * @param descriptor a FileDescriptorSet; the server's reflection is asked unless given
 * @throws Failure for a method that is not there or a message that does not fit it; ExchangeError
 */
export function grpcCall(
  way: Way,
  called: string,
  message: unknown,
  options: CallOptions & { readonly descriptor?: Uint8Array | undefined },
): Promise<GrpcResult> {
  return withinTime(options.timeoutMs, options.signal, async (limit) => {
    const { schemaByReflection, schemaFromDescriptor } = await import("./grpc-schema.ts");
    const { decode, encode } = await import("./grpc-json.ts");
    const connection = await openGrpc(way, limit.signal);
    limit.opened();
    try {
      const schema =
        options.descriptor === undefined
          ? await schemaByReflection(connection, called, options.metadata)
          : schemaFromDescriptor(options.descriptor, called);
      const request = encode(schema, message, called);
      const startedAt = performance.now();
      const answer = await connection.call(`/${called}`, request, options.metadata);
      const durationMs = performance.now() - startedAt;
      const [first] = answer.messages;
      if (answer.code === 0 && first === undefined) {
        throw new ExchangeError("answering", "the call ends with OK, but without a message");
      }
      return {
        code: answer.code,
        codeName: grpcCodes[answer.code] ?? String(answer.code),
        message: answer.message,
        response: answer.code === 0 && first !== undefined ? decode(schema, first) : undefined,
        metadata: answer.metadata,
        durationMs,
        tls: connection.tls,
      };
    } finally {
      connection.close();
    }
  });
}

function words({ code, message }: GrpcAnswer): string {
  return `${grpcCodes[code] ?? code}${message && `: ${message}`}`;
}
