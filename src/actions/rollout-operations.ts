// What do the inputs of deploy-rollout ask for, and what do its outputs say?

import type { Job } from "../github/job.ts";
import type { Cluster } from "../kube/cluster.ts";
import { parseImageOverride, setImages } from "../manifests/images.ts";
import { loadManifests } from "../manifests/load.ts";
import { Failure } from "../report/failure.ts";
import { abortRelease } from "../rollout/abort.ts";
import { backOutputs } from "../rollout/back-seen.ts";
import { confirm } from "../rollout/confirm.ts";
import type { RolloutContext, RolloutResult } from "../rollout/context.ts";
import { deploy } from "../rollout/deploy.ts";
import type { DeployRequest } from "../rollout/deploy-request.ts";
import { plan } from "../rollout/plan/plan.ts";
import { promote } from "../rollout/promote.ts";
import { settle } from "../rollout/settle.ts";
import { parseWorkload, type ReleaseSource, type ReleaseTarget, resolveTarget } from "../rollout/target.ts";
import { digestOf, type WorkloadReference } from "../rollout/workload.ts";
import type { ActionResult } from "./action.ts";
import { openCluster } from "./cluster-inputs.ts";
import { historyOf } from "./commit-history.ts";
import { renderOptions } from "./manifest-inputs.ts";
import type { DeployInputs } from "./rollout-inputs.ts";
import { watchRequest, watchSecrets } from "./rollout-watch.ts";
import { smokeGates } from "./smoke-gate.ts";
import { tracksOf } from "./track-inputs.ts";

export async function runOperation(given: DeployInputs, job: Job): Promise<ActionResult> {
  let begun = false;
  const onBegin = ({ workload }: ReleaseTarget): void => {
    begun = true;
    job.saveState("begun", `${workload.kind}/${workload.name}`);
    job.saveState("namespace", workload.namespace);
  };
  try {
    const result = await withCluster(given, job, (cluster) => perform(given, cluster, job, onBegin));
    // A run that had nothing to do has said nothing yet.
    if (!result.changed && result.failure === undefined && result.reason !== "")
      job.log.info(`${result.reason.slice(0, 1).toUpperCase()}${result.reason.slice(1)}.`);
    return answer(result);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The steps that follow go by these, also where it never began.
    const outputs = {
      changed: String(begun),
      digest: digestOf(given.image ?? ""),
      "previous-digest": "",
      revision: "",
    };
    return { outcome: "failed", outputs, failure: error };
  }
}

async function withCluster<T>(given: DeployInputs, job: Job, act: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = await openCluster(given, job);
  try {
    return await act(cluster);
  } finally {
    const { total } = cluster.requestCount();
    job.log.debug(`API requests, Lease writes apart: ${total}`);
    await cluster.close();
  }
}

async function perform(
  given: DeployInputs,
  cluster: Cluster,
  job: Job,
  onBegin: (target: ReleaseTarget) => void,
): Promise<RolloutResult> {
  const context = contextOf(given, cluster, job);
  const { timeout, reason } = given;
  const waitForLock = given["wait-for-lock"];
  switch (given.operation) {
    case "deploy": {
      const request = await deployRequest(given, cluster, job, context, onBegin);
      const result = await deploy({ ...request, ...(await watching(given, context, job)) }, context);
      if (!result.pending) job.saveState("begun", "");
      return result;
    }
    case "plan":
      return plan(
        { ...(await deployRequest(given, cluster, job, context, undefined)), bakeTime: given["bake-time"] },
        context,
      );
    case "promote": {
      const result = await promote(
        {
          ...releaseRequest(given, job, context.run, onBegin),
          ...(await watching(given, context, job)),
          gates: (await smokeGates(given, cluster, job))(given.version),
          workload: await workloadOf(given, cluster, job),
          image: given.image ?? "",
          source: async (image) =>
            given.manifests.length === 0 ? undefined : sourceOf({ ...given, image }, cluster, job),
          scaleDownDelay: given["scale-down-delay"],
        },
        context,
      );
      if (!result.pending) job.saveState("begun", "");
      return result;
    }
    case "abort":
      return abortRelease(
        { workload: await workloadOf(given, cluster, job), timeout, waitForLock, logLines: given["log-lines"], reason },
        context,
      );
    case "confirm":
      return confirm(
        { workload: await workloadOf(given, cluster, job), image: given.image ?? "", waitForLock },
        context,
      );
    case "settle":
      return settle(
        {
          workload: await workloadOf(given, cluster, job),
          scope: given.scope,
          timeout,
          waitForLock,
          logLines: given["log-lines"],
          reason,
        },
        context,
      );
  }
}

async function deployRequest(
  given: DeployInputs,
  cluster: Cluster,
  job: Job,
  { run }: RolloutContext,
  onBegin: DeployRequest["onBegin"],
): Promise<DeployRequest> {
  const source = await sourceOf(given, cluster, job);
  tellUnused(given, job);
  const gates = (await smokeGates(given, cluster, job))(given.version);
  return { source, ...releaseRequest(given, job, run, onBegin), tracks: tracksOf(given), gates };
}

const onlyBesideStable = [
  "smoke",
  "steps",
  "header",
  "route",
  "slots",
  "slot-key",
  "preview-replicas",
  "scale-down-delay",
] as const satisfies readonly (keyof DeployInputs)[];

/** A gate that its user believes in must not be left out silently. What slipway.yaml says is for several actions. */
function tellUnused({ strategy }: DeployInputs, job: Job): void {
  if (strategy !== "rolling") return;
  const unused = onlyBesideStable.filter((name) => (job.env[`INPUT_${name.toUpperCase()}`] ?? "").trim() !== "");
  if (unused.length === 0) return;
  const advice = unused.includes("smoke") ? " Ask the suite with the action smoke-test after it." : "";
  job.log.warning(
    `A rolling release does not use ${unused.join(", ")}: only blue-green and canary have a candidate beside what serves.${advice}`,
  );
}

/** What is the same for a release that begins and for one that goes on. */
function releaseRequest(
  given: DeployInputs,
  job: Job,
  run: RolloutContext["run"],
  onBegin: DeployRequest["onBegin"],
): Omit<DeployRequest, "source" | "tracks"> {
  return {
    timeout: given.timeout,
    waitForLock: given["wait-for-lock"],
    logLines: given["log-lines"],
    onFailure: given["on-failure"],
    graces: { start: given["start-grace"], ready: given["ready-grace"], restarts: given["max-restarts"] },
    takeOver: given["take-over"],
    prune: given.prune,
    allowOlder: given["allow-older"],
    force: given.force,
    reason: given.reason,
    version: given.version,
    commit: run.commit,
    history: historyOf(given["github-token"], job),
    onBegin,
  };
}

function watching(given: DeployInputs, context: RolloutContext, job: Job) {
  for (const secret of watchSecrets(given)) job.mask(secret);
  return watchRequest(given, job.run.workspace || ".", context);
}

/** Finishes what a run that was killed or cancelled in the middle has left, while the job still has its credentials. */
export async function settleWhatIsLeft(job: Job): Promise<void> {
  const begun = job.state("begun");
  if (begun === "") return;
  const input = (name: string): string | undefined => job.env[`INPUT_${name.toUpperCase()}`]?.trim() || undefined;
  const namespace = job.state("namespace") || input("namespace");
  const given = { kubeconfig: input("kubeconfig"), context: input("context"), namespace };
  const cluster = await openCluster({ ...given, "runner-credentials": input("runner-credentials") !== "false" }, job);
  try {
    const workload = { ...parseWorkload(begun), apiVersion: "apps/v1", namespace: cluster.namespace };
    const request = {
      workload,
      scope: "run",
      timeout: 240_000,
      waitForLock: 70_000,
      logLines: 20,
      reason: "",
    } as const;
    const { reason } = await settle(request, contextOf({}, cluster, job));
    job.log.info(reason);
  } finally {
    await cluster.close();
  }
}

function contextOf(
  given: Pick<DeployInputs, "commit"> | { commit?: undefined },
  cluster: Cluster,
  job: Job,
): RolloutContext {
  const { runKey, runUrl, actor, sha } = job.run;
  return {
    cluster,
    log: job.log,
    signal: job.signal,
    run: { runKey, runUrl, actor, commit: given.commit ?? sha },
    now: () => performance.now(),
    lookUpImage: async (reference) => {
      const { lookUpImage } = await import("../image/registry.ts");
      return lookUpImage(reference, { env: job.env, signal: job.signal });
    },
  };
}

async function sourceOf(given: DeployInputs, cluster: Cluster, job: Job): Promise<ReleaseSource> {
  const workload = given.workload === undefined ? undefined : parseWorkload(given.workload);
  const { container, image } = given;
  if (given.manifests.length > 0) {
    const loaded = await loadManifests(given.manifests, {
      directory: job.run.workspace || ".",
      namespace: cluster.namespace,
      render: renderOptions(given, job, cluster),
    });
    const overrides = [...given.images, ...(image === undefined ? [] : [image])].map(parseImageOverride);
    const { namespace } = given;
    return { kind: "manifests", manifests: setImages(loaded, overrides).manifests, workload, namespace, container };
  }
  if (workload !== undefined && image !== undefined) return { kind: "image", workload, container, image };
  throw new Failure({
    attempted: "reading the inputs",
    found: `${image === undefined ? "`image` is" : "`workload` is"} missing or empty, and there are no \`manifests\``,
    advice: "Give `manifests`, or both `workload` and `image` to set only the image of what is there.",
  });
}

/** Which workload to confirm or settle: as named, or the one of the manifests. */
async function workloadOf(given: DeployInputs, cluster: Cluster, job: Job): Promise<WorkloadReference> {
  const { namespace } = cluster;
  if (given.workload !== undefined && given.manifests.length === 0)
    return { ...parseWorkload(given.workload), apiVersion: "apps/v1", namespace };
  if (given.manifests.length > 0)
    return resolveTarget(await sourceOf({ ...given, images: [], image: undefined }, cluster, job), namespace).workload;
  throw new Failure({
    attempted: "reading the inputs",
    found: "neither `workload` nor `manifests` is given",
    advice: `Name the workload to ${given.operation}: \`workload: deployment/NAME\`.`,
  });
}

function answer(result: RolloutResult): ActionResult {
  const { outcome, changed, digest, previousDigest, revision, releaseId, reason, summary, back, failure } = result;
  return {
    outcome,
    outputs: {
      changed: String(changed),
      digest,
      "previous-digest": previousDigest,
      revision: revision === 0 ? "" : String(revision),
      release: releaseId,
      reason,
      ...backOutputs(back),
    },
    summary,
    failure,
  };
}
