// What does the action at the root of the repository take, and what does it hand out?

import { z } from "zod";
import type { ReleaseResult } from "../chain/release.ts";
import type { ReleaseContext, ReleaseRequest } from "../chain/release-steps.ts";
import { duration, flag, lines, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { Action, ActionResult } from "./action.ts";
import { analysisInputs } from "./analysis-inputs.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";
import { historyOf } from "./commit-history.ts";
import { renderInputs, renderOptions } from "./manifest-inputs.ts";
import { type GivenLogin, logIn, logOut } from "./registry-login.ts";
import { watchRequest, watchSecrets } from "./rollout-watch.ts";
import { releaseRulesInputs } from "./rules-inputs.ts";
import { smokeGates } from "./smoke-gate.ts";
import { releaseSuiteOf } from "./smoke-inputs.ts";
import { trackInputs, tracksOf } from "./track-inputs.ts";

const inputs = z.strictObject({
  ...clusterInputs,
  image: z.string(),
  "build-context": z.string().default("."),
  dockerfile: z.string().optional(),
  target: z.string().optional(),
  "build-args": lines().default([]),
  "build-contexts": lines().default([]),
  platforms: words().default([]),
  "registry-username": z.string().optional(),
  "registry-password": z.string().optional(),
  manifests: lines().default([]),
  ...renderInputs,
  workload: z.string().optional(),
  container: z.string().optional(),
  timeout: duration().default(600_000),
  "allow-older": flag().default(false),
  force: flag().default(false),
  "github-token": z.string().default(""),
  url: z.string().optional(),
  strategy: z.enum(["rolling", "blue-green", "canary"]).default("rolling"),
  ...trackInputs,
  ...analysisInputs,
  "fail-on": z.enum(["critical", "high", "medium", "low", "info", "none"]).default("high"),
  ...releaseRulesInputs,
});

type Inputs = z.infer<typeof inputs>;

export const action: Action<Inputs> = {
  name: "release-service",
  inputs,
  async main(given, job) {
    const { release } = await import("../chain/release.ts");
    const { releaseSteps } = await import("../chain/release-steps.ts");
    const env = await logIn(loginOf(given), given.image, job);
    const cluster = await openCluster(given, job);
    try {
      const context = contextOf(given, cluster, env, job);
      const rollout = await rolloutOf(given, context, job);
      const steps = releaseSteps({ ...requestOf(given, job), rollout }, context);
      return answer(await release(steps, job.log));
    } finally {
      await cluster.close();
      await logOut(job);
    }
  },
  /** For a main step that was killed: the login, and what it left half-way in the cluster. */
  async post(job) {
    await logOut(job);
    const { action: deployRollout } = await import("./deploy-rollout.ts");
    await deployRollout.post?.(job);
  },
};

/** Here a bare `username` could be the cluster's. */
function loginOf(given: Inputs): GivenLogin {
  return { username: given["registry-username"], password: given["registry-password"] };
}

/** How the candidate takes over, what it has to pass before, and what watches it. */
async function rolloutOf(given: Inputs, context: ReleaseContext, job: Job): Promise<ReleaseRequest["rollout"]> {
  for (const secret of watchSecrets(given)) job.mask(secret);
  const tracks = tracksOf(given);
  const gates = tracks === undefined ? () => [] : await smokeGates(given, context.cluster, job);
  return { tracks, gates, ...(await watchRequest(given, context.workspace, context)) };
}

function requestOf(given: Inputs, job: Job): Omit<ReleaseRequest, "rollout"> {
  return {
    build: {
      directory: job.run.workspace || process.cwd(),
      image: given.image,
      context: given["build-context"],
      file: given.dockerfile,
      target: given.target,
      buildArgs: given["build-args"],
      buildContexts: given["build-contexts"],
      platforms: given.platforms,
    },
    manifests: given.manifests,
    workload: given.workload,
    namespace: given.namespace,
    container: given.container,
    timeout: given.timeout,
    allowOlder: given["allow-older"],
    force: given.force,
    smoke: releaseSuiteOf(given, job),
    url: given.url,
    failOn: given["fail-on"],
    rules: given,
  };
}

function contextOf(given: Inputs, cluster: Cluster, env: NodeJS.ProcessEnv, job: Job): ReleaseContext {
  const { runKey, runUrl, actor, sha, workspace } = job.run;
  return {
    cluster,
    env,
    log: job.log,
    signal: job.signal,
    tempDirectory: job.tempDirectory,
    workspace: workspace || process.cwd(),
    history: historyOf(given["github-token"], job),
    render: renderOptions(given, job, cluster),
    run: { runKey, runUrl, actor, commit: sha },
    // What deploy-rollout's post step looks for.
    onBegin: ({ workload }) => {
      job.saveState("begun", `${workload.kind}/${workload.name}`);
      job.saveState("namespace", workload.namespace);
    },
    onSettled: () => job.saveState("begun", ""),
    mask: (secret) => job.mask(secret),
  };
}

function answer(result: ReleaseResult): ActionResult {
  const { outcome, changed, image, previousDigest, revision, reason, summary, failure } = result;
  return {
    outcome,
    outputs: {
      changed: String(changed),
      digest: image?.digest ?? "",
      reference: image?.reference ?? "",
      version: image?.version ?? "",
      "previous-digest": previousDigest,
      revision: revision === 0 ? "" : String(revision),
      reason,
    },
    summary,
    failure,
  };
}
