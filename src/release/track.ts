// What does the record keep of a release that runs beside what serves?

/**
 * One act of a release with two tracks, as data: what the plan prints, what the record keeps, and what is done. An act
 * is idempotent and has an end that the cluster shows, so that it can be begun again by whoever finds it half-way.
 */
export type Stage =
  /**
   * The selector of the live Services: `stable` or `candidate` only these pods, `both` those of both tracks, `original`
   * as it was before the release; `renewed` only stable's pods of the template that it has by then.
   */
  | { readonly kind: "select"; readonly pods: "stable" | "both" | "candidate" | "original" | "renewed" }
  /** Everything among the manifests but the workload: live Services keep the live selector, routes the live weights. */
  | { readonly kind: "objects" }
  /** The Service that answers from the candidate only. */
  | { readonly kind: "preview" }
  /** The candidate's Deployment with the new manifest at this size; over when all of its pods are ready. */
  | { readonly kind: "candidate"; readonly replicas: number }
  /** Over when all of them are ready. */
  | { readonly kind: "scale"; readonly track: "stable" | "candidate"; readonly replicas: number }
  /**
   * Asks every gate, and lasts at least this long (in milliseconds, from when the stage was entered). The weight is 0
   * while no user can reach the candidate.
   */
  | { readonly kind: "gate"; readonly weight: number; readonly time: number }
  /** The candidate's share at the router, in percent. */
  | { readonly kind: "weigh"; readonly weight: number }
  /** Requests with the header of the plan go to the candidate, where the router can. */
  | { readonly kind: "header"; readonly on: boolean }
  /** The router takes a change over before anything that needs it is done (`router-settle`). In milliseconds. */
  | { readonly kind: "settle"; readonly time: number }
  /** The job ends as `paused`; `promote` or `abort` go on from here. */
  | { readonly kind: "hold" }
  /** The stable Deployment gets the new template by its own rolling update; over when it is rolled out. */
  | { readonly kind: "replace-stable" }
  /** The stable Deployment gets back the template that it had before the release, rolled out. */
  | { readonly kind: "restore-stable" }
  /**
   * The router's objects: `prepare` makes those of ours at weight 0, `restore` gives the user's back exactly as they
   * were, `clean-up` deletes ours once the router has taken that over.
   */
  | { readonly kind: "route"; readonly act: "prepare" | "restore" | "clean-up" }
  /** The candidate as it was before: deleted where the release created it. Over when none of its pods is left to serve. */
  | { readonly kind: "remove-candidate" }
  /** `hold`: it takes no pods away; `release`: as it was; otherwise it acts on that track's Deployment from now on. */
  | { readonly kind: "autoscaler"; readonly act: "hold" | "release" | "candidate" | "stable" };

/** One of the two Deployments of a release. */
export interface TrackSide {
  /** The name of its Deployment. */
  readonly deployment: string;
  /** What a live Service's own selector is narrowed by, so that it answers from this side only. */
  readonly narrow: Readonly<Record<string, string>>;
  /** As it was when the release began; for the candidate what it is to have at full size. */
  readonly replicas: number;
  /** The `pod-template-hash` when the release began; empty where it was not there. */
  readonly templateHash: string;
}

export interface SavedService {
  readonly name: string;
  /** As it was before the release; undefined where the release creates the Service. */
  readonly selector?: Readonly<Record<string, string>> | undefined;
  /** The part of the selector that is common to both sides. */
  readonly base: Readonly<Record<string, string>>;
}

/** Written before the first act, and before each act that it describes. Times are RFC 3339 in UTC. */
export interface Track {
  readonly strategy: "blue-green" | "canary";
  /** The forward acts, as they were decided when the release began. */
  readonly stages: readonly Stage[];
  /** The acts of the way back; empty until it begins. */
  readonly back: readonly Stage[];
  /** Index of the act that was begun last: in `stages` while `releasing`, in `back` while `rolling-back`; -1 before. */
  readonly stage: number;
  readonly stageSince: string;
  /** When it stopped at a `hold`; empty while it does not. */
  readonly pausedAt: string;
  /** `canary`: the user's own Deployment. `blue-green`: the slot that serves. None for a first release. */
  readonly stable?: TrackSide | undefined;
  readonly candidate: TrackSide;
  /** The release made the candidate's Deployment; otherwise it stood, at this size. */
  readonly candidateBefore?: { readonly replicas: number } | undefined;
  readonly services: readonly SavedService[];
  /** With the selector that it had before the release; none where the release creates it. */
  readonly preview: {
    readonly name: string;
    readonly selector?: Readonly<Record<string, string>> | undefined;
  };
  /** What the router gave to be kept where it splits traffic by weights (`SavedTraffic`). */
  readonly route?: unknown;
  readonly autoscaler?:
    | { readonly apiVersion: string; readonly kind: string; readonly name: string; readonly saved: unknown }
    | undefined;
  /** The old slot was scaled to zero after the promotion: the way back brings it up first. */
  readonly scaledDown: boolean;
  readonly header?: { readonly name: string; readonly value: string } | undefined;
  /** Milliseconds. */
  readonly settleTime: number;
}
