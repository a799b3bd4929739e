// What came out of a smoke test?

import type { Answer } from "./answer.ts";
import type { AskedWay } from "./asked-way.ts";
import type { Step, Suite } from "./suite.ts";
import type { PathTested, TestedPod } from "./target.ts";

export interface SuiteResult {
  readonly suite: Suite;
  readonly target: string;
  /** True only where at least one endpoint was asked, something of each passed, and nothing failed. */
  readonly passed: boolean;
  readonly endpoints: readonly EndpointResult[];
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** `left`: a pod that went away meanwhile. It is no failure, and proves nothing. */
export interface EndpointResult {
  readonly endpoint: string;
  readonly path: PathTested | undefined;
  /** Where one was asked. */
  readonly pod: TestedPod | undefined;
  readonly state: "passed" | "failed" | "left";
  readonly steps: readonly StepResult[];
}

export interface StepResult {
  readonly step: Step;
  readonly journey: string;
  readonly phase: "setup" | "journey" | "cleanup";
  readonly state: "passed" | "failed" | "skipped";
  /** Why it was skipped. */
  readonly reason?: string | undefined;
  readonly startedAt: number;
  /** Of the last attempt. */
  readonly durationMs: number;
  /** From the first attempt to the one that settled it. */
  readonly settledMs: number;
  readonly settling: Settling;
  readonly tries: readonly Try[];
  /** What was expected and what came, of the last attempt; one sentence each. */
  readonly mismatches: readonly string[];
  readonly asked: AskedRequest | undefined;
  readonly answer: Answer | undefined;
}

/**
 * `steady`: as at first. `slow start`: wrong at first, then right and right again. `flapping`: right and
 * wrong by turns, or not to be reached after the same endpoint had answered well.
 */
export type Settling = "steady" | "slow start" | "flapping";

export interface Try {
  /** Since the first attempt began. */
  readonly atMs: number;
  readonly fits: boolean;
  /** No connection: nobody was there. A 503 may be the service's own word. */
  readonly unreachable: boolean;
  readonly problem: string | undefined;
}

/** What was sent, with captured values in it. */
export interface AskedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly way?: AskedWay | undefined;
}

/** Failed steps, each with the endpoint that it failed on. */
export function failedSteps(result: SuiteResult): { endpoint: string; result: StepResult }[] {
  return result.endpoints
    .filter(({ state }) => state === "failed")
    .flatMap(({ endpoint, steps }) =>
      steps.filter(({ state }) => state === "failed").map((step) => ({ endpoint, result: step })),
    );
}

/** Over all endpoints that count. */
export function countSteps(result: SuiteResult): { passed: number; failed: number; skipped: number } {
  const steps = result.endpoints.filter(({ state }) => state !== "left").flatMap((endpoint) => endpoint.steps);
  const count = (state: StepResult["state"]): number => steps.filter((step) => step.state === state).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}
