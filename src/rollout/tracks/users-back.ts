// Does stable serve again after a release with two tracks went back, and by which act did its users get there?

import type { Stage, Track } from "../../release/track.ts";
import type { BackTimes } from "../back-seen.ts";
import { readinessOf } from "../readiness/readiness.ts";
import type { TracksSnapshot } from "./decide-tracks.ts";

/** Pure. Why users are not well with stable, as a phrase; empty where they are. */
export function lackOfStable(
  { stable, candidate, behind }: TracksSnapshot,
  { stable: side, services }: Pick<Track, "stable" | "services">,
): string {
  const workload = stable?.workload;
  if (side === undefined) return "";
  if (stable === undefined || workload === undefined) return `${side.deployment} is not there any more`;
  const readiness = readinessOf(workload);
  if (readiness.kind !== "ready") return `${side.deployment} is not ready: ${readiness.message}`;
  // Those that the release was to bring are gone with it.
  if (behind === undefined || !services.some(({ selector }) => selector !== undefined)) return "";
  const wrong = candidate.pods.find(({ metadata }) => behind.has(metadata.name));
  if (wrong !== undefined) return `users are still led to pod ${wrong.metadata.name} of the candidate`;
  return stable.pods.some(({ metadata }) => behind.has(metadata.name))
    ? ""
    : `users are led to no pod of ${side.deployment}`;
}

/** Pure. What is told of how long the way back took: nothing that was not seen. */
export function backTimesOf(
  { services, route }: Pick<Track, "services" | "route">,
  seen: boolean,
  times: { readonly ready: number; readonly traffic: number },
): BackTimes {
  if (!seen) return { ready: undefined, traffic: undefined, by: "the job was cancelled" };
  if (services.length === 0) return { ready: times.ready, traffic: undefined, by: "no Service leads to its pods" };
  const endpoints = `the endpoints of ${services.map(({ name }) => `Service ${name}`).join(", ")}`;
  // How soon the router itself follows them is not seen.
  return { ...times, by: route === undefined || route === null ? endpoints : `${endpoints} and the router's objects` };
}

/** Whether it is the act of the way back after which all users are led to stable. Pure. */
export function bringsUsersBack({ back }: Pick<Track, "back">, stage: number): boolean {
  const leads = ({ kind, ...rest }: Stage): boolean =>
    (kind === "select" && Reflect.get(rest, "pods") === "stable") ||
    (kind === "route" && Reflect.get(rest, "act") === "restore");
  return stage >= 0 && stage === back.findLastIndex(leads);
}

/** Whether the acts of the way back up to this one have led all users to stable. Pure. */
export function usersAreLedBack({ back }: Pick<Track, "back">, stage: number): boolean {
  return back
    .slice(0, stage + 1)
    .some(
      (act) =>
        (act.kind === "select" && act.pods === "stable") ||
        (act.kind === "weigh" && act.weight === 0) ||
        (act.kind === "route" && act.act === "restore"),
    );
}

/** Whether it is an act of the way back after which stable has all of its pods again. Pure. */
export function makesStableWhole({ back }: Pick<Track, "back">, stage: number): boolean {
  const act = back[stage];
  return act?.kind === "restore-stable" || (act?.kind === "scale" && act.track === "stable");
}
