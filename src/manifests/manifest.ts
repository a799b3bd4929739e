// What is a manifest?

import { describeObject, type KubeObject } from "../kube/object.ts";
import type { Position } from "../report/failure.ts";

/** A Kubernetes object as the user wrote it, with its place in the file kept. */
export interface Manifest {
  readonly object: KubeObject;
  /** As the user would name it: relative to the folder that patterns are relative to, where it is inside. */
  readonly file: string;
  /** Where a path of the object (`["spec", "replicas"]`) stands; its nearest parent where the path is not written down. */
  position(path: readonly (string | number)[]): Position;
}

/** `Deployment orders/orders (deploy/orders.yaml:12)`. */
export function describeManifest(manifest: Manifest): string {
  const { file, line } = manifest.position([]);
  return `${describeObject(manifest.object)} (${file}:${line})`;
}

/** The same text for two manifests of one object: the group counts, the version does not. */
export function identityOf(object: KubeObject, defaultNamespace = ""): string {
  const group = object.apiVersion.includes("/") ? object.apiVersion.slice(0, object.apiVersion.lastIndexOf("/")) : "";
  return [group, object.kind, object.metadata.namespace ?? defaultNamespace, object.metadata.name].join("|");
}
