// Does every step of the suite get the answer that it expects?

import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../report/failure.ts";
import type { AskContext } from "./ask-step.ts";
import { type Authorizer, authorizerOf } from "./auth/authorizer.ts";
import type { Auth } from "./auth/schema.ts";
import { holds } from "./condition.ts";
import { admitLoad, type LoadHosts } from "./load/load-hosts.ts";
import { stepsOf } from "./load-suite.ts";
import { runJourneys } from "./run-journeys.ts";
import { discreetLog, hideDeep, hideFailure, openSecrets } from "./secrets.ts";
import { resultsSoFar } from "./step-told.ts";
import type { Step, Suite } from "./suite.ts";
import type { SuiteContext } from "./suite-context.ts";
import type { EndpointResult, StepResult, SuiteResult } from "./suite-result.ts";
import type { Endpoint, OpenTarget, Target } from "./target.ts";
import { type OwnHosts, readOwnHosts } from "./targets/own-hosts.ts";

const firstPause = 200;
const longestPause = 5000;

/**
 * Runs the suite at every endpoint of the target in turn. What fails is asked again, with growing pauses,
 * until the deadline, which is one for the whole suite; each step gets one attempt even after it. So it
 * ends at most the sum of all time limits after the deadline.
 *
 * @returns the result without any secret in it: once it is rendered, escapes stand between a secret's letters,
 *   and cuts leave halves of it
 * @throws Failure where nothing could be tested; the signal's reason
 */
export async function runSuite(suite: Suite, target: Target, given: SuiteContext): Promise<SuiteResult> {
  if (suite.journeys.flatMap(({ stages }) => stages.flat()).length === 0) throw nothingToAsk(suite);
  const context = askContext(suite, given);
  const progress: Progress = { endpoints: [], startedAt: Date.now(), began: performance.now() };
  try {
    const result = await askTarget(suite, target, context, progress);
    return context.secrets.isEmpty() ? result : hideDeep(result, context.secrets.hide);
  } catch (error) {
    const partial = { ...resultOf(suite, target, progress), passed: false };
    if (partial.endpoints.length > 0) context.onEarlyEnd?.(hideDeep(partial, context.secrets.hide));
    throw error instanceof Failure ? hideFailure(error, context.secrets.hide) : error;
  }
}

/** What was asked until now. */
interface Progress {
  endpoints: EndpointResult[];
  readonly startedAt: number;
  /** On the clock of performance.now(). */
  readonly began: number;
}

function resultOf(suite: Suite, target: Target, { began, endpoints, startedAt }: Progress): SuiteResult {
  const passed = endpoints.every(({ state }) => state !== "failed");
  return { suite, target: target.name, passed, endpoints, startedAt, durationMs: performance.now() - began };
}

async function askTarget(suite: Suite, target: Target, context: AskContext, progress: Progress): Promise<SuiteResult> {
  const deadline = progress.began + (context.deadlineMs ?? suite.deadlineMs);
  for (;;) {
    const endpoints = await openTarget(target, deadline, context);
    progress.endpoints = [];
    await askAll(suite, endpoints, deadline, context, progress.endpoints);
    const judged = progress.endpoints.filter((result) => result.state !== "left");
    if (judged.length === 0 && performance.now() < deadline) continue;
    if (judged.length === 0) throw allLeft(target, progress.endpoints.length);
    if (!judged.some(({ steps }) => steps.some(({ state }) => state !== "skipped"))) throw allSkipped(suite);
    return resultOf(suite, target, progress);
  }
}

function askContext(suite: Suite, given: SuiteContext): AskContext {
  const secrets = given.secrets ?? openSecrets([given.token ?? "", ...suite.secrets], () => undefined);
  const authorizers = new Map<Auth, Authorizer>();
  const loadHosts = { listed: given.loadHosts ?? [], ofCluster: ownHostsOf(given) };
  return {
    ...given,
    secrets,
    log: discreetLog(given.log, secrets),
    directory: suite.directory,
    // One for each way to say who asks, so that a token is fetched once.
    authorizerOf(auth = suite.auth) {
      if (auth === undefined) return undefined;
      const network = auth.kind === "oauth2" ? given.networkFor?.(new URL(auth["token-url"])) : undefined;
      const known = authorizers.get(auth) ?? authorizerOf(auth, { onSecret: secrets.add, network });
      authorizers.set(auth, known);
      for (const secret of known.secrets) secrets.add(secret);
      return known;
    },
    admitLoad: (step, endpoint) => admitLoad(step, endpoint, loadHosts),
  };
}

/** Read once, and not before it matters. */
function ownHostsOf({ cluster, signal }: SuiteContext): LoadHosts["ofCluster"] {
  if (cluster === undefined) return undefined;
  let read: Promise<OwnHosts> | undefined;
  return () => {
    read ??= readOwnHosts(cluster.client, cluster.namespace, signal);
    return read;
  };
}

async function openTarget(target: Target, deadline: number, context: AskContext): Promise<readonly Endpoint[]> {
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

async function askAll(
  suite: Suite,
  endpoints: readonly Endpoint[],
  deadline: number,
  context: AskContext,
  results: EndpointResult[],
): Promise<void> {
  const done = new Set<Step>();
  try {
    await admitLoads(suite, endpoints, context);
    for (const endpoint of endpoints) {
      context.log.info(`Asking ${endpoint.name}`);
      const before = [...done];
      const { name, path, pod } = endpoint;
      const told = new Map<Step, StepResult>();
      const steps = await runJourneys(suite, endpoint, deadline, context, done, told).catch((error: unknown) => {
        results.push({ endpoint: name, path, pod, state: "failed", steps: resultsSoFar(suite, told) });
        throw error;
      });
      if (steps !== undefined) results.push({ endpoint: name, path, pod, state: stateOf(steps), steps });
      else {
        context.log.info(`  ${name} went away meanwhile; it is not counted.`);
        results.push({ endpoint: name, path, pod, state: "left", steps: [] });
        // What is asked of one endpoint only is asked of the next one.
        done.clear();
        for (const step of before) done.add(step);
      }
    }
  } finally {
    await Promise.all(endpoints.map((endpoint) => endpoint.close?.()));
  }
}

/** Before the first request. Steps that their condition leaves out are none; where it waits for a captured value, the step tells. */
async function admitLoads(suite: Suite, endpoints: readonly Endpoint[], context: AskContext): Promise<void> {
  const left = suite.journeys.filter(({ when }) => when === undefined || holds(when, new Map()));
  const loads = stepsOf({ ...suite, journeys: left }).filter(
    ({ ask, when }) =>
      ask.kind === "protocol" && ask.protocol.isLoad === true && (when === undefined || holds(when, new Map())),
  );
  for (const step of loads) for (const endpoint of endpoints) await context.admitLoad(step, endpoint);
}

function stateOf(steps: readonly StepResult[]): "passed" | "failed" {
  return steps.some(({ state }) => state === "failed") ? "failed" : "passed";
}

function nothingToAsk(suite: Suite): Failure {
  return new Failure({
    attempted: `running the smoke suite ${suite.name}`,
    found: "it has no requests, so it would pass whatever the service does",
    advice: "Add requests with expectations.",
    at: { file: suite.file, line: 1 },
  });
}

function allSkipped(suite: Suite): Failure {
  return new Failure({
    attempted: `running the smoke suite ${suite.name}`,
    found: "every step was skipped by its condition, so nothing was proven",
    advice: 'Look at the "when" of its journeys and steps, and at the input "environment".',
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
