// Which live objects do the proofs of the cluster's checks begin with?

import type { CertificateSeen, ClusterSeen, VolumeUse } from "../../../../src/validation/cluster/observed.ts";
import type { Observation } from "../../../../src/validation/observation.ts";
import type { Subject } from "../../../../src/validation/subject.ts";
import { goodYaml, liveDeployment, liveWith, now } from "../objects.ts";
import { subjectFrom } from "./proof.ts";

export type Lists = NonNullable<Parameters<typeof liveWith>[0]>;

/** The good service with other live objects, and with what else the cluster told. */
export function at(lists: Lists = {}, observed?: Partial<ClusterSeen>, yaml = goodYaml): Subject {
  const seen: Observation<ClusterSeen> = { kind: "seen", value: { ...plain, ...observed } };
  return subjectFrom(yaml, liveWith(lists), observed === undefined ? {} : { cluster: seen });
}

/** Minutes ago, as the API writes times. */
export function ago(minutes: number): string {
  return new Date(now - minutes * 60_000).toISOString();
}

export function days(count: number): number {
  return now + count * 86_400_000;
}

export interface PodChanges {
  readonly metadata?: object;
  readonly spec?: object;
  readonly container?: object;
  readonly status?: object;
  /** Of its container. */
  readonly state?: object;
}

/** A pod of the good Deployment that is ready on the node n1. */
export function pod(name: string, { metadata, spec, container, status, state }: PodChanges = {}): object {
  return {
    metadata: {
      name,
      namespace: "shop",
      uid: name,
      labels: { app: "orders" },
      creationTimestamp: ago(600),
      ...metadata,
    },
    spec: { nodeName: "n1", containers: [{ name: "orders", image: "orders:1", ...container }], ...spec },
    status: {
      phase: "Running",
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: ago(590) }],
      containerStatuses: [{ name: "orders", restartCount: 0, ...state }],
      ...status,
    },
  };
}

/** Pods a, b and c, the last one with changes. */
export function pods(changes: PodChanges = {}): object[] {
  return [pod("a"), pod("b"), pod("c", changes)];
}

export function named(name: string, rest: object = {}, metadata: object = {}): object {
  return { metadata: { name, namespace: "shop", uid: name, ...metadata }, ...rest };
}

export function node(name: string, { spec, ...rest }: { spec?: object; [field: string]: unknown } = {}): object {
  const status = { conditions: [{ type: "Ready", status: "True" }], nodeInfo: { kubeletVersion: "v1.34.1" } };
  return { metadata: { name }, spec: spec ?? {}, status, ...rest };
}

export function condition(type: string, status: string, rest: object = {}): object {
  return { type, status, ...rest };
}

export function status(...conditions: object[]): { status: object } {
  return { status: { conditions } };
}

/** The live Deployment of the good service with another template or other fields of its spec. */
export function deploymentWith(spec: object, container: object = {}): object {
  const alive = liveDeployment() as { spec: { template: { spec: { containers: object[] } } } };
  const { template } = alive.spec;
  const containers = [{ ...template.spec.containers[0], ...container }];
  return {
    ...alive,
    spec: { ...alive.spec, template: { ...template, spec: { ...template.spec, containers } }, ...spec },
  };
}

export function certificate(changes: Partial<CertificateSeen> = {}): Partial<ClusterSeen> {
  const names = ["orders.example.com"];
  const value = { names, issuer: "CN=R10", notBefore: days(-60), notAfter: days(30), problems: [], ...changes };
  return { certificates: new Map([["orders-tls", { kind: "seen", value }]]) };
}

export function volume(use: Partial<VolumeUse>): Partial<ClusterSeen> {
  const value = { usedBytes: 10, capacityBytes: 100, usedFiles: 1, mostFiles: 100, ...use };
  return { volumes: new Map([["data", { kind: "seen", value }]]) };
}

/** That mount the claim `data`. */
export const mounting = pods({
  spec: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] },
});

export function claim(spec: object = {}, state: object = {}): object {
  return named("data", {
    spec: { resources: { requests: { storage: "10Gi" } }, ...spec },
    status: { phase: "Bound", capacity: { storage: "10Gi" }, ...state },
  });
}

const plain: ClusterSeen = {
  version: { kind: "seen", value: "v1.34.4" },
  clockOffset: 200,
  certificates: new Map(),
  volumes: new Map(),
};
