// What is a router: what splits the users' traffic between stable and candidate?

import type { Cluster } from "../kube/cluster.ts";
import type { KubeObject, ManagedFieldsEntry, ObjectKind, ObjectReference } from "../kube/object.ts";
import type { Log } from "../report/log.ts";

export const routerNames = ["service", "replicas", "traefik", "gateway-api", "istio", "nginx"] as const;
export type RouterName = (typeof routerNames)[number];

export interface TrafficContext {
  readonly cluster: Cluster;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** One side of a split. */
export interface Backend {
  /** Of the release's namespace. */
  readonly service: string;
  /** All of what the live Service selects while this side serves; only the router `service` reads it. */
  readonly selector?: Readonly<Record<string, string>> | undefined;
}

/** Between what the traffic is split. It is kept in the record with what was saved. */
export interface TrafficTarget {
  readonly namespace: string;
  /** The Service that the users' route names. */
  readonly stable: Backend;
  readonly candidate: Backend;
}

/** The name is not case-sensitive, the value is compared exactly. */
export interface HeaderRule {
  readonly name: string;
  readonly value: string;
}

export interface Split {
  /** The candidate's share in percent: a whole number from 0 to 100. */
  readonly weight: number;
  /** Requests with this header go to the candidate, whatever the weight is. */
  readonly header?: HeaderRule | undefined;
}

export type ObjectPath = readonly (string | number)[];

/** A place in an object and what stood there before the first change. */
export interface SavedPart {
  readonly path: ObjectPath;
  readonly value: unknown;
}

/** The weighted parts of one of the user's objects, as they were before the first change. */
export interface SavedObject {
  readonly reference: ObjectReference;
  readonly parts: readonly SavedPart[];
  /** Who owned these parts, so that the owner's next apply meets no conflict with us. */
  readonly owners: readonly ManagedFieldsEntry[];
}

/** All that the acts on the traffic go by: plain JSON, which the record keeps from before the first change on. */
export interface SavedTraffic {
  readonly router: RouterName;
  readonly target: TrafficTarget;
  /** The user's. */
  readonly objects: readonly SavedObject[];
  /** Ours: made for the release and removed after it; as `Router.companions` gave them. */
  readonly companions: readonly KubeObject[];
}

/** Where in the object the stable Service is named, or why its shape cannot be weighted. */
export type Reading =
  | { readonly kind: "routes"; readonly parts: readonly SavedPart[] }
  | { readonly kind: "elsewhere" }
  | ({ readonly kind: "unfit" } & Problem);

export interface Problem {
  readonly found: string;
  readonly advice: string;
}

/**
 * What one object says of the traffic: its split; the header alone, where another object has the weight; `untouched`,
 * nothing of ours is in it; or `silent`, it leaves the word to another object.
 */
export type Share = Split | HeaderShare | "untouched" | "silent";

export interface HeaderShare {
  readonly header: HeaderRule;
  readonly weight?: undefined;
}

/**
 * One router: pure functions over the objects of one product. Searching, reading, patching, retries and what
 * the record keeps are the same for all of them and stand in `find-route.ts` and `shift.ts`.
 */
export interface Router {
  readonly name: RouterName;
  /**
   * `percent`: any whole weight. `all-or-nothing`: 0 or 100. `replicas`: nothing is changed here; the share is
   * that of the candidate's ready pods among all behind the one Service.
   */
  readonly splits: "percent" | "all-or-nothing" | "replicas";
  /** Whether it can send requests with a header to the candidate. */
  readonly headers: boolean;
  /** The kinds of the user's objects that it changes or copies; of several versions of a kind the first that is served. */
  readonly kinds: readonly ObjectKind[];
  /** The objects of `kinds` are only read: the split is in objects of ours alone. */
  readonly readOnly: boolean;
  /** What it reads beside them, where it may. */
  readonly related: readonly ObjectKind[];
  /** The kinds of the objects that it makes. */
  readonly makes: readonly ObjectKind[];

  /** Where the object, as the user wrote it, sends to the stable Service. */
  read(object: KubeObject, target: TrafficTarget): Reading;
  /** Whether an object that routes to stable is one of this router's, for kinds that several products share. */
  serves(object: KubeObject, related: readonly KubeObject[]): boolean;
  /** What else in the namespace has the place that the split needs; `others` are the objects of `kinds` that are not ours. */
  rival?(objects: readonly KubeObject[], others: readonly KubeObject[], target: TrafficTarget): Problem | undefined;
  /** Why the object does not take effect though its shape is right, by its status. */
  trouble(object: KubeObject): Problem | undefined;
  /** The object, as the user wrote it (or as `companions` made it), with the split in it and nothing else changed. */
  split(object: KubeObject, target: TrafficTarget, split: Split): KubeObject;
  /** The inverse: the object as it stands, with the split taken out. What others changed in it meanwhile stays. */
  giveBack(object: KubeObject, target: TrafficTarget, parts: readonly SavedPart[]): KubeObject;
  share(object: KubeObject, target: TrafficTarget): Share;
  /** The objects of ours that the split needs beside the user's, without a split in them yet. */
  companions(objects: readonly KubeObject[], related: readonly KubeObject[], target: TrafficTarget): KubeObject[];
}

/** What the user says of the route. */
export interface RouteChoice {
  readonly router: RouterName | "auto";
  /** `KIND/NAME` or `NAME` of the objects to change; all that route to the stable Service where empty. */
  readonly route: readonly string[];
  /** What `auto` takes where nothing can weight: `service` for blue-green, `replicas` for a canary. */
  readonly fallback: "service" | "replicas";
}

export interface FoundRoute {
  readonly router: RouterName;
  /** For the log and the plan: `HTTPRoute shop/orders sends to Service orders`. */
  readonly why: string;
  /** The user's objects that send to the stable Service; none for `replicas`. */
  readonly objects: readonly KubeObject[];
  readonly related: readonly KubeObject[];
  /** Among the release's manifests and not in the cluster yet: to be applied before the route is saved. */
  readonly absent: readonly ObjectReference[];
  /**
   * The user's own route names the candidate's Service too (a pair of slots with a Service each). After a
   * promotion the weights stay at 100 instead of being given back.
   */
  readonly namesCandidate: boolean;
}

export type ObservedTraffic =
  /** Nothing of ours is in the route: the stable Service has it all. */
  | { readonly kind: "untouched" }
  | { readonly kind: "split"; readonly split: Split }
  /** A change was cut short: setting the weight again, or restoring, heals it. */
  | { readonly kind: "mixed"; readonly message: string }
  | { readonly kind: "gone"; readonly reference: ObjectReference };

/** Ours: companions, and the fields that carry a split. */
export const routerManager = "slipway-router";
