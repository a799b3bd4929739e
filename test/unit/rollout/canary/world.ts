// What would the acts of a release do to the users, if the cluster did exactly what it is told?

import type { Stage, Track } from "../../../../src/release/track.ts";

/** As much of a cluster as the users of a service notice. */
export interface World {
  stable: { replicas: number; template: "old" | "new" };
  /** None before it is created, and after it was removed. */
  candidate: number | undefined;
  selects: "stable" | "both" | "candidate" | "original" | "renewed";
  /** Of the router's users, how many of a hundred go to the candidate's own Service; undefined where there is none. */
  weight: number | undefined;
  header: boolean;
  /** There are objects of ours at the router. */
  routed: boolean;
  preview: boolean;
}

export function calm(replicas: number, weighted: boolean): World {
  return {
    stable: { replicas, template: "old" },
    candidate: undefined,
    selects: "original",
    weight: weighted ? 0 : undefined,
    header: false,
    routed: false,
    preview: false,
  };
}

/** Pure: the world after one act, which is the same when it is done twice. */
export function worldAfter(world: World, stage: Stage): World {
  switch (stage.kind) {
    case "select":
      return { ...world, selects: stage.pods };
    case "preview":
      return { ...world, preview: true };
    case "candidate":
      return { ...world, candidate: stage.replicas };
    case "scale":
      return stage.track === "stable"
        ? { ...world, stable: { ...world.stable, replicas: stage.replicas } }
        : { ...world, candidate: stage.replicas };
    case "weigh":
      return { ...world, weight: stage.weight };
    case "header":
      return { ...world, header: stage.on };
    case "replace-stable":
      return { ...world, stable: { ...world.stable, template: "new" } };
    case "restore-stable":
      return { ...world, stable: { ...world.stable, template: "old" } };
    case "route":
      if (stage.act === "prepare") return { ...world, routed: true };
      return stage.act === "restore" ? { ...world, weight: 0, header: false } : { ...world, routed: false };
    case "remove-candidate":
      return { ...world, candidate: undefined, preview: false };
    case "objects":
    case "gate":
    case "settle":
    case "hold":
    case "autoscaler":
      return world;
  }
}

export interface Seen {
  /** Pods that answer the users of the live Service. */
  readonly behindService: number;
  /** Pods that answer all users, by whichever way. */
  readonly serving: number;
  /** Users are sent to the candidate's pods. */
  readonly meetsCandidatePods: boolean;
  /** A user can meet the candidate's version without a header. */
  readonly meetsCandidate: boolean;
}

export function seenBy(world: World): Seen {
  const { stable, candidate = 0, selects, weight = 0 } = world;
  // Narrowed to the hash of the old template, the Service has none of the new one's pods.
  const narrowed = stable.template === "old" ? stable.replicas : 0;
  const own = selects === "stable" || selects === "renewed";
  const behindService = own
    ? selects === "renewed"
      ? stable.replicas
      : narrowed
    : selects === "candidate"
      ? candidate
      : stable.replicas + candidate;
  const inService = own ? 0 : candidate;
  const routed = weight > 0 ? candidate : 0;
  return {
    behindService,
    serving: weight === 100 ? candidate : behindService + (own ? routed : 0),
    meetsCandidatePods: inService > 0 || routed > 0,
    meetsCandidate: inService > 0 || routed > 0 || stable.template === "new",
  };
}

export function trackOf(parts: Partial<Track> & Pick<Track, "stages">): Track {
  return {
    strategy: "canary",
    back: [],
    stage: -1,
    stageSince: "",
    pausedAt: "",
    stable: { deployment: "orders", narrow: { "pod-template-hash": "old" }, replicas: 10, templateHash: "old" },
    candidate: {
      deployment: "orders-canary",
      narrow: { "slipway.dev/role": "candidate" },
      replicas: 10,
      templateHash: "",
    },
    candidateBefore: undefined,
    services: [{ name: "orders", selector: { app: "orders" }, base: { app: "orders" } }],
    preview: { name: "orders-canary", selector: undefined },
    route: undefined,
    autoscaler: undefined,
    scaledDown: false,
    header: undefined,
    settleTime: 5000,
    ...parts,
  };
}
