// What do the inputs of rollback ask for, and what do its outputs say?

import { z } from "zod";
import { duration, wholeNumber } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { RolloutContext, RolloutResult } from "../rollout/context.ts";
import type { HealthQuestions } from "../rollout/health.ts";
import type { Action } from "./action.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";

const inputs = z.strictObject({
  ...clusterInputs,
  workload: z.string(),
  container: z.string().default(""),
  revision: wholeNumber({ min: 0 }).default(0),
  reason: z.string().default(""),
  timeout: duration().default(600_000),
  "wait-for-lock": duration().default(120_000),
  "log-lines": wholeNumber({ min: 0, max: 1000 }).default(20),
  "settle-time": duration().default(0),
  "health-url": z.string().default(""),
  "health-path": z.string().default(""),
  "health-port": wholeNumber({ min: 1, max: 65_535 }).default(8080),
  "prometheus-url": z.string().default(""),
  "prometheus-query": z.string().default(""),
});

type Inputs = z.infer<typeof inputs>;

export const action: Action<Inputs> = {
  name: "rollback",
  inputs,
  main: async (given, job) => {
    const questions = questionsOf(given);
    const cluster = await openCluster(given, job);
    try {
      const result = await perform(given, questions, cluster, job);
      const { outcome, changed, digest, previousDigest, revision, reason, summary, back, failure } = result;
      const { backOutputs } = await import("../rollout/back-seen.ts");
      const outputs = {
        changed: String(changed),
        digest,
        "previous-digest": previousDigest,
        revision: revision === 0 ? "" : String(revision),
        reason,
        ...backOutputs(back),
      };
      return { outcome, outputs, summary, failure };
    } finally {
      await cluster.close();
    }
  },
};

async function perform(given: Inputs, questions: HealthQuestions, cluster: Cluster, job: Job): Promise<RolloutResult> {
  const [{ rollBack }, { checkHealth }, { parseWorkload }] = await Promise.all([
    import("../rollout/rollback.ts"),
    import("../rollout/health.ts"),
    import("../rollout/target.ts"),
  ]);
  const { log, signal, run } = job;
  const workload = { ...parseWorkload(given.workload), apiVersion: "apps/v1", namespace: cluster.namespace };
  const context: RolloutContext = {
    cluster,
    log,
    signal,
    run: { runKey: run.runKey, runUrl: run.runUrl, actor: run.actor, commit: run.sha },
    now: () => performance.now(),
  };
  return rollBack(
    {
      workload,
      revision: given.revision,
      container: given.container,
      reason: given.reason,
      timeout: given.timeout,
      waitForLock: given["wait-for-lock"],
      logLines: given["log-lines"],
      verify: (serving) => checkHealth(questions, { cluster, ...serving, log, signal }),
    },
    context,
  );
}

function questionsOf(given: Inputs): HealthQuestions {
  const url = given["prometheus-url"];
  const query = given["prometheus-query"];
  if ((url === "") !== (query === "")) {
    throw new Failure({
      attempted: "reading the inputs",
      found: `\`${url === "" ? "prometheus-url" : "prometheus-query"}\` is missing or empty, but the other one is given`,
      advice: "Give both, or none.",
    });
  }
  return {
    url: given["health-url"],
    path: given["health-path"],
    port: given["health-port"],
    prometheus: url === "" ? undefined : { url, query },
    settleTime: given["settle-time"],
  };
}
