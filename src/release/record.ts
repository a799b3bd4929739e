// What does the cluster itself keep about the releases of a service?

import type { Track } from "./track.ts";

/**
 * The states of a release. `promoted`: the rollout ended well. `verified`: the last gate of its
 * chain has passed. Only a verified release is a way back. `superseded`: promoted, then replaced by
 * a later release of its own run before it was verified.
 */
export type ReleaseState =
  | "releasing"
  | "promoted"
  | "verified"
  | "rolling-back"
  | "rolled-back"
  | "aborted"
  | "failed"
  | "superseded";

/** One attempt to bring one service to one image digest, as the record keeps it. Times are RFC 3339 in UTC. */
export interface Release {
  /** Unique: `<run key>-<random>`. */
  readonly id: string;
  /** The workflow run (`RunContext.runKey`) that it belongs to; gates of the same run may confirm it or take it back. */
  readonly runKey: string;
  readonly state: ReleaseState;
  /** `name@sha256:…`, or `name:tag` where no digest was known. */
  readonly image: string;
  /** `sha256:…`, or empty. */
  readonly digest: string;
  readonly version: string;
  readonly commit: string;
  readonly runUrl: string;
  readonly actor: string;
  /** Why it was started, or why it was taken back. */
  readonly reason: string;
  /** `deployment.kubernetes.io/revision` once known, otherwise 0. */
  readonly revision: number;
  /** `pod-template-hash` of its ReplicaSet once known, otherwise empty. */
  readonly templateHash: string;
  /** What served when it began, so that a run that finds it half-way knows what to go back to. Empty and 0 where nothing did. */
  readonly previousTemplateHash: string;
  readonly previousRevision: number;
  readonly previousImage: string;
  readonly previousDigest: string;
  /**
   * While `rolling-back`: how it is closed once its way back is ready. The process that asked for the
   * way back may not live to close it, and a cancelled digest must not count as rolled back.
   */
  readonly endsAs: "" | "rolled-back" | "aborted";
  readonly startedAt: string;
  /** When its last gate passed; empty where none has. */
  readonly verifiedAt: string;
  /** When it last reached a state that is not open; empty before. */
  readonly endedAt: string;
  /**
   * Where it is to be watched after its promotion: until when, or `promotion` before that; empty once it held. It cannot
   * be confirmed before, and a run that dies leaves it standing.
   */
  readonly bakingUntil?: string | undefined;
  /** Where it changes how many replicas run: how many there were before it, and how many it wrote. */
  readonly size?: { readonly before: number; readonly written: number } | undefined;
  /** The objects that it applied, and those of them that were not there before, as `apps/v1 Deployment shop/orders`. */
  readonly applied?: readonly string[] | undefined;
  readonly created?: readonly string[] | undefined;
  /** It goes to a newer release: what it has changed in ConfigMaps and Secrets is the newer one's ground, and stays. */
  readonly keepsConfiguration?: boolean | undefined;
  /** Whether what earlier releases applied and it no longer has is deleted once it is verified. */
  readonly prune?: boolean | undefined;
  /** Of the manifests that it was begun with, eight hexadecimal digits: too few to guess a Secret's value by. */
  readonly content?: string | undefined;
  /** Where it ran beside what serves (`blue-green`, `canary`); none for a rolling release. */
  readonly track?: Track | undefined;
  /** What the load stages of its smoke test came to, by the name of the step: the next release is compared with them. */
  readonly figures?: Readonly<Record<string, ReleaseFigures>> | undefined;
}

/** Of one load stage. Latencies in milliseconds. */
export interface ReleaseFigures {
  readonly requests: number;
  readonly errors: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What is known of a release when it begins. */
export type NewRelease = Omit<Release, "state" | "endsAs" | "verifiedAt" | "endedAt">;

export interface ReleaseRecord {
  readonly schema: 1;
  /** `Deployment/orders`. */
  readonly workload: string;
  /** Newest first; at most 20, but a way back and what is open are always kept. */
  readonly releases: readonly Release[];
}
