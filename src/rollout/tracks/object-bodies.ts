// How is one of the user's other objects applied while two tracks run?

import type { Cluster } from "../../kube/cluster.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { Track } from "../../release/track.ts";
import { type ApplyPlan, inNamespace } from "../apply.ts";
import { isAutoscalerOf } from "../autoscaler.ts";
import type { Routing } from "./routing.ts";
import { serviceKind } from "./select-services.ts";
import type { ServiceObject } from "./strategy.ts";

export interface BodyWorld {
  readonly cluster: Cluster;
  readonly routing: Routing;
  readonly plan: ApplyPlan;
}

/**
 * The user's own Service keeps the selector that is live, a route its live weights, an autoscaler the Deployment that it
 * acts on. Undefined for a Service that the release makes only at its end.
 */
export async function objectBody(
  written: KubeObject,
  track: Track,
  { cluster, routing, plan }: BodyWorld,
): Promise<KubeObject | undefined> {
  const object = inNamespace(written, plan);
  const { workload } = plan.target;
  if (object.kind === "Service") {
    const { name, namespace } = object.metadata;
    const isLive = track.services.some((service) => service.name === name);
    if (!isLive && name !== track.preview.name) return object;
    const live = await cluster.get<ServiceObject>({ ...serviceKind, name, namespace });
    if (live === undefined) return isLive ? undefined : object;
    const spec = { ...(object as ServiceObject).spec, selector: live.spec.selector };
    return { ...object, spec };
  }
  if (isAutoscalerOf(object, workload)) {
    const name = track.stable?.deployment ?? track.candidate.deployment;
    const spec = object.spec as { scaleTargetRef?: object };
    return { ...object, spec: { ...spec, scaleTargetRef: { ...spec.scaleTargetRef, name } } };
  }
  return routing.body(object, track);
}
