// What is a router: what splits the users' traffic between stable and candidate?

import type { Permission } from "../kube/access.ts";
import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject, ManagedFieldsEntry, ObjectKind, ObjectReference } from "../kube/object.ts";
import type { Log } from "../report/log.ts";

export type RouterName = "service" | "replicas" | "traefik" | "gateway-api" | "istio" | "nginx";

export interface TrafficContext {
  readonly cluster: Cluster;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** One side of a split. */
export interface Backend {
  /** Of the release's namespace. */
  readonly service: string;
  /** What the stable Service selects while this side serves; only the router `service` reads it. */
  readonly selector?: Readonly<Record<string, string>> | undefined;
}

/** Between what the traffic is split. It is kept in the record with what was saved. */
export interface TrafficTarget {
  readonly namespace: string;
  /** The Service that the users' route names. */
  readonly stable: Backend;
  readonly candidate: Backend;
}

export interface HeaderRule {
  readonly name: string;
  readonly value: string;
}

export interface Split {
  /** The candidate's share, in percent: 0 to 100, a whole number. */
  readonly weight: number;
  /** Requests with this header go to the candidate, whatever the weight is. */
  readonly header?: HeaderRule | undefined;
}

/** A place in an object and what stood there before the first change. */
export interface SavedPart {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** The weighted parts of one object of the user's, as they were before the first change: JSON, for the record. */
export interface SavedObject {
  readonly reference: ObjectReference;
  readonly parts: readonly SavedPart[];
  /** Who owned the weighted parts, so that their next apply meets no conflict with us. */
  readonly owners: readonly ManagedFieldsEntry[];
}

/** Either where in the object the stable Service is named, or why its shape cannot be weighted. */
export type Reading =
  | { readonly kind: "routes"; readonly parts: readonly SavedPart[] }
  | { readonly kind: "elsewhere" }
  | { readonly kind: "unfit"; readonly found: string; readonly advice: string };

/**
 * One router: pure functions over the objects of one product. Reading, patching, retries, the record and the
 * order of the acts are the same for all, in `shift.ts`; a strategy never sees which router it has.
 */
export interface Router {
  readonly name: RouterName;
  /**
   * `percent`: any whole weight. `all-or-nothing`: 0 or 100. `replicas`: nothing is changed here, the share is that
   * of the ready pods behind the one Service.
   */
  readonly splits: "percent" | "all-or-nothing" | "replicas";
  /** Whether it can send requests with a header to the candidate. */
  readonly headers: boolean;
  /** The kinds of the user's objects that it reads; of one kind in several groups, each that a cluster may serve. */
  readonly kinds: readonly ObjectKind[];
  /** The kinds of the objects that it makes itself and removes again. */
  readonly makes: readonly ObjectKind[];

  /** Where the object, as the user wrote it, sends to the stable Service. */
  read(object: KubeObject, target: TrafficTarget): Reading;
  /** The object, as the user wrote it, with the split in it. Changes nothing but the weighted parts. */
  split(object: KubeObject, target: TrafficTarget, split: Split): KubeObject;
  /** The inverse: the object as it stands, given back. What others changed in it since stays. */
  giveBack(object: KubeObject, target: TrafficTarget, saved: SavedObject): KubeObject;
  /** The split that the object carries; `undefined` where it carries none of ours. */
  splitOf(object: KubeObject, target: TrafficTarget, made: readonly KubeObject[]): Split | undefined;
  /** The objects of ours that the split needs beside the user's. Their names follow from what was saved. */
  companions(
    saved: readonly SavedObject[],
    target: TrafficTarget,
    split: Split,
    read: readonly KubeObject[],
  ): KubeObject[];
}

/** What a router may be told of the route; `find-route.ts` finds the rest. */
export interface RouteChoice {
  readonly router: RouterName | "auto";
  /** `KIND/NAME` or `NAME` of the objects to change; all that route to the stable Service unless given. */
  readonly route?: readonly string[] | undefined;
  /** What `auto` takes where nothing routes by weight: `service` for blue-green, `replicas` for canary. */
  readonly fallback: "service" | "replicas";
}

export interface FoundRoute {
  readonly router: RouterName;
  /** For the log and the plan: `HTTPRoute shop/orders sends to Service orders`. */
  readonly why: string;
  /** The user's objects that are changed; empty for `replicas`. */
  readonly objects: readonly KubeObject[];
  /** Among the release's manifests and not in the cluster yet: to be applied before the route is saved. */
  readonly absent: readonly ObjectReference[];
  /**
   * The user's own route already names the candidate's Service (a pair of slots with a Service each). After a
   * promotion the weights then stay at 100 instead of being given back.
   */
  readonly namesCandidate: boolean;
}

/** What the record keeps of the traffic before the first change. */
export interface SavedTraffic {
  readonly router: RouterName;
  readonly target: TrafficTarget;
  readonly objects: readonly SavedObject[];
}

export type ObservedTraffic =
  /** Nothing of ours is in the route: the stable Service has it all. */
  | { readonly kind: "untouched" }
  | { readonly kind: "split"; readonly split: Split }
  /** Several objects carry different weights: a change was cut short. Setting the weight again heals it. */
  | { readonly kind: "mixed"; readonly message: string }
  /** One of the user's objects is gone. */
  | { readonly kind: "gone"; readonly reference: ObjectReference };

export type { Permission };
