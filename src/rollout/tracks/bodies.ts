// What do the two Deployments of a release look like?

import type { KubeObject } from "../../kube/object.ts";
import type { Track } from "../../release/track.ts";
import type { ApplyPlan } from "../apply.ts";
import { inNamespace } from "../apply.ts";
import { type Deployment, type PodTemplate, revisionAnnotation, templateHashLabel } from "../workload.ts";

/**
 * The candidate's Deployment: the new manifest under the candidate's name, with its labels. What stands already keeps its
 * selector, which cannot be changed.
 *
 * @param standing the candidate's Deployment where there is one
 * @param stable what is copied where only an image is given
 */
export function candidateBody(
  plan: ApplyPlan,
  track: Track,
  replicas: number,
  standing: Deployment | undefined,
  stable: Deployment | undefined,
): KubeObject {
  const written = (plan.target.manifest?.object ?? (stable && copyWithImage(stable, plan))) as Deployment | undefined;
  if (written === undefined) throw new Error("there is neither a manifest nor a Deployment to copy");
  return sideBody(written, plan, {
    name: track.candidate.deployment,
    labels: track.candidate.narrow,
    replicas,
    standing,
  });
}

/** The new manifest as the stable side would have it: whether a release would change anything is asked with it. */
export function stableBody(plan: ApplyPlan, track: Pick<Track, "stable">, stable: Deployment): KubeObject {
  const written = (plan.target.manifest?.object ?? copyWithImage(stable, plan)) as Deployment;
  const { [templateHashLabel]: _, ...labels } = track.stable?.narrow ?? {};
  return sideBody(written, plan, {
    name: stable.metadata.name,
    labels,
    replicas: stable.spec.replicas ?? 1,
    standing: stable,
  });
}

/** A template without what tells the candidate from stable. */
export function withoutSideLabels(template: PodTemplate, track: Track): PodTemplate {
  const own = new Set([templateHashLabel, ...Object.keys(track.candidate.narrow)]);
  const labels = Object.fromEntries(Object.entries(template.metadata?.labels ?? {}).filter(([key]) => !own.has(key)));
  return { ...template, metadata: { ...template.metadata, labels } };
}

interface Side {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly standing: Deployment | undefined;
}

function sideBody(written: Deployment, plan: ApplyPlan, { name, labels, replicas, standing }: Side): KubeObject {
  const { template } = written.spec;
  const object = inNamespace(written, plan);
  return {
    ...object,
    metadata: { ...object.metadata, name, labels: { ...object.metadata.labels, ...labels } },
    spec: {
      ...written.spec,
      replicas,
      selector: standing?.spec.selector ?? {
        ...written.spec.selector,
        matchLabels: { ...written.spec.selector.matchLabels, ...labels },
      },
      template: {
        ...template,
        metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } },
      },
    },
  };
}

/** What serves, as a manifest of its own: without what the server and other tools wrote on it. */
function copyWithImage(stable: Deployment, { target, container }: ApplyPlan): Deployment {
  const { name, namespace, labels = {}, annotations = {} } = stable.metadata;
  const kept = Object.entries(annotations).filter(
    ([key]) => key !== revisionAnnotation && !key.startsWith("kubectl.kubernetes.io/"),
  );
  const { template } = stable.spec;
  const { creationTimestamp: _, ...metadata } = template.metadata ?? {};
  return {
    apiVersion: stable.apiVersion,
    kind: stable.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels,
      annotations: Object.fromEntries(kept),
    },
    spec: {
      ...stable.spec,
      template: {
        ...template,
        metadata,
        spec: {
          ...template.spec,
          containers: template.spec.containers.map((each) =>
            each.name === container ? { ...each, image: target.image } : each,
          ),
        },
      },
    },
  };
}
