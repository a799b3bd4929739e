// What does a strategy with two tracks decide for itself?

import type { KubeObject } from "../../kube/object.ts";
import type { Stage, Track } from "../../release/track.ts";
import type { ReleaseTarget } from "../target.ts";
import type { Deployment } from "../workload.ts";

/** What was found in the cluster before the release, by `survey`. */
export interface Ground {
  readonly target: ReleaseTarget;
  /** All Deployments of the namespace, and all Services. */
  readonly deployments: readonly Deployment[];
  readonly services: readonly ServiceObject[];
  /** The Services of the manifests. */
  readonly writtenServices: readonly ServiceObject[];
  /** The Services by which users come, where the user names them. */
  readonly named?: readonly string[];
  /** The Deployment as the manifest writes it; undefined where only an image is set. */
  readonly written: Deployment | undefined;
  /** The `pod-template-hash` of what a Deployment runs now; empty where its controller has not said. */
  readonly hashOf: (deployment: Deployment) => string;
  /** The last release by the record that serves still, where it had two tracks. */
  readonly current: Track | undefined;
  /** The Deployment that a first release which failed has left to be looked at: it has never served. */
  readonly kept?: string | undefined;
}

export interface ServiceObject extends KubeObject {
  spec: {
    selector?: Record<string, string>;
    type?: string;
    clusterIP?: string;
    ports?: readonly { name?: string; port: number; targetPort?: number | string; protocol?: string }[];
    [field: string]: unknown;
  };
}

/** Who is who: names and labels, found or given. */
export interface Layout {
  readonly stable: LaidSide | undefined;
  readonly candidate: LaidSide;
  /** The Service for the candidate alone: `orders-preview`, `orders-canary`. */
  readonly preview: string;
}

export interface LaidSide {
  readonly deployment: string;
  /** Labels that the pods of this side alone have; for the candidate also what its pods and its selector are given. */
  readonly narrow: Readonly<Record<string, string>>;
}

/** What the plan of a release depends on. */
export interface PlanFacts {
  readonly stable: { readonly replicas: number } | undefined;
  /** The candidate's full size. */
  readonly replicas: number;
  readonly router: "service" | "replicas" | "weighted";
  /** The router can route by header, and one was asked for. */
  readonly header: boolean;
  /** Milliseconds. */
  readonly settleTime: number;
  /** Something scales stable. */
  readonly autoscaled: boolean;
}

/** Pure: a strategy changes nothing; it says who is who, and which acts there are in which order. */
export interface TwoTrackStrategy {
  readonly name: Track["strategy"];
  /** @throws Failure that says what is not clear and which input makes it clear. */
  layOut(ground: Ground): Layout;
  /** Whether it can do without a router that splits by weights, and how. */
  readonly without: "service" | "replicas";
  forward(facts: PlanFacts): readonly Stage[];
  /** The acts of the way back, from wherever it stands; also of a rollback after its promotion. */
  back(track: Track): readonly Stage[];
  /**
   * The track with the sizes of the acts to come as they fit now, where somebody has scaled stable since it was planned.
   *
   * @param live the pods that stable's Deployment asks for
   */
  refit?(track: Track, live: { readonly stable: number }): Track;
  /**
   * Whose ReplicaSet the record names as the release's own once it is promoted: `candidate` (blue-green: its Deployment
   * goes on), `stable` (canary: stable has the new template).
   */
  readonly endsIn: "candidate" | "stable";
}
