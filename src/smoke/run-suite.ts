// Does every request of the suite get the answer that it expects?

import { setTimeout as sleep } from "node:timers/promises";
import { formatDuration } from "../config/duration.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { ExchangeError, exchange } from "./exchange.ts";
import { type Answer, mismatches } from "./expectations.ts";
import type { Suite, SuiteRequest } from "./suite.ts";
import type { Endpoint, OpenTarget, Target, WireRequest } from "./target.ts";

export interface SuiteContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Sent as `Authorization: Bearer …` to the target, and to nothing else. */
  readonly token?: string | undefined;
  /** Instead of the suite's own. */
  readonly deadlineMs?: number | undefined;
}

export interface SuiteResult {
  readonly suite: Suite;
  readonly target: string;
  /** True only where at least one endpoint was asked and every request of every one passed. */
  readonly passed: boolean;
  readonly endpoints: readonly EndpointResult[];
  readonly durationMs: number;
}

/** `left`: a pod that went away meanwhile. It is no failure, and proves nothing. */
export interface EndpointResult {
  readonly endpoint: string;
  readonly state: "passed" | "failed" | "left";
  readonly requests: readonly RequestResult[];
}

export interface RequestResult {
  readonly request: SuiteRequest;
  readonly passed: boolean;
  readonly attempts: number;
  /** Of the last attempt. */
  readonly durationMs: number;
  /** What was expected and what came, of the last attempt; one sentence each. */
  readonly mismatches: readonly string[];
  readonly answer: Answer | undefined;
}

const firstPause = 200;
const longestPause = 5000;

/**
 * Asks every endpoint of the target in turn, and each for every request in the suite's order. What
 * fails is asked again, with growing pauses, until the deadline, which is one for the whole suite;
 * each request gets one attempt even after it. So it ends at most the sum of all time limits after the deadline.
 *
 * @throws Failure where nothing could be tested; the signal's reason
 */
export async function runSuite(suite: Suite, target: Target, context: SuiteContext): Promise<SuiteResult> {
  if (suite.requests.length === 0) throw nothingToAsk(suite);
  const startedAt = performance.now();
  const deadline = startedAt + (context.deadlineMs ?? suite.deadlineMs);
  for (;;) {
    const endpoints = await openTarget(target, deadline, context);
    const results: EndpointResult[] = [];
    for (const endpoint of endpoints) results.push(await testEndpoint(endpoint, suite, deadline, context));
    const judged = results.filter((result) => result.state !== "left");
    if (judged.length === 0 && performance.now() < deadline) continue;
    if (judged.length === 0) throw allLeft(target, results.length);
    return {
      suite,
      target: target.name,
      passed: judged.every((result) => result.state === "passed"),
      endpoints: results,
      durationMs: performance.now() - startedAt,
    };
  }
}

/** Failed requests, each with the endpoint that it failed on. */
export function failedRequests(result: SuiteResult): { endpoint: string; request: RequestResult }[] {
  return result.endpoints
    .filter(({ state }) => state === "failed")
    .flatMap(({ endpoint, requests }) =>
      requests.filter((request) => !request.passed).map((request) => ({ endpoint, request })),
    );
}

async function openTarget(target: Target, deadline: number, context: SuiteContext): Promise<readonly Endpoint[]> {
  let pause = firstPause;
  for (;;) {
    const opened: OpenTarget = await target.open(context.signal);
    if (opened.kind === "open") return opened.endpoints;
    context.log.debug(`Waiting for ${target.name}: ${opened.found}`);
    if (performance.now() + pause > deadline) {
      throw new Failure({ attempted: `smoke-testing ${target.name}`, found: opened.found, advice: opened.advice });
    }
    await sleep(pause, undefined, { signal: context.signal });
    pause = Math.min(pause * 2, longestPause);
  }
}

async function testEndpoint(
  endpoint: Endpoint,
  suite: Suite,
  deadline: number,
  context: SuiteContext,
): Promise<EndpointResult> {
  const requests: RequestResult[] = [];
  context.log.info(`Asking ${endpoint.name}`);
  for (const request of suite.requests) {
    const result = await testRequest(request, endpoint, deadline, context);
    if (!result.passed && !(await endpoint.isCurrent(context.signal))) {
      context.log.info(`  ${endpoint.name} went away meanwhile; it is not counted.`);
      return { endpoint: endpoint.name, state: "left", requests };
    }
    requests.push(result);
    tell(result, context.log);
  }
  return { endpoint: endpoint.name, state: requests.every(({ passed }) => passed) ? "passed" : "failed", requests };
}

async function testRequest(
  request: SuiteRequest,
  endpoint: Endpoint,
  deadline: number,
  context: SuiteContext,
): Promise<RequestResult> {
  let pause = firstPause;
  for (let attempts = 1; ; attempts++) {
    const attempt = await tryOnce(request, endpoint, context);
    const result = { request, attempts, ...attempt, passed: attempt.mismatches.length === 0 };
    const again = attempt.mayRepeat && performance.now() + pause <= deadline;
    if (result.passed || !again || !(await endpoint.isCurrent(context.signal))) return result;
    context.log.debug(`  ${request.name}: attempt ${attempts}: ${attempt.mismatches[0]}`);
    await sleep(pause, undefined, { signal: context.signal });
    pause = Math.min(pause * 2, longestPause);
  }
}

async function tryOnce(
  request: SuiteRequest,
  endpoint: Endpoint,
  context: SuiteContext,
): Promise<{ mismatches: string[]; answer: Answer | undefined; durationMs: number; mayRepeat: boolean }> {
  const startedAt = performance.now();
  try {
    const answer = await sendRequest(request, endpoint, context);
    return {
      mismatches: mismatches(answer, request.expect),
      answer,
      durationMs: answer.durationMs,
      mayRepeat: request.retry,
    };
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    return {
      mismatches: [`expected an answer, but ${error.message}`],
      answer: undefined,
      durationMs: performance.now() - startedAt,
      mayRepeat: request.retry || error.phase === "connecting",
    };
  }
}

function sendRequest(request: SuiteRequest, endpoint: Endpoint, context: SuiteContext): Promise<Answer> {
  const { method, location, body, timeoutMs } = request;
  if (location.kind === "url") {
    const url = new URL(location.url);
    const wire: WireRequest = { method, path: url.pathname + url.search, headers: request.headers, body, timeoutMs };
    return exchange({ origin: url.origin }, wire, context.signal);
  }
  const authorization = context.token ? { authorization: `Bearer ${context.token}` } : {};
  const headers = { ...authorization, ...request.headers };
  return endpoint.send({ method, path: location.path, headers, body, timeoutMs }, context.signal);
}

function tell(result: RequestResult, log: Log): void {
  const attempts = result.attempts === 1 ? "" : `, attempt ${result.attempts}`;
  const verdict = result.passed ? "passed" : "FAILED";
  log.info(`  ${verdict}  ${result.request.name} (${formatDuration(Math.ceil(result.durationMs))}${attempts})`);
}

function nothingToAsk(suite: Suite): Failure {
  return new Failure({
    attempted: `running the smoke suite ${suite.name}`,
    found: "it has no requests, so it would pass whatever the service does",
    advice: "Add requests with expectations.",
    at: { file: suite.file, line: 1 },
  });
}

function allLeft(target: Target, count: number): Failure {
  return new Failure({
    attempted: `smoke-testing ${target.name}`,
    found: `each of the ${count} pods that were asked went away before it had answered`,
    advice: "Wait for the rollout to end before the smoke test, or look for what deletes the pods.",
  });
}
