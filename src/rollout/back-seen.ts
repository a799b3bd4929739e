// Is what was gone back to ready, do users reach it, and how long did both take?

import { type EndpointSlice, endpointSliceKind, readyNames, slicesOf } from "../analysis/endpoints.ts";
import { isApiError } from "../kube/api-error.ts";
import type { Cluster } from "../kube/cluster.ts";
import { followObjects, type ObjectStore } from "../kube/watch.ts";
import { Failure } from "../report/failure.ts";
import type { Bell } from "./bell.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import type { ServiceObject } from "./tracks/strategy.ts";
import { conditionOf, type WorkloadReference } from "./workload.ts";

/** Both from the decision to go back, in milliseconds; undefined where it was not seen. */
export interface BackTimes {
  /** Until the pods of what was gone back to were ready. */
  readonly ready: number | undefined;
  /** Until users were led to these pods, and to nothing of the release. */
  readonly traffic: number | undefined;
  /** By what the traffic was seen, or why it was not. */
  readonly by: string;
}

/** What the Services that find a workload's pods lead to. */
export interface Traffic {
  /** What keeps users from what was gone back to, as a phrase; empty where nothing does. Undefined where nobody can tell. */
  lacks(snapshot: RolloutSnapshot): string | undefined;
  /** By what it is seen, or why it cannot be. */
  readonly by: string;
  stop(): void;
}

/**
 * How long users are waited for, in milliseconds: as long as the way back may take, and half a minute where that is short,
 * because a controller that writes endpoints is seconds behind where a cluster is busy.
 */
export function patienceWithTraffic(timeout: number): number {
  return Math.max(timeout, 30_000);
}

/** Follows the Services that find pods with these labels. Who may not read them goes without. */
export async function followTraffic(
  cluster: Cluster,
  { namespace }: WorkloadReference,
  labels: Readonly<Record<string, string>>,
  bell: Bell,
): Promise<Traffic> {
  const stores = new Map<string, ObjectStore<EndpointSlice>>();
  const stop = (): void => {
    for (const store of stores.values()) store.stop();
  };
  const unseen = (by: string): Traffic => ({ lacks: () => undefined, by, stop });
  try {
    const { items } = await cluster.list<ServiceObject>({ apiVersion: "v1", kind: "Service" }, { namespace });
    const names = items.filter((service) => leadsTo(service, labels)).map(({ metadata }) => metadata.name);
    if (names.length === 0) return unseen("no Service leads to its pods");
    await Promise.all(
      names.map(async (name) => {
        const options = { signal: new AbortController().signal, namespace, labelSelector: slicesOf(name) };
        stores.set(
          name,
          await followObjects<EndpointSlice>(cluster, endpointSliceKind, {
            ...options,
            onChange: () => bell.ring(),
            // The release goes on without: it is told as not seen in time.
            onError: () => bell.ring(),
          }),
        );
      }),
    );
    const by = `the endpoints of ${names.map((name) => `Service ${name}`).join(", ")}`;
    return { lacks: (snapshot) => firstLack(stores, snapshot), by, stop };
  } catch (error) {
    stop();
    if (isApiError(error, 403)) return unseen("the user of the kubeconfig cannot read Services and their endpoints");
    throw error;
  }
}

/** Looks again at each ring until nothing is lacking, the time is over or the job is cancelled. @returns what lacks. */
export async function untilNothingLacks(
  look: () => string | undefined,
  { bell, now, signal, patience }: LookOptions,
): Promise<string | undefined> {
  const until = now() + patience;
  for (;;) {
    const lacking = look();
    if (lacking === "" || lacking === undefined) return lacking;
    if (signal.aborted) return undefined;
    if (now() >= until) return lacking;
    await bell.wait(until - now());
  }
}

export interface LookOptions {
  readonly bell: Bell;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly patience: number;
}

export function usersAreLost(lacking: string): Failure {
  return new Failure({
    attempted: "seeing users back on what served before",
    found: lacking,
    advice: "Look at the selector and the EndpointSlices of the Service, and at the readiness of the pods.",
  });
}

/** `Its pods were ready after 2.1 s; users were led to them again after 2.3 s (seen by …)`. */
export function describeBackTimes({ ready, traffic, by }: BackTimes): string {
  const pods =
    ready === undefined
      ? "Nobody waited for its pods"
      : ready < 50
        ? "Its pods were ready all the time"
        : `Its pods were ready after ${seconds(ready)}`;
  const users =
    traffic === undefined
      ? `whether users reach them was not seen: ${by}`
      : `users were led to them, and to nothing else, after ${seconds(traffic)} (by ${by})`;
  return `${pods}; ${users}`;
}

/** As outputs: `2.1s`, empty where it was not seen. */
export function backOutputs(times: BackTimes | undefined): {
  readonly "rollback-ready-after": string;
  readonly "rollback-traffic-after": string;
} {
  const text = (time: number | undefined): string => (time === undefined ? "" : `${(time / 1000).toFixed(1)}s`);
  return { "rollback-ready-after": text(times?.ready), "rollback-traffic-after": text(times?.traffic) };
}

/** What a workload with these labels is found by; one that also leads to pods that are not ready says nothing. */
function leadsTo({ spec }: ServiceObject, labels: Readonly<Record<string, string>>): boolean {
  const selector = Object.entries(spec.selector ?? {});
  if (Reflect.get(spec, "publishNotReadyAddresses") === true) return false;
  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}

function firstLack(stores: ReadonlyMap<string, ObjectStore<EndpointSlice>>, snapshot: RolloutSnapshot): string {
  const ready = snapshot.pods
    .filter(({ status }) => conditionOf(status?.conditions, "Ready")?.status === "True")
    .map(({ metadata }) => metadata.name);
  for (const [name, store] of stores) {
    const behind = readyNames(store.items());
    const wrong = snapshot.others?.find(({ metadata }) => behind.has(metadata.name));
    if (wrong !== undefined) return `Service ${name} still leads to pod ${wrong.metadata.name} of another revision`;
    const missing = ready.find((pod) => !behind.has(pod));
    if (missing !== undefined) return `Service ${name} does not lead to pod ${missing} yet`;
    if (ready.length === 0) return "none of its pods is ready";
  }
  return "";
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
