// What does a rollout need of the world, and what does it give back?

import type { Cluster } from "../kube/cluster.ts";
import type { Outcome } from "../release/outcome.ts";
import type { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import type { BackTimes } from "./back-seen.ts";

/** What a registry says of an image. The same shape as the image part gives it. */
export type ImageLookup =
  | { readonly kind: "found"; readonly digest: string }
  | { readonly kind: "missing" | "denied" | "unreachable"; readonly reason: string };

/**
 * Told of each act of a release, once it is decided (and in the record) and once it is done; a throw is a kill. What
 * follows the promotion is `finish`: entered before its delay, performed once the record knows what is done next.
 */
export type OnAct = (
  phase: "forward" | "back" | "finish",
  stage: number,
  when: "entered" | "performed",
) => void | Promise<void>;

export interface RolloutContext {
  readonly cluster: Cluster;
  readonly log: Log;
  /** Aborted where the job is cancelled: what was begun is taken back then. */
  readonly signal: AbortSignal;
  readonly run: { readonly runKey: string; readonly runUrl: string; readonly actor: string; readonly commit: string };
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly onAct?: OnAct | undefined;
  readonly lookUpImage?: ((reference: string) => Promise<ImageLookup>) | undefined;
}

export interface RolloutResult {
  readonly outcome: Outcome;
  /** Something was changed in the cluster, also where it was taken back. */
  readonly changed: boolean;
  /** Of what was to be released, and of what served before; empty where not known. */
  readonly digest: string;
  readonly previousDigest: string;
  /** The record still shows it as half-way: the way back is accepted, but its pods were not waited for. */
  readonly pending: boolean;
  /** What serves in the end; 0 where not known. */
  readonly revision: number;
  readonly releaseId: string;
  readonly reason: string;
  /** Markdown. */
  readonly summary: string;
  /** How long a way back took until its pods were ready, and until users reached them. */
  readonly back?: BackTimes | undefined;
  readonly failure?: Failure | undefined;
}
