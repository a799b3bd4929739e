// What serves before a release, and could it be proven?

import { describeObject } from "../kube/object.ts";
import type { ReleaseRecord } from "../release/record.ts";
import { currentRelease } from "../release/states.ts";
import { Failure } from "../report/failure.ts";
import type { ApplyPlan } from "./apply.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import type { ReleaseTarget } from "./target.ts";
import { type Deployment, digestOf, revisionOf, templateHashOf } from "./workload.ts";

export interface Serving {
  readonly previousTemplateHash: string;
  readonly previousRevision: number;
  readonly previousImage: string;
  readonly previousDigest: string;
  readonly digest: string;
  readonly revision: number;
}

/** What serves now. A workload at zero serves nothing, so it is no way back. */
export function whatServes({ workload, current }: RolloutSnapshot, record: ReleaseRecord, container: string): Serving {
  const image = workload?.spec.template.spec.containers.find((each) => each.name === container)?.image ?? "";
  const known = currentRelease(record);
  const hash = current === undefined ? "" : templateHashOf(current);
  const digest =
    digestOf(image) || (known !== undefined && known.templateHash === hash && hash !== "" ? known.digest : "");
  const revision = current === undefined ? 0 : revisionOf(current);
  const serves = workload !== undefined && current !== undefined && podsWanted(workload) > 0;
  const previous = serves
    ? { previousTemplateHash: hash, previousRevision: revision, previousImage: image, previousDigest: digest }
    : { previousTemplateHash: "", previousRevision: 0, previousImage: "", previousDigest: "" };
  return { ...previous, digest, revision };
}

/** A DaemonSet has as many as nodes take them. */
function podsWanted({ spec, status }: Deployment): number {
  return status?.desiredNumberScheduled ?? spec.replicas ?? 1;
}

/**
 * Whether pods could prove the release, and whether it could be taken back.
 * @throws Failure, before the first change, for a workload without pods, one that is paused, and one that forgets its past.
 */
export function refuseUnprovable(target: ReleaseTarget, { workload }: RolloutSnapshot, plan: ApplyPlan): void {
  const written = (target.manifest?.object as Deployment | undefined)?.spec;
  const refusal =
    withoutPods(written, workload?.spec, plan.autoscaler !== undefined) ??
    paused(written, workload?.spec) ??
    forgetful(written, workload?.spec) ??
    keptFromPods(target.workload.kind, written, workload?.spec);
  if (refusal === undefined) return;
  throw new Failure({
    attempted: `releasing ${target.image} to ${describeObject(target.workload)}`,
    found: refusal.found,
    advice: `${refusal.advice} Nothing was changed.`,
    at: refusal.isWritten ? target.manifest?.position(["spec", refusal.field]) : undefined,
  });
}

interface Refusal {
  readonly found: string;
  readonly advice: string;
  readonly field: string;
  /** In the manifest, not only in the cluster. */
  readonly isWritten: boolean;
}

type Spec = Partial<Deployment["spec"]> | undefined;

function withoutPods(written: Spec, live: Spec, autoscaled: boolean): Refusal | undefined {
  const kept = autoscaled || written?.replicas === undefined;
  const inCluster = live === undefined ? (written?.replicas ?? 1) : (live.replicas ?? 1);
  if ((kept ? inCluster : written.replicas) !== 0) return undefined;
  return {
    found: kept && live !== undefined ? "it is scaled to 0" : "its manifest says 0 replicas",
    advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release.",
    field: "replicas",
    isWritten: !kept,
  };
}

function paused(written: Spec, live: Spec): Refusal | undefined {
  if ((written?.paused ?? live?.paused) !== true) return undefined;
  const isWritten = written?.paused === true;
  return {
    found: isWritten ? "its manifest says that it is paused" : "it is paused, so its controller rolls out nothing",
    advice: "Take `paused` out of the manifest, or resume it with `kubectl rollout resume`.",
    field: "paused",
    isWritten,
  };
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies */
function keptFromPods(kind: string, written: Spec, live: Spec): Refusal | undefined {
  if (kind === "Deployment") return undefined;
  const isWritten = written?.updateStrategy !== undefined;
  const { type, rollingUpdate } = (written?.updateStrategy ?? live?.updateStrategy ?? {}) as UpdateStrategy;
  const partition = rollingUpdate?.partition ?? 0;
  if (type !== "OnDelete" && partition === 0) return undefined;
  return {
    found:
      type === "OnDelete"
        ? "its updateStrategy is OnDelete, so its controller replaces no pod"
        : `its partition is ${partition}, so the pods below it stay as they are`,
    advice: "A release is proven by all of its pods. Set updateStrategy to RollingUpdate without a partition.",
    field: "updateStrategy",
    isWritten,
  };
}

interface UpdateStrategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly partition?: number };
}

function forgetful(written: Spec, live: Spec): Refusal | undefined {
  if ((written?.revisionHistoryLimit ?? live?.revisionHistoryLimit) !== 0) return undefined;
  return {
    found: "revisionHistoryLimit is 0: once it is rolled out, nothing is left to go back to",
    advice: "Set it to 2 or more, or leave it out, which keeps 10.",
    field: "revisionHistoryLimit",
    isWritten: written?.revisionHistoryLimit === 0,
  };
}
