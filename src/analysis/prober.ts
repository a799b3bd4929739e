// What do requests get for an answer while a release goes on?

import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../report/log.ts";
import { adviceOn, type ProbeReport, probeReport, redirectAdvice } from "./probe-report.ts";
import { highestRate, NoPodReady, type ProbeAnswer, type ProbeRoute } from "./probe-route.ts";
import { type VersionSource, versionOf } from "./probe-version.ts";
import type { Probed } from "./probed.ts";

export interface ProberPlan {
  /** Requests per second on each route. */
  readonly rate: number;
  readonly version: VersionSource;
  /** In milliseconds. */
  readonly timeout: number;
}

export interface Prober {
  /** Asks a route from now on, at a path. One of the same name takes the old one's place. */
  add(route: ProbeRoute, path: string): void;
  /** Asks the route of this name no more; what it saw stays in the report. */
  end(name: string): void;
  /** Ends what it asks, closes its routes and tells what it saw. */
  stop(): Promise<ProbeReport>;
}

/** Single requests are kept for the picture; a release that lasts longer is told by what was seen until then. */
const mostKept = 200_000;

/** Sends at a steady rate, whether or not earlier answers have come. Every request counts, also one without an answer. */
export function startProber(
  { rate, version, timeout }: ProberPlan,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Prober {
  const startedAt = performance.now();
  const stopped = new AbortController();
  const running = AbortSignal.any([signal, stopped.signal]);
  const pause = 1000 / Math.min(Math.max(rate, 0.01), highestRate);
  const routes = new Map<string, Probing>();

  return {
    add: (route, path) => {
      const before = routes.get(route.name);
      if (before !== undefined) {
        before.over.abort();
        void before.route.close();
      }
      const probing: Probing = { route, path, over: new AbortController(), seen: before?.seen ?? [], left: new Set() };
      routes.set(route.name, probing);
      probing.loop = ask(probing).catch((error: unknown) => {
        if (!running.aborted && !probing.over.signal.aborted) log.warning(`The prober ends on ${route.name}: ${error}`);
      });
    },
    end: (name) => {
      const probing = routes.get(name);
      probing?.over.abort();
      void probing?.route.close();
    },
    stop: async () => {
      stopped.abort();
      await Promise.all([...routes.values()].flatMap(({ loop, left }) => [loop, ...left]));
      await Promise.all([...routes.values()].map(({ route }) => route.close().catch(() => undefined)));
      return probeReport(
        [...routes.values()].map(({ route: { name, track, via }, path, seen }) => ({ name, track, via, path, seen })),
      );
    },
  };

  async function ask(probing: Probing): Promise<void> {
    const over = AbortSignal.any([running, probing.over.signal]);
    for (let next = performance.now(); ; next += pause) {
      await sleep(Math.max(0, next - performance.now()), undefined, { signal: over });
      // A process that was held up does not catch up in a burst.
      next = Math.max(next, performance.now() - pause);
      const one = askOnce(probing, over).finally(() => probing.left.delete(one));
      probing.left.add(one);
    }
  }

  async function askOnce({ route, path, seen }: Probing, over: AbortSignal): Promise<void> {
    const at = performance.now() - startedAt;
    const answer = await route.ask(path, { timeoutMs: timeout, signal: over }).catch((error: unknown) => {
      // One that was ended by us tells nothing.
      return over.aborted || isAbsent(error, route) ? undefined : troubleOf(error);
    });
    if (answer === undefined || seen.length >= mostKept) return;
    const took = performance.now() - startedAt - at;
    const told = typeof answer === "string" ? { version: "", trouble: answer } : read(answer);
    if (seen.length === 0) warnOfFirst(route, told);
    seen.push({ at, took, ...told });
  }

  function read(answer: ProbeAnswer): Pick<Probed, "version" | "trouble" | "redirect" | "connection"> {
    const { connection } = answer;
    const redirect = redirectOf(answer);
    return {
      version: versionOf(answer, version),
      trouble: judged(answer),
      ...(redirect === undefined ? {} : { redirect }),
      ...(connection === undefined ? {} : { connection }),
    };
  }

  /** What users' own way gives before anything is changed is no doing of the release: told while it can be mended. */
  function warnOfFirst({ name, via }: ProbeRoute, { trouble, redirect }: Pick<Probed, "trouble" | "redirect">): void {
    if (via !== "ingress") return;
    if (trouble !== "") log.warning(`The prober's first request to ${name} failed: ${trouble}. ${adviceOn(trouble)}`);
    else if (redirect !== undefined)
      log.warning(`The prober's first request to ${name} was redirected (${redirect}). ${redirectAdvice}`);
  }
}

function judged({ status }: ProbeAnswer): string {
  return status >= 200 && status < 400 ? "" : `it answered ${status}`;
}

function redirectOf({ status, headers }: ProbeAnswer): string | undefined {
  const { location = "" } = headers;
  return status >= 300 && status < 400 && location !== "" ? `${status} to ${location.slice(0, 200)}` : undefined;
}

function troubleOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}

/** One side of a release comes and goes. That nothing serves at all is a failure. */
function isAbsent(error: unknown, { track }: ProbeRoute): boolean {
  return error instanceof NoPodReady && (track === "candidate" || track === "stable");
}

interface Probing {
  readonly route: ProbeRoute;
  readonly path: string;
  readonly over: AbortController;
  readonly seen: Probed[];
  /** Requests that are under way. */
  readonly left: Set<Promise<void>>;
  loop?: Promise<void>;
}
