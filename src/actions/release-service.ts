// What does the action at the root of the repository take, and what does it hand out?

import { rm } from "node:fs/promises";
import { z } from "zod";
import type { ReleaseResult } from "../chain/release.ts";
import type { ReleaseContext, ReleaseRequest } from "../chain/release-steps.ts";
import { duration, flag, lines, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { Failure } from "../report/failure.ts";
import type { Action, ActionResult } from "./action.ts";
import { clusterInputs, openCluster } from "./cluster-inputs.ts";
import { historyOf } from "./commit-history.ts";
import { renderInputs, renderOptions } from "./manifest-inputs.ts";

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
  smoke: z.string().optional(),
  "fail-on": z.enum(["critical", "high", "medium", "low", "none"]).default("high"),
});

type Inputs = z.infer<typeof inputs>;

export const action: Action<Inputs> = {
  name: "release-service",
  inputs,
  async main(given, job) {
    job.mask(given["registry-password"] ?? "");
    const { release } = await import("../chain/release.ts");
    const { releaseSteps } = await import("../chain/release-steps.ts");
    const env = await logIn(given, job);
    const cluster = await openCluster(given, job);
    try {
      const steps = releaseSteps(requestOf(given, job), contextOf(given, cluster, env, job));
      return answer(await release(steps, job.log));
    } finally {
      await cluster.close();
      await removeLogin(job);
    }
  },
  /** For a main step that was killed: the login, and what it left half-way in the cluster. */
  async post(job) {
    await removeLogin(job);
    const { action: deployRollout } = await import("./deploy-rollout.ts");
    await deployRollout.post?.(job);
  },
};

/** The environment in which docker has the login of the inputs; the job's own where they give none. */
async function logIn(given: Inputs, job: Job): Promise<NodeJS.ProcessEnv> {
  const { "registry-username": username, "registry-password": password } = given;
  if (username === undefined && password === undefined) return job.env;
  if (username === undefined || password === undefined)
    throw halfLogin(username === undefined ? "username" : "password");
  const { registryAddress } = await import("../image/reference.ts");
  const registry = registryAddress(given.image)?.registry;
  if (registry === undefined) return job.env;
  const { writeLogin } = await import("../image/login.ts");
  const folder = await writeLogin({ registry, username, password }, job.env, job.tempDirectory);
  job.saveState("docker-config", folder);
  folders.set(job, folder);
  return { ...job.env, DOCKER_CONFIG: folder };
}

function halfLogin(missing: string): Failure {
  return new Failure({
    attempted: "reading the inputs",
    found: `"registry-${missing}" is missing or empty, and the other of the two is given`,
    advice: "Give both, or none to use the login that docker has. A secret that is not set is an empty text.",
  });
}

const folders = new WeakMap<Job, string>();

async function removeLogin(job: Job): Promise<void> {
  const folder = folders.get(job) ?? job.state("docker-config");
  if (folder !== "") await rm(folder, { recursive: true, force: true });
}

function requestOf(given: Inputs, job: Job): ReleaseRequest {
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
    container: given.container,
    timeout: given.timeout,
    allowOlder: given["allow-older"],
    force: given.force,
    smoke: given.smoke,
    url: given.url,
    failOn: given["fail-on"],
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
