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
  readonly clients: number;
  /** No more than this, whatever happens. */
  readonly limit: number;
}

/** Loopback only: the address is that of a NodePort or of a Traefik on this machine. */
export function startStream({ url, host, fresh, clients, limit }: StreamOptions): ClientStream {
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
      latest = await ask(url, host, agent);
      last.set(latest, performance.now());
      if (latest.startsWith("failed")) failures.push({ at: performance.now(), reason: latest });
    }
    endedOn[latest] = (endedOn[latest] ?? 0) + 1;
    agent.destroy();
  }
}

function ask(url: string, host: string | undefined, agent: Agent): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = request(
    url,
    { agent, timeout: 5_000, ...(host === undefined ? {} : { headers: { host } }) },
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
