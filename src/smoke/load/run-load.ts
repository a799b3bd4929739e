// How does a service answer to requests that come at a given rate, whether it keeps up or not?

import type { Way } from "../targets/way.ts";
import type { LoadFigures } from "./figures.ts";
import { createHistogram, type Histogram } from "./histogram.ts";
import { endOverdue, type LoadLine, openLoadLine, type PreparedRequest } from "./load-line.ts";
import { type Schedule, type Stage, scheduleOf } from "./schedule.ts";
import { broken, isLatencyOrErrors, type Threshold } from "./threshold.ts";

export interface LoadPlan {
  readonly stages: readonly Stage[];
  /** Sent in turn, each as often as its weight says. */
  readonly requests: readonly [LoadRequest, ...LoadRequest[]];
  readonly thresholds: readonly Threshold[];
  /** Connections at most; one request at a time on each. */
  readonly mostInFlight: number;
  /** For one answer, from when its request was sent. */
  readonly timeoutMs: number;
  /** Whether it ends as soon as a threshold of latency or errors is broken. */
  readonly abortOnFailure: boolean;
}

export interface LoadRequest {
  readonly method: PreparedRequest["method"];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly weight: number;
  /** Whether an answer of that status is a good one. */
  readonly expects: (status: number) => boolean;
}

export interface LoadContext {
  readonly signal: AbortSignal;
  /** Who asks; called at the start and every few seconds, since a signature and a token grow old. */
  readonly authorization: (request: LoadRequest) => Promise<Readonly<Record<string, string>>>;
}

export interface LoadRun {
  readonly figures: LoadFigures;
  readonly percentile: (percent: number) => number;
}

const sweepMs = 100;
const judgeMs = 500;
const renewMs = 5000;
/** A percentile of fewer is a matter of chance. */
const fewestToAbort = 100;

/** Everything about the run that goes on. */
interface Running {
  readonly plan: LoadPlan;
  readonly way: Way;
  readonly schedule: Schedule;
  readonly pick: () => Ready;
  readonly histogram: Histogram;
  readonly outcomes: Map<string, number>;
  readonly lines: LoadLine[];
  readonly idle: LoadLine[];
  readonly alarm: Alarm;
  readonly startedAt: number;
  readonly end: () => void;
  /** How late requests were sent though a connection was free: our own delay, and no part of a latency. */
  readonly ownDelay: Histogram;
  /** Until when, in milliseconds after the start, requests last waited for a connection. */
  exhaustedUntil: number;
  next: number;
  inFlight: number;
  errors: number;
  aborted: string | undefined;
  isExhausted: boolean;
  isOver: boolean;
}

/**
 * An open model: each request is due at a time of its own, and its latency counts from then, so that a
 * service that stalls is charged for all who would have waited ("coordinated omission" otherwise).
 * Requests that find no free connection wait for one. Only what this process itself was late, with a
 * connection free, is not the service's: it is told beside the figures.
 *
 * Where the signal ends it, the figures until then are handed out, and say so in `aborted`.
 *
 * @throws the signal's reason, where nothing was sent yet
 */
export async function runLoad(plan: LoadPlan, way: Way, context: LoadContext): Promise<LoadRun> {
  const { signal } = context;
  signal.throwIfAborted();
  const pick = await prepare(plan, context);
  const ended = Promise.withResolvers<void>();
  const run: Running = {
    plan,
    way,
    pick,
    schedule: scheduleOf(plan.stages),
    histogram: createHistogram(),
    ownDelay: createHistogram(),
    exhaustedUntil: 0,
    outcomes: new Map(),
    lines: [],
    idle: [],
    alarm: { timer: undefined, immediate: undefined },
    startedAt: performance.now(),
    end: ended.resolve,
    next: 0,
    inFlight: 0,
    errors: 0,
    aborted: undefined,
    isExhausted: false,
    isOver: false,
  };
  const sweep = setInterval(() => keepTime(run), sweepMs);
  const judge = setInterval(() => judgeNow(run), judgeMs);
  signal.addEventListener("abort", run.end, { once: true });
  try {
    pump(run);
    await ended.promise;
  } finally {
    run.isOver = true;
    clearInterval(sweep);
    clearInterval(judge);
    silence(run.alarm);
    signal.removeEventListener("abort", run.end);
    await Promise.all(run.lines.map((line) => line.close()));
  }
  if (signal.aborted) {
    if (run.histogram.count === 0) throw signal.reason;
    run.aborted = `the test was cancelled after ${run.histogram.count} of ${run.schedule.total} requests`;
  }
  return { figures: figuresOf(run), percentile: (percent) => run.histogram.percentile(percent) };
}

/** Sends what is due while a connection is free, and comes back when the next one is. */
function pump(run: Running): void {
  if (run.isOver) return;
  const { schedule } = run;
  const now = performance.now() - run.startedAt;
  while (run.next < schedule.total && schedule.at(run.next) <= now) {
    const line = run.idle.pop() ?? openAnother(run);
    if (line === undefined) {
      // The next answer frees one.
      run.isExhausted = true;
      return;
    }
    send(run, line, schedule.at(run.next), now);
    run.next++;
  }
  if (run.next < schedule.total) wakeAt(run.alarm, run.startedAt + schedule.at(run.next), () => pump(run));
  else if (run.inFlight === 0) run.end();
}

function send(run: Running, line: LoadLine, dueMs: number, nowMs: number): void {
  const request = run.pick();
  const waitedMs = Math.max(0, Math.min(run.exhaustedUntil, nowMs) - dueMs);
  run.ownDelay.record(nowMs - dueMs - waitedMs);
  const sentAt = performance.now();
  run.inFlight++;
  line.send(request.prepared(), (outcome) => {
    if (run.isOver) return;
    run.inFlight--;
    run.histogram.record(waitedMs + performance.now() - sentAt);
    const name = String(outcome);
    run.outcomes.set(name, (run.outcomes.get(name) ?? 0) + 1);
    if (typeof outcome === "string" || !request.expects(outcome)) run.errors++;
    run.idle.push(line);
    if (run.isExhausted) {
      run.isExhausted = false;
      run.exhaustedUntil = performance.now() - run.startedAt;
    }
    pump(run);
  });
}

function keepTime(run: Running): void {
  endOverdue(run.lines, run.plan.timeoutMs);
  const lastMoment = run.startedAt + run.schedule.durationMs + run.plan.timeoutMs;
  if (performance.now() > lastMoment) run.end();
}

function judgeNow(run: Running): void {
  if (!run.plan.abortOnFailure || run.histogram.count < fewestToAbort || run.isOver) return;
  // What is still to come is not missing yet.
  const measured = {
    ...figuresOf({ ...run, next: run.schedule.total, inFlight: 0 }),
    percentile: run.histogram.percentile,
  };
  const [first] = broken(run.plan.thresholds.filter(isLatencyOrErrors), measured);
  if (first === undefined) return;
  run.aborted = first;
  run.end();
}

function openAnother({ lines, plan, way }: Running): LoadLine | undefined {
  if (lines.length >= plan.mostInFlight) return undefined;
  const line = openLoadLine(way);
  lines.push(line);
  return line;
}

interface Ready {
  readonly prepared: () => PreparedRequest;
  readonly expects: (status: number) => boolean;
}

/** The requests in turn, by weight, signed anew every few seconds. */
async function prepare(plan: LoadPlan, { authorization }: LoadContext): Promise<() => Ready> {
  const entries = await Promise.all(
    plan.requests.map(async (request) => {
      let current = preparedOf(request, await authorization(request));
      let renewAt = performance.now() + renewMs;
      const prepared = () => {
        if (performance.now() > renewAt) {
          renewAt = performance.now() + renewMs;
          authorization(request).then(
            (headers) => {
              current = preparedOf(request, headers);
            },
            // The old one is used until the service refuses it, which is counted.
            () => undefined,
          );
        }
        return current;
      };
      return { weight: request.weight, expects: request.expects, prepared };
    }),
  );
  const turns = entries.flatMap((entry) => Array.from({ length: Math.max(1, Math.round(entry.weight)) }, () => entry));
  let turn = 0;
  return () => {
    const entry = turns[turn++ % turns.length];
    if (entry === undefined) throw new Error("a load stage without requests");
    return entry;
  };
}

function preparedOf(request: LoadRequest, authorization: Readonly<Record<string, string>>): PreparedRequest {
  const headers = { "user-agent": "slipway-smoke-test", ...authorization, ...request.headers };
  return { method: request.method, path: request.path, headers, body: request.body ?? null };
}

interface Alarm {
  timer: NodeJS.Timeout | undefined;
  immediate: NodeJS.Immediate | undefined;
}

/** Without a busy loop: what the machine's time goes to is the service's as well where both are on one. */
function wakeAt(alarm: Alarm, moment: number, wake: () => void): void {
  silence(alarm);
  const left = moment - performance.now();
  if (left > 0) alarm.timer = setTimeout(wake, left);
  else alarm.immediate = setImmediate(wake);
}

function silence(alarm: Alarm): void {
  clearTimeout(alarm.timer);
  clearImmediate(alarm.immediate);
}

function figuresOf(run: Running): LoadFigures {
  const { aborted, histogram } = run;
  // Due and never sent, or sent and not answered, when the time was over. After an abort nothing is missing.
  const unsent = aborted === undefined ? run.schedule.total - run.next + run.inFlight : 0;
  const requests = histogram.count + unsent;
  const errors = run.errors + unsent;
  const seconds = (performance.now() - run.startedAt) / 1000;
  const p = (percent: number) => rounded(histogram.percentile(percent));
  return {
    requests,
    errors,
    unsent,
    seconds: rounded(seconds),
    rate: rounded((requests - errors) / Math.max(seconds, 0.001)),
    mean: rounded(histogram.mean),
    p50: p(50),
    p90: p(90),
    p95: p(95),
    p99: p(99),
    p999: p(99.9),
    max: rounded(histogram.maximum),
    ownDelay: rounded(run.ownDelay.percentile(95)),
    outcomes: Object.fromEntries(run.outcomes),
    histogram: histogram.buckets(),
    ...(aborted === undefined ? {} : { aborted }),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
