// How are bytes exchanged with a port of a pod, without a local port?

import type { Duplex } from "node:stream";
import type { Transport } from "./request.ts";

export async function openPortForward(_transport: Transport, _pod: { namespace: string; name: string }, _port: number, _signal: AbortSignal | undefined): Promise<Duplex> {
  throw new Error("not built yet");
}
