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
  const serves = workload !== undefined && current !== undefined && (workload.spec.replicas ?? 1) > 0;
  const previous = serves
    ? { previousTemplateHash: hash, previousRevision: revision, previousImage: image, previousDigest: digest }
    : { previousTemplateHash: "", previousRevision: 0, previousImage: "", previousDigest: "" };
  return { ...previous, digest, revision };
}

/** A release is proven by pods: with none, nothing could be said about it. */
export function refuseZero(target: ReleaseTarget, { workload }: RolloutSnapshot, plan: ApplyPlan): void {
  const written = (target.manifest?.object as Deployment | undefined)?.spec.replicas;
  const kept = target.manifest === undefined || plan.autoscaler !== undefined || written === undefined;
  const replicas = kept ? (workload === undefined ? (written ?? 1) : (workload.spec.replicas ?? 1)) : written;
  if (replicas > 0) return;
  throw new Failure({
    attempted: `releasing ${target.image} to ${describeObject(target.workload)}`,
    found: kept && workload !== undefined ? "it is scaled to 0" : "its manifest says 0 replicas",
    advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release. Nothing was changed.",
    at: kept ? undefined : target.manifest?.position(["spec", "replicas"]),
  });
}
