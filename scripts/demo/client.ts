// Who answers while a version is released, and does every request get an answer?

import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";

export interface ClientReport {
  readonly requests: number;
  /** Answers with status 200, by the version that gave them, in the order in which the versions appeared. */
  readonly byVersion: ReadonlyMap<string, number>;
  /** Everything else, by what was seen. */
  readonly failures: ReadonlyMap<string, number>;
  readonly milliseconds: number;
}

export interface Client {
  /** How many requests had their answer from this version so far. */
  answersOf(version: string): number;
  /** Ends the asking, waits for the requests in flight and reports. */
  stop(): Promise<ClientReport>;
}

/**
 * Keeps asking one URL on loopback at a steady rate until it is stopped, or for `longestMs` at most.
 * A request that gets no answer in 10 s has failed.
 */
export function startClient(url: string, options: { perSecond: number; longestMs: number }): Client {
  const agent = new Agent({ connections: 16 });
  const stopped = new AbortController();
  const byVersion = new Map<string, number>();
  const failures = new Map<string, number>();
  const inFlight = new Set<Promise<void>>();
  const started = performance.now();
  let requests = 0;
  let report: Promise<ClientReport> | undefined;

  const ask = async () => {
    const { statusCode, headers, body } = await agent.request({
      ...splitUrl(url),
      method: "GET",
      signal: AbortSignal.timeout(10_000),
    });
    await body.dump();
    if (statusCode !== 200) return count(failures, `status ${statusCode}`);
    count(byVersion, String(headers["x-deployment-version"] ?? "no version"));
  };
  const asking = (async () => {
    const every = 1000 / options.perSecond;
    for (let turn = 0; !stopped.signal.aborted && performance.now() - started < options.longestMs; turn += 1) {
      requests += 1;
      const one = ask()
        .catch((error: unknown) => count(failures, nameOf(error)))
        .finally(() => inFlight.delete(one));
      inFlight.add(one);
      const next = started + (turn + 1) * every - performance.now();
      if (next > 0) await sleep(next, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();

  return {
    answersOf: (version) => byVersion.get(version) ?? 0,
    stop: () => {
      report ??= stop();
      return report;
    },
  };

  async function stop(): Promise<ClientReport> {
    stopped.abort();
    await asking;
    const milliseconds = performance.now() - started;
    await Promise.all(inFlight);
    await agent.close();
    return { requests, byVersion, failures, milliseconds };
  }
}

function splitUrl(url: string): { origin: string; path: string } {
  const { origin, pathname } = new URL(url);
  return { origin, path: pathname };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return `${code}: ${error.message}`;
}
