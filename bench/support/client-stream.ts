// What do clients see that ask one address without a pause: which version, until when, and how many failures?

import { Agent, request } from "node:http";

export interface ClientStream {
  /** Milliseconds on the clock of `performance.now()`; when a version answered last. */
  lastAnswer(version: string): number | undefined;
  requests(): number;
  stop(): Promise<StreamReport>;
}

export interface StreamReport {
  readonly requests: number;
  /** Reset, refused, timed out, or answered with another status than 200; with the reason of each. */
  readonly failures: readonly { readonly at: number; readonly reason: string }[];
  /** How many of the clients were answered last by which version. */
  readonly endedOn: Readonly<Record<string, number>>;
}

export interface StreamOptions {
  readonly url: string;
  readonly host?: string;
  /** A new connection for each request; otherwise each client keeps its one. */
  readonly fresh: boolean;
  /**
   * Each new connection comes from another loopback address, as users do. Without it all of them come from one address,
   * and the node's translation of that one address meets ports that were used a moment before.
   */
  readonly ownAddresses?: boolean;
  readonly clients: number;
  /** No more than this, whatever happens. */
  readonly limit: number;
}

/** Loopback only: the address is that of a NodePort or of a Traefik on this machine. */
export function startStream({ url, host, fresh, ownAddresses, clients, limit }: StreamOptions): ClientStream {
  const isLoopback = new URL(url).hostname === "127.0.0.1";
  const last = new Map<string, number>();
  const failures: { at: number; reason: string }[] = [];
  const endedOn: Record<string, number> = {};
  let sent = 0;
  let going = true;
  const ended = Promise.all(Array.from({ length: clients }, client));
  return {
    lastAnswer: (version) => last.get(version),
    requests: () => sent,
    stop: async () => {
      going = false;
      await ended;
      return { requests: sent, failures, endedOn };
    },
  };

  async function client(): Promise<void> {
    const agent = new Agent({ keepAlive: !fresh, maxSockets: 1 });
    let latest = "";
    while (going && sent < limit) {
      sent += 1;
      latest = await ask(url, host, agent, fresh && ownAddresses === true && isLoopback ? nextAddress() : undefined);
      last.set(latest, performance.now());
      if (latest.startsWith("failed")) failures.push({ at: performance.now(), reason: latest });
    }
    endedOn[latest] = (endedOn[latest] ?? 0) + 1;
    agent.destroy();
  }
}

let given = 0;

/** From 127.1.0.1 on; none twice within sixteen million connections. */
function nextAddress(): string {
  given += 1;
  const [a, b, c] = [Math.floor(given / 64_516) % 254, Math.floor(given / 254) % 254, given % 254];
  return `127.${a + 1}.${b + 1}.${c + 1}`;
}

function ask(url: string, host: string | undefined, agent: Agent, from: string | undefined): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = request(
    url,
    {
      agent,
      timeout: 5_000,
      ...(host === undefined ? {} : { headers: { host } }),
      ...(from === undefined ? {} : { localAddress: from }),
    },
    (answer) => {
      const version = answer.headers["x-deployment-version"];
      answer.resume().on("error", (error) => resolve(`failed: ${error.message}`));
      answer.on("end", () =>
        resolve(
          answer.statusCode === 200 && typeof version === "string" ? version : `failed: status ${answer.statusCode}`,
        ),
      );
    },
  );
  asked.on("timeout", () => asked.destroy(new Error("no answer within 5 s")));
  asked.on("error", (error) => resolve(`failed: ${error.message}`));
  asked.end();
  return promise;
}
