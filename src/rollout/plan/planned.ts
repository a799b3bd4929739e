// Which objects does a release apply, and as what?

import type { KubeObject } from "../../kube/object.ts";
import { type ApplyPlan, imageBody, inNamespace, workloadBody } from "../apply.ts";
import { fieldManager, imageManager } from "../dry-run.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import type { PlannedObject } from "./compare.ts";

/** In the order in which they are applied; where only an image is set, that patch of the workload. */
export function plannedObjects(plan: ApplyPlan, { workload }: Pick<RolloutSnapshot, "workload">): PlannedObject[] {
  const { target } = plan;
  if (target.manifest === undefined) return [{ body: imageBody(plan), manifest: undefined, manager: imageManager }];
  return target.manifests.map((manifest) => {
    const object = inNamespace(manifest.object, plan);
    const body = manifest === target.manifest ? withoutVersion(workloadBody(object, workload, plan)) : object;
    return { body, manifest, manager: fieldManager };
  });
}

/** A dry run of the live replicas must not fail because they have just changed. */
function withoutVersion(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
