// What is to be released: which workload, which of its containers, which image?

import { referenceTo } from "../kube/object.ts";
import { containersOf } from "../manifests/containers.ts";
import type { Manifest } from "../manifests/load.ts";
import { inApplyOrder } from "../manifests/order.ts";
import { Failure } from "../report/failure.ts";
import { withConfigurationHash } from "./objects/configuration-hash.ts";
import { workloadKinds } from "./readiness/readiness.ts";
import { type Deployment, digestOf, type PodTemplate, type WorkloadReference } from "./workload.ts";

/** What the user gives: manifests with the image already put in, or only the image of one container. */
export type ReleaseSource =
  | {
      readonly kind: "manifests";
      readonly manifests: readonly Manifest[];
      readonly workload?: WorkloadName | undefined;
      /** As the user named it, where they did: another one in the workload's manifest is a mistake in one of the two. */
      readonly namespace?: string | undefined;
      readonly container?: string | undefined;
    }
  | {
      readonly kind: "image";
      readonly workload: WorkloadName;
      readonly container?: string | undefined;
      readonly image: string;
    };

export interface WorkloadName {
  readonly kind: string;
  readonly name: string;
}

export interface ReleaseTarget {
  readonly workload: WorkloadReference;
  /** In the order in which they are applied; none where only an image is set. */
  readonly manifests: readonly Manifest[];
  /** The workload's own manifest, where there are manifests. */
  readonly manifest: Manifest | undefined;
  /** Empty where it is the only one of the live workload. */
  readonly container: string;
  readonly image: string;
  readonly digest: string;
}

/**
 * Reads the input `workload`: `deployment/orders`, `Deployment/orders` or `orders`.
 * @throws Failure for anything else.
 */
export function parseWorkload(text: string): WorkloadName {
  const [first = "", second, ...more] = text.split("/");
  const name = second ?? first;
  const kind = second === undefined ? "Deployment" : kindOf(first);
  if (kind !== undefined && more.length === 0 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return { kind, name };
  throw new Failure({
    attempted: 'reading the input "workload"',
    found: `${JSON.stringify(text)} is not a workload that a rolling release can wait for`,
    advice: `Write \`deployment/NAME\`. Known kinds: ${workloadKinds.join(", ")}.`,
  });
}

/** @throws Failure where it is not clear which workload or container is meant. */
export function resolveTarget(source: ReleaseSource, namespace: string): ReleaseTarget {
  return source.kind === "image" ? imageTarget(source, namespace) : manifestTarget(source, namespace);
}

/** The container that a release is about, in a template. @throws Failure where there is none of that name. */
export function containerOf(
  template: PodTemplate,
  target: Pick<ReleaseTarget, "container" | "workload">,
): { name: string; image: string } {
  const { containers } = template.spec;
  const { container, workload } = target;
  const found =
    container === ""
      ? (containers.find((each) => each.name === workload.name) ??
        (containers.length === 1 ? containers[0] : undefined))
      : containers.find((each) => each.name === container);
  if (found !== undefined) return found;
  throw new Failure({
    attempted: `finding the container of ${workload.kind} ${workload.name} to release`,
    found:
      container === ""
        ? `it has ${containers.length} containers, and none is named ${workload.name}`
        : `it has no container ${container}`,
    advice: `Set \`container\` to one of ${containers.map((each) => each.name).join(", ")}.`,
  });
}

function kindOf(text: string): string | undefined {
  const word = text.toLowerCase().replace(/\.apps$/, "");
  const short =
    {
      deploy: "deployment",
      deployments: "deployment",
      sts: "statefulset",
      statefulsets: "statefulset",
      ds: "daemonset",
      daemonsets: "daemonset",
    }[word] ?? word;
  return workloadKinds.find((kind) => kind.toLowerCase() === short);
}

function imageTarget(source: ReleaseSource & { kind: "image" }, namespace: string): ReleaseTarget {
  return {
    workload: { apiVersion: "apps/v1", ...source.workload, namespace },
    manifests: [],
    manifest: undefined,
    container: source.container ?? "",
    image: source.image,
    digest: digestOf(source.image),
  };
}

function manifestTarget(source: ReleaseSource & { kind: "manifests" }, namespace: string): ReleaseTarget {
  const bareManifest = workloadManifest(source);
  refuseOtherNamespace(bareManifest, source.namespace);
  const manifest = withConfigurationHash(bareManifest, source.manifests);
  const workload = { ...referenceTo(manifest.object), namespace: manifest.object.metadata.namespace ?? namespace };
  const bare = { workload, container: source.container ?? "" };
  if (containersOf(manifest.object).length === 0) throw withoutContainers(manifest);
  const container = containerOf((manifest.object as Deployment).spec.template, bare);
  return {
    ...bare,
    manifests: inApplyOrder(source.manifests.map((each) => (each === bareManifest ? manifest : each))),
    manifest,
    container: container.name,
    image: container.image,
    digest: digestOf(container.image),
  };
}

const runsPods = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

function workloadManifest({ manifests, workload }: ReleaseSource & { kind: "manifests" }): Manifest {
  const running = manifests.filter(({ object }) => runsPods.has(object.kind));
  const [first, second] = running;
  const meant =
    workload === undefined
      ? first
      : running.find(({ object }) => object.kind === workload.kind && object.metadata.name === workload.name);
  const attempted = "finding the workload in the manifests";
  if (meant === undefined) {
    const names = running.map(nameOf).join(", ");
    throw new Failure({
      attempted,
      found:
        workload === undefined
          ? `they hold no ${workloadKinds.join(", no ")}, but ${manifests.map(nameOf).join(", ") || "nothing"}`
          : `they hold no ${workload.kind}/${workload.name}${names === "" ? "" : `, but ${names}`}`,
      advice: "Add the manifest of the workload, or correct the input `workload`.",
    });
  }
  if (second !== undefined) {
    throw new Failure({
      attempted,
      found: `they hold ${running.length} workloads: ${running.map(nameOf).join(", ")}`,
      advice: "A release brings one workload to one image and waits for it: release each with its own manifests.",
      at: second.position(["metadata", "name"]),
    });
  }
  if (!workloadKinds.includes(meant.object.kind)) {
    throw new Failure({
      attempted,
      found: `${meant.object.kind} ${meant.object.metadata.name} is of a kind that a rolling release cannot wait for yet`,
      advice: `Known kinds: ${workloadKinds.join(", ")}.`,
      at: meant.position(["kind"]),
    });
  }
  return meant;
}

/** As kubectl does: a release to another environment than the one that was named would be found out late. */
function refuseOtherNamespace({ object, position }: Manifest, asked: string | undefined): void {
  const { namespace } = object.metadata;
  if (asked === undefined || namespace === undefined || namespace === asked) return;
  throw new Failure({
    attempted: "finding the namespace of the release",
    found: `the input \`namespace\` is ${asked}, and the manifest of ${object.kind} ${object.metadata.name} says ${namespace}`,
    advice: "Let both say the same, or leave one of them out. Nothing was changed.",
    at: position(["metadata", "namespace"]),
  });
}

function nameOf({ object }: Manifest): string {
  return `${object.kind}/${object.metadata.name}`;
}

function withoutContainers(manifest: Manifest): Failure {
  return new Failure({
    attempted: "finding the container to release",
    found: `${manifest.object.kind} ${manifest.object.metadata.name} has no containers`,
    advice: "Give it spec.template.spec.containers.",
    at: manifest.position(["spec"]),
  });
}
