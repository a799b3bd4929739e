// What is asked of a cluster beside the lists of its objects?

import type { Observation } from "../observation.ts";

export interface ClusterSeen {
  /** Of the API server: `v1.34.4`. */
  readonly version: Observation<string>;
  /** How far the API server's clock is ahead of this machine's, in milliseconds. */
  readonly clockOffset: number | undefined;
  /** By the name of the Secret that an Ingress or a Gateway of the workloads names. */
  readonly certificates: ReadonlyMap<string, Observation<CertificateSeen | "missing">>;
  /** By the name of the PersistentVolumeClaim that a pod of the workloads mounts. */
  readonly volumes: ReadonlyMap<string, Observation<VolumeUse>>;
}

/** A TLS Secret without its key. */
export interface CertificateSeen {
  /** Host names and addresses that it is made out to, in lower case. */
  readonly names: readonly string[];
  readonly issuer: string;
  /** In milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** What makes clients refuse it, but for its age and its names. */
  readonly problems: readonly string[];
}

export interface VolumeUse {
  readonly usedBytes: number;
  readonly capacityBytes: number;
  readonly usedFiles: number | undefined;
  readonly mostFiles: number | undefined;
}
