// Is a port open, is it closed, and which certificate stands behind it?

import type { Duplex } from "node:stream";
import { Failure } from "../../report/failure.ts";
import type { TlsFacts } from "../answer.ts";
import type { Address } from "../targets/network.ts";
import { addressOf, type Way } from "../targets/way.ts";
import { ExchangeError, OutOfTime } from "./exchange-error.ts";
import { withinTime } from "./time-limit.ts";
import { secure, tlsFacts } from "./tls.ts";

interface ConnectOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** The API server accepts a forward before the node has tried the port: so long is waited for a refusal. */
const forwardSettlesMs = 1000;

/** @param address the way's own end unless given. @throws ExchangeError where nothing listens */
export function connectTcp(
  way: Way,
  address: Address | undefined,
  { timeoutMs, signal }: ConnectOptions,
): Promise<{ durationMs: number }> {
  return withinTime(timeoutMs, signal, async (limit) => {
    const startedAt = performance.now();
    const stream = await way.dial(address, limit.signal);
    try {
      const durationMs = performance.now() - startedAt;
      await settled(way, stream);
      return { durationMs };
    } finally {
      stream.on("error", () => undefined).destroy();
    }
  });
}

/** The handshake, with the certificate verified. @throws ExchangeError */
export function connectTls(
  way: Way,
  address: Address | undefined,
  { servername, timeoutMs, signal }: ConnectOptions & { readonly servername?: string | undefined },
): Promise<TlsFacts & { readonly durationMs: number }> {
  return withinTime(timeoutMs, signal, async (limit) => {
    const stream = await way.dial(address, limit.signal);
    const startedAt = performance.now();
    const host = address?.host ?? addressOf(way.origin).host;
    const settings = servername === undefined ? way.tls : { ...way.tls, servername };
    const socket = await secure(stream, host, ["http/1.1"], settings, limit.signal);
    const facts = tlsFacts(socket);
    socket.on("error", () => undefined).destroy();
    return { ...facts, durationMs: performance.now() - startedAt };
  });
}

export type PortState =
  /** `silent`: packets are dropped on the way, as a firewall does. */
  { readonly closed: true; readonly how: "refused" | "silent" | "unreachable" } | { readonly closed: false };

/**
 * Whether nothing can connect there. Only what a closed port does counts as closed: a name that does not
 * resolve or a proxy that fails proves nothing.
 *
 * @throws ExchangeError for those
 */
export async function portState(way: Way, address: Address, options: ConnectOptions): Promise<PortState> {
  try {
    await connectTcp(way, address, options);
    return { closed: false };
  } catch (error) {
    const how = closedBy(error);
    if (how === undefined) throw error;
    return { closed: true, how };
  }
}

function closedBy(error: unknown): "refused" | "silent" | "unreachable" | undefined {
  if (!(error instanceof ExchangeError)) return undefined;
  const { cause } = error;
  if (cause instanceof OutOfTime) return "silent";
  // The node's own words about a port of a pod.
  if (cause instanceof Failure) return /listens/.test(cause.found) ? "refused" : undefined;
  const last = cause instanceof AggregateError ? cause.errors.at(-1) : cause;
  const code = last instanceof Error && "code" in last ? last.code : undefined;
  if (code === "ECONNREFUSED") return "refused";
  if (code === "ETIMEDOUT") return "silent";
  return code === "EHOSTUNREACH" ? "unreachable" : undefined;
}

/** Over a forward the refusal comes after the connection. Bytes, or an end, prove that something listens. */
function settled(way: Way, stream: Duplex): Promise<void> {
  if (way.dialCounts) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, forwardSettlesMs);
    stream.once("error", reject).once("data", resolve).once("end", resolve);
    stream.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
