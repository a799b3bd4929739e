// How is a release cut off at one of its acts, and what do users and the next release find then?

import type { ObjectKind } from "../../../src/kube/object.ts";
import type { OnAct, RolloutResult } from "../../../src/rollout/context.ts";
import { settle } from "../../../src/rollout/settle.ts";
import type { Deployment } from "../../../src/rollout/workload.ts";
import type { TestService } from "./tracks.ts";

/** What a process that is gone does not do any more. */
class Killed extends Error {}

/** For the `catch` of a release. */
export function killed(error: unknown): "killed" {
  if (error instanceof Killed) return "killed";
  throw error;
}

/** @param place for instance `forward 3 entered` */
export function killAt(place: string): OnAct {
  return (...at) => {
    if (at.join(" ") === place) throw new Killed();
  };
}

/**
 * At every act once, or at those that no other test walks through: written down and not done, or done, by turns.
 *
 * @param turn whether the even acts are those that are not done, or the odd ones
 */
export function killOnceAtEach(
  seen: Set<string>,
  isWalked: (stage: number) => boolean = () => true,
  turn: 0 | 1 = 0,
): OnAct {
  return (phase, stage, when) => {
    const place = `${phase} ${stage}`;
    if (!isWalked(stage)) return;
    if (when !== (stage % 2 === turn ? "entered" : "performed") || seen.has(place)) return;
    seen.add(place);
    throw new Killed();
  };
}

/**
 * Once after the first act of each of these, as `forward select stable` or `back remove-candidate`, and once before and
 * after what follows the promotion (`finish entered`, `finish performed`).
 */
export function killOnceAfter(shop: TestService, places: readonly string[], seen: string[]): OnAct {
  return async (phase, stage, when) => {
    if (phase !== "finish" && when !== "performed") return;
    const track = (await shop.record()).releases[0]?.track;
    const act = (phase === "back" ? track?.back : track?.stages)?.[stage];
    const place = [phase, ...(phase === "finish" ? [when] : [act?.kind, act?.kind === "select" ? act.pods : ""])];
    const name = place.filter(Boolean).join(" ");
    if (!places.includes(name) || seen.includes(name)) return;
    seen.push(name);
    throw new Killed();
  };
}

/** As a job that is cancelled right after an act. */
export function cancelAt(place: string): { readonly signal: AbortSignal; readonly onAct: OnAct } {
  const controller = new AbortController();
  const onAct: OnAct = (...at) => {
    if (at.join(" ") === place) controller.abort(new Killed());
  };
  return { signal: controller.signal, onAct };
}

/** Begins again until it is not killed any more. */
export async function untilEnd(begin: () => Promise<RolloutResult>): Promise<RolloutResult> {
  for (;;) {
    const end = await begin().catch(killed);
    if (end !== "killed") return end;
  }
}

/** As `settle` of the shop, told of its acts. */
export function settleAs(
  { cluster, log, namespace }: TestService,
  run: string,
  onAct: OnAct | undefined,
  kind = "Deployment",
): Promise<RolloutResult> {
  const workload = { apiVersion: "apps/v1", kind, name: "orders", namespace };
  // The lock of a run that was cut off may have to go stale first, where the machine is busy.
  const request = { workload, scope: "run", reason: "", timeout: 60_000, waitForLock: 90_000, logLines: 5 } as const;
  return settle(request, {
    cluster,
    log,
    signal: new AbortController().signal,
    run: { runKey: `${run}-1`, runUrl: "", actor: "ada", commit: "" },
    now: () => performance.now(),
    onAct,
  });
}

/** What runs, who is selected, what leads there, and what is scaled by itself. */
export async function standing(
  { cluster }: TestService,
  routes: readonly ObjectKind[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  const [deployments, services, ingresses, autoscalers, ...others] = await Promise.all([
    cluster.list<Deployment>({ apiVersion: "apps/v1", kind: "Deployment" }),
    cluster.list({ apiVersion: "v1", kind: "Service" }),
    cluster.list({ apiVersion: "networking.k8s.io/v1", kind: "Ingress" }),
    cluster.list({ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" }),
    ...routes.map(async (kind) => {
      const { items } = await cluster.list(kind);
      return items.map(({ metadata, spec }) => [`${kind.kind} ${metadata.name}`, spec] as const);
    }),
  ]);
  return Object.fromEntries([
    ...deployments.items.map(({ metadata, spec }) => [
      `Deployment ${metadata.name}`,
      { replicas: spec.replicas, images: spec.template.spec.containers.map(({ image }) => image) },
    ]),
    ...services.items.map(({ metadata, spec }) => [`Service ${metadata.name}`, Reflect.get(Object(spec), "selector")]),
    ...ingresses.items.map(({ metadata, spec }) => [`Ingress ${metadata.name}`, { ...metadata.annotations, spec }]),
    ...autoscalers.items.map(({ metadata, spec }) => [`HorizontalPodAutoscaler ${metadata.name}`, spec]),
    ...others.flat(),
  ]);
}

/** What gets a share by a router, but the Service that users are led to without a release. */
export function sharedWith(seen: unknown): readonly string[] {
  if (typeof seen !== "object" || seen === null) return [];
  const below = Object.values(seen).flatMap(sharedWith);
  const { name, weight } = seen as { readonly name?: unknown; readonly weight?: unknown };
  return typeof name === "string" && name !== "orders" && Number(weight) > 0 ? [name, ...below] : below;
}

/** Scales nothing here: nobody measures simulated pods. */
export const autoscaler = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "orders" },
  spec: {
    minReplicas: 1,
    maxReplicas: 4,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "orders" },
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 50 } } }],
  },
};

let runs = 1000;
/** GITHUB_RUN_ID of a run that was not there before. */
export function nextRun(): string {
  return String(++runs);
}

/** An Ingress of ingress-nginx that leads to the Service. */
export const ingress = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "orders" },
  spec: {
    ingressClassName: "nginx",
    rules: [
      {
        host: "orders.example",
        http: {
          paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "orders", port: { number: 80 } } } }],
        },
      },
    ],
  },
};
