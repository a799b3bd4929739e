// What would a release with two tracks do here, and what keeps it from beginning?

import { describeObject } from "../../kube/object.ts";
import { selects } from "../../kube/selectors.ts";
import type { Manifest } from "../../manifests/manifest.ts";
import { whatWaits } from "../../release/judge-start.ts";
import type { ReleaseRecord } from "../../release/record.ts";
import type { SavedService, Stage, Track, TrackSide } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import { checkRoute } from "../../traffic/check-route.ts";
import { findRoute } from "../../traffic/find-route.ts";
import type { FoundRoute, TrafficTarget } from "../../traffic/router.ts";
import { saveRoute } from "../../traffic/save-route.ts";
import type { ApplyPlan } from "../apply.ts";
import { inNamespace } from "../apply.ts";
import { autoscalerObject, isAutoscalerOf } from "../autoscaler.ts";
import type { RolloutContext } from "../context.ts";
import type { DeployRequest } from "../deploy-request.ts";
import type { SeenObject } from "../objects/inventory.ts";
import type { Difference } from "../plan/difference.ts";
import { planApply } from "../prepare.ts";
import { readinessOf } from "../readiness/readiness.ts";
import { refuseUnprovable } from "../serving.ts";
import type { RolloutSnapshot } from "../snapshot.ts";
import type { ReleaseTarget } from "../target.ts";
import type { Deployment, Pod } from "../workload.ts";
import { requireAutoscaler, type SavedAutoscaler } from "./autoscale.ts";
import { candidateBody } from "./bodies.ts";
import { refuseUnreachable } from "./reach.ts";
import { rehearseTracks } from "./rehearse-tracks.ts";
import { checkRoom } from "./room.ts";
import { liveServices, previewLabel, refuseStrangers } from "./services.ts";
import type { Layout, PlanFacts } from "./strategy.ts";
import type { Survey } from "./survey.ts";
import { surveySettled } from "./survey-settled.ts";
import type { TracksRequest } from "./tracks-request.ts";

export interface PreparedTracks {
  readonly plan: ApplyPlan;
  /** As it is to be written to the record before the first act. */
  readonly track: Track;
  readonly stages: readonly Stage[];
  /** What serves: the stable side. */
  readonly before: RolloutSnapshot;
  readonly ground: Survey;
  readonly route: FoundRoute;
  /** The release would change something. */
  readonly changes: boolean;
  readonly differences: readonly Difference[];
  /** The objects beside the workload, as the dry run showed them. */
  readonly seen: readonly SeenObject[];
}

/**
 * Everything that is looked at and checked before the first change, with permission to read only.
 * @throws Failure for what is not clear, and for what is short.
 */
export async function prepareTracks(
  request: DeployRequest,
  tracks: TracksRequest,
  target: ReleaseTarget,
  deferred: ReadonlySet<Manifest>,
  record: ReleaseRecord,
  context: RolloutContext,
  options: { readonly readOnly?: boolean } = {},
): Promise<PreparedTracks> {
  const { strategy } = tracks;
  refuseOtherKinds(target, strategy.name);
  refuseWhilePaused(record);
  const { ground, layout, before } = await surveySettled(request, tracks, target, record, context);
  const candidate = ground.sideOf(layout.candidate.deployment);
  const plan = await planApply(request, target, deferred, before, context);
  refuseUnprovable(target, before, plan);
  const found = servicesOf(ground, layout, before, tracks);
  const autoscaler = await scalerOf(target, layout, context);
  const replicas = fullSize(target, before, autoscaler !== undefined);
  const { services, route } = await findRouteFor(tracks, layout, found, target, context);
  const ends = endsOf(services, layout, target);
  const weighted = route.objects.length > 0 || route.absent.length > 0;
  const header = headerOf(tracks, route, weighted, context);
  if (weighted && options.readOnly !== true) await checkRoute(route, ends, { header }, context);
  const facts: PlanFacts = {
    stable: layout.stable && { replicas: before.workload?.spec.replicas ?? 1 },
    replicas,
    router: weighted ? "weighted" : strategy.without,
    header: header !== undefined,
    settleTime: tracks.settleTime,
    autoscaled: autoscaler !== undefined,
  };
  const stages = strategy.forward(facts);
  const track: Track = {
    strategy: strategy.name,
    stages,
    back: [],
    stage: -1,
    stageSince: "",
    pausedAt: "",
    stable: layout.stable && trackSide(layout.stable, before, ground),
    candidate: { ...trackSide(layout.candidate, candidate, ground), replicas },
    // A canary's Deployment is never more than a candidate: one that was kept to be looked at goes with the next one.
    candidateBefore: strategy.endsIn === "stable" ? undefined : slotBefore(candidate, services),
    services,
    preview: { name: layout.preview, selector: previewSelector(ground, layout) },
    route: weighted && route.absent.length === 0 ? await saveRoute(route, ends, context) : undefined,
    autoscaler,
    scaledDown: false,
    header,
    settleTime: tracks.settleTime,
  };
  refuseUnhealthy(before, target);
  refuseStrangers(track, ground.pods, "narrow", tracks.services);
  if (tracks.overlapping) refuseStrangers(track, withoutSlot(ground.pods, candidate), "widen", tracks.services);
  const planned = candidateBody(plan, track, replicas, candidate.workload, before.workload) as Deployment;
  refuseUnreachable({
    services,
    live: ground.services,
    written: ground.writtenServices,
    stable: before.workload?.spec.template,
    candidate: planned.spec.template,
  });
  await checkRoom({ template: planned.spec.template, replicas, standing: candidate.pods }, tracks.room, context);
  const readOnly = options.readOnly === true;
  if (!readOnly) await requireAutoscaler(track, context.cluster, target.workload, { signal: context.signal });
  const rehearsed = await rehearseTracks({ plan, track, ground, readOnly }, context);
  return { plan, track, stages, before, ground, route, ...rehearsed };
}

/**
 * What a release that was kept has left to be looked at gets no pods any more: those that never got ready are no way back,
 * and those that the Services find by the selector that they had before are not to meet users.
 */
function slotBefore(
  { workload, current }: RolloutSnapshot,
  services: readonly SavedService[],
): Track["candidateBefore"] {
  if (workload === undefined) return undefined;
  const labels = workload.spec.template.metadata?.labels ?? {};
  const isFound = services.some(({ selector }) => selector !== undefined && selects({ matchLabels: selector }, labels));
  const isReady = (current?.status?.readyReplicas ?? 0) > 0;
  return { replicas: isFound || !isReady ? 0 : (workload.spec.replicas ?? 1) };
}

/** A slot that was adopted keeps pods without a slot's label until this release replaces them: long before it widens. */
function withoutSlot(pods: readonly Pod[], slot: RolloutSnapshot): readonly Pod[] {
  const own = new Set([...slot.pods, ...(slot.others ?? [])].map(({ metadata }) => metadata.name));
  return pods.filter(({ metadata }) => !own.has(metadata.name));
}

function refuseOtherKinds({ workload, manifest }: ReleaseTarget, strategy: string): void {
  if (workload.kind === "Deployment") return;
  throw new Failure({
    attempted: `beginning a ${strategy} release of ${describeObject(workload)}`,
    found: `a ${workload.kind} cannot stand twice beside itself`,
    advice: "Release it with `strategy: rolling`.",
    at: manifest?.position(["kind"]),
  });
}

/** First of all: with both versions running, much of what is looked at would not be as a release needs it. */
function refuseWhilePaused(record: ReleaseRecord): void {
  const waits = whatWaits(record);
  if (waits !== undefined) throw new Failure(waits);
}

function headerOf({ header }: TracksRequest, { why }: FoundRoute, weighted: boolean, { log }: RolloutContext) {
  if (header !== undefined && !weighted) log.warning(`\`header\` has no effect: ${why}, and no header can lead there.`);
  return weighted ? header : undefined;
}

interface FoundFor {
  readonly route: FoundRoute;
  /** The one whose route is weighted comes first. */
  readonly services: readonly SavedService[];
}

/**
 * `service` and `replicas` are the engine's own; weights are the router's. Where users come by several Services, the first
 * one that a route leads to is weighted.
 */
async function findRouteFor(
  { router, route, strategy }: TracksRequest,
  layout: Layout,
  services: readonly SavedService[],
  target: ReleaseTarget,
  context: RolloutContext,
): Promise<FoundFor> {
  const bare = (why: string): FoundRoute => ({
    router: strategy.without,
    why,
    objects: [],
    related: [],
    absent: [],
    namesCandidate: false,
  });
  if (layout.stable === undefined) {
    return { services, route: bare("a first release has nothing to share the traffic with") };
  }
  if (router === strategy.without) return { services, route: bare(`\`router: ${router}\` was asked for`) };
  const objects = target.manifests.map(({ object }) => inNamespace(object, { target }));
  const choice = { router, route, fallback: strategy.without };
  const looked: { readonly ordered: readonly SavedService[]; readonly look: PromiseSettledResult<FoundRoute> }[] = [];
  for (const service of services) {
    const ordered = [service, ...services.filter((each) => each !== service)];
    const [look] = await Promise.allSettled([findRoute(choice, endsOf(ordered, layout, target), objects, context)]);
    looked.push({ ordered, look });
    if (hasRoute(look)) break;
  }
  // Where none has a route, the first one says why.
  const { ordered = services, look } = looked.find((each) => hasRoute(each.look)) ?? looked[0] ?? {};
  if (look === undefined) throw new Error("a release with two tracks has no Service");
  if (look.status === "rejected") throw look.reason;
  const found = look.value;
  context.log.info(`Router ${found.router}: ${found.why}.`);
  return { services: ordered, route: splitsByWeights(found) ? found : { ...bare(found.why), router: found.router } };
}

function hasRoute(look: PromiseSettledResult<FoundRoute>): boolean {
  return look.status === "fulfilled" && splitsByWeights(look.value);
}

function splitsByWeights({ router }: FoundRoute): boolean {
  return router !== "service" && router !== "replicas";
}

function endsOf([first]: readonly SavedService[], layout: Layout, { workload }: ReleaseTarget): TrafficTarget {
  return {
    namespace: workload.namespace,
    stable: { service: first?.name ?? workload.name },
    candidate: { service: layout.preview },
  };
}

function servicesOf(ground: Survey, layout: Layout, before: RolloutSnapshot, { services }: TracksRequest) {
  const labels = [before.workload, ground.written].flatMap((each) =>
    each?.spec.template.metadata?.labels === undefined ? [] : [each.spec.template.metadata.labels],
  );
  return liveServices({
    live: ground.services,
    written: ground.writtenServices,
    named: services,
    podLabels: labels,
    layout,
    workload: ground.target.workload,
  });
}

function trackSide(side: Layout["candidate"], { workload, current }: RolloutSnapshot, ground: Survey): TrackSide {
  return {
    ...side,
    replicas: workload?.spec.replicas ?? 1,
    templateHash: workload === undefined || current === undefined ? "" : ground.hashOf(workload),
  };
}

/** A Service of this name that a release has made is made again; the user's own gets its selector back. */
function previewSelector({ services }: Survey, { preview }: Layout) {
  const there = services.find(({ metadata }) => metadata.name === preview);
  return there?.metadata.labels?.[previewLabel] === undefined ? there?.spec.selector : undefined;
}

async function scalerOf(
  target: ReleaseTarget,
  layout: Layout,
  { cluster, signal }: RolloutContext,
): Promise<Track["autoscaler"]> {
  const objects = target.manifests.map(({ object }) => inNamespace(object, { target }));
  const serving = { ...target.workload, name: layout.stable?.deployment ?? target.workload.name };
  const found =
    (await autoscalerObject(cluster, serving, [], { signal })) ??
    (await autoscalerObject(cluster, target.workload, objects, { signal }));
  if (found === undefined) return undefined;
  // What the manifests say of it is applied before the first act on it.
  const written = objects.find((object) => isAutoscalerOf(object, target.workload));
  const spec = (written ?? found).spec as { behavior?: unknown } | undefined;
  const saved: SavedAutoscaler = { target: serving.name, behavior: spec?.behavior ?? null };
  return { apiVersion: found.apiVersion, kind: found.kind, name: found.metadata.name, saved };
}

/** How many pods the candidate gets: those of the manifest, or as many as serve now where it does not say. */
function fullSize(target: ReleaseTarget, { workload }: RolloutSnapshot, autoscaled: boolean): number {
  const written = (target.manifest?.object as Deployment | undefined)?.spec.replicas;
  const live = workload?.spec.replicas ?? (workload === undefined ? undefined : 1);
  const replicas = (autoscaled ? (live ?? written) : (written ?? live)) ?? 1;
  if (replicas > 0) return replicas;
  throw new Failure({
    attempted: `releasing ${target.image} to ${describeObject(target.workload)}`,
    found: "it is to have 0 replicas",
    advice: "A release is proven by pods that get ready. Scale it to at least 1 for the release. Nothing was changed.",
    at: target.manifest?.position(["spec", "replicas"]),
  });
}

function refuseUnhealthy({ workload }: RolloutSnapshot, target: ReleaseTarget): void {
  if (workload === undefined) return;
  const readiness = readinessOf(workload);
  if (readiness.kind === "ready") return;
  throw new Failure({
    attempted: `releasing ${target.image} beside ${describeObject(workload)}`,
    found: `what serves now is not healthy: ${readiness.message}`,
    advice:
      "It is the way back, so it has to stand. Look at its pods; where it cannot be mended, release with `strategy: rolling`. Nothing was changed.",
  });
}
