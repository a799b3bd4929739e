// What does a command in a pod's container print, and how does it end?

import { WebSocket } from "undici";
import { Failure } from "../report/failure.ts";
import type { ExecQuestion, ExecResult } from "./cluster.ts";
import { explainRefusal } from "./port-forward.ts";
import type { Transport } from "./request.ts";
import { ConnectionLost } from "./server-trouble.ts";

/** Of v5.channel.k8s.io, which is served since Kubernetes 1.29; v4 differs only in how stdin is closed. */
const channels = { stdout: 1, stderr: 2, error: 3 } as const;
const protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];
const mostBytes = 1024 * 1024;

/**
 * Runs the command without stdin and terminal, and waits for its end. An abort closes the connection; the
 * command itself goes on until it notices.
 *
 * @throws ApiError for a pod that is not there or may not be entered; Failure for a command that cannot be
 * started; ConnectionLost where the connection breaks before the command has ended
 */
export async function execInPod(
  transport: Transport,
  pod: { readonly namespace: string; readonly name: string },
  { command, container }: ExecQuestion,
  signal: AbortSignal | undefined,
): Promise<ExecResult> {
  signal?.throwIfAborted();
  const query = new URLSearchParams([
    ...command.map((word): [string, string] => ["command", word]),
    ["stdout", "true"],
    ["stderr", "true"],
    ...(container === undefined ? [] : [["container", container] satisfies [string, string]]),
  ]);
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/exec?${query}`;
  const { headers, dispatcher } = await transport.authorize();
  const url = new URL(transport.server);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  transport.counts.total++;
  const socket = new WebSocket(`${url.href.replace(/\/$/, "")}${path}`, { protocols, dispatcher, headers });
  socket.binaryType = "arraybuffer";
  const what = `running ${command[0]} in pod ${pod.namespace}/${pod.name}`;
  const abort = () => socket.close();
  signal?.addEventListener("abort", abort, { once: true });
  let isOpen = false;
  socket.addEventListener("open", () => {
    isOpen = true;
  });
  try {
    return await collect(socket, what);
  } catch (cause) {
    signal?.throwIfAborted();
    throw isOpen ? cause : await explainRefusal(transport, path, what, cause, signal);
  } finally {
    signal?.removeEventListener("abort", abort);
    if (socket.readyState <= WebSocket.OPEN) socket.close();
  }
}

function collect(socket: WebSocket, what: string): Promise<ExecResult> {
  const output: Record<number, Buffer[]> = { [channels.stdout]: [], [channels.stderr]: [], [channels.error]: [] };
  let length = 0;
  return new Promise((resolve, reject) => {
    socket.addEventListener("message", ({ data }: { data: unknown }) => {
      if (!(data instanceof ArrayBuffer)) return;
      const [channel = -1] = new Uint8Array(data, 0, Math.min(1, data.byteLength));
      const payload = Buffer.from(data).subarray(1);
      length += payload.length;
      if (channel === channels.error || length <= mostBytes) output[channel]?.push(payload);
    });
    socket.addEventListener("error", ({ error, message }) => {
      reject(new ConnectionLost(`${what}: the connection broke off`, { cause: error ?? message }));
    });
    socket.addEventListener("close", () => {
      const text = (channel: number) => Buffer.concat(output[channel] ?? []).toString("utf8");
      const status = text(channels.error);
      if (status === "") return reject(new ConnectionLost(`${what}: the connection ended before the command did`));
      const exitCode = exitCodeOf(status);
      if (exitCode === undefined) return reject(notStarted(what, status));
      resolve({
        exitCode,
        stdout: text(channels.stdout),
        stderr: text(channels.stderr),
        truncated: length > mostBytes,
      });
    });
  });
}

/** Nothing for a command that was not started. */
function exitCodeOf(status: string): number | undefined {
  const { status: word, reason, details } = parse(status);
  if (word === "Success") return 0;
  const code = details?.causes?.find((cause) => cause.reason === "ExitCode")?.message;
  return reason === "NonZeroExitCode" && code !== undefined ? Number(code) : undefined;
}

interface Status {
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function parse(text: string): Status {
  try {
    return JSON.parse(text) as Status;
  } catch {
    // A proxy in between may say it in its own words.
    return { message: text };
  }
}

function notStarted(what: string, status: string): Failure {
  return new Failure({
    attempted: what,
    found: "the command could not be started",
    advice: "Check its path, and whether the image has it: an image FROM scratch has no shell and no test.",
    evidence: [{ title: "what the node said", text: parse(status).message ?? status }],
  });
}
