// How is each act of a release with two tracks done?

import { describeObject, type KubeObject, type ObjectReference } from "../../kube/object.ts";
import { explainRefusal } from "../../kube/refusal.ts";
import type { Manifest } from "../../manifests/manifest.ts";
import type { Release } from "../../release/record.ts";
import type { Stage, Track } from "../../release/track.ts";
import { Failure } from "../../report/failure.ts";
import { type ApplyHooks, type ApplyPlan, applyOne, applyRelease } from "../apply.ts";
import { fieldManager, patchManager } from "../dry-run.ts";
import { type Mark, markOf } from "../rolling.ts";
import { replicaSetOf, templateOf } from "../template.ts";
import { restoreTemplate } from "../undo.ts";
import { changeCauseAnnotation, type Deployment, releaseAnnotation, templateHashOf } from "../workload.ts";
import type { ActWorld } from "./act-world.ts";
import { pointAutoscaler } from "./autoscale.ts";
import { candidateBody, withoutSideLabels } from "./bodies.ts";
import type { TracksSnapshot } from "./decide-tracks.ts";
import { stablePods } from "./moved.ts";
import { objectBody } from "./object-bodies.ts";
import { selectPods, serviceKind } from "./select-services.ts";
import { previewBody, previewLabel, selectorFor } from "./services.ts";
import type { ServiceObject } from "./strategy.ts";

/** Does one act. It is idempotent. @returns what the API server answered, where a rollout is to be waited for. */
export async function performStage(
  stage: Stage,
  release: Release & { readonly track: Track },
  snapshot: TracksSnapshot,
  world: ActWorld,
): Promise<Mark | undefined> {
  const { track } = release;
  switch (stage.kind) {
    case "select":
      await select(stage, track, snapshot, world);
      return undefined;
    case "objects":
      await applyObjects(track, world);
      return undefined;
    case "preview":
      await makePreview(track, world);
      return undefined;
    case "candidate":
      return applyCandidate(stage, track, snapshot, world);
    case "scale":
      return scale(stage, track, snapshot, world);
    case "weigh":
      await world.routing.weigh(stage.weight, track);
      return undefined;
    case "header":
      await world.routing.header(stage.on, track);
      return undefined;
    case "route":
      await world.routing[stage.act === "clean-up" ? "cleanUp" : stage.act](track);
      return undefined;
    case "replace-stable":
      return replaceStable(release, snapshot, world);
    case "restore-stable":
      return restoreStable(track, snapshot, world);
    case "remove-candidate":
      return removeCandidate(track, snapshot, world);
    case "autoscaler":
      await pointAutoscaler(stage.act, track, world);
      return undefined;
    case "settle":
    case "gate":
    case "hold":
      return undefined;
  }
}

async function select(
  stage: Stage & { kind: "select" },
  track: Track,
  { stable }: TracksSnapshot,
  world: ActWorld,
): Promise<void> {
  const { cluster, plan, workload, check } = world;
  const renewed = stable?.current === undefined ? "" : templateHashOf(stable.current);
  const pods = stage.pods === "stable" ? stablePods(stable, track) : stage.pods;
  for (const service of track.services) {
    check();
    const selector = selectorFor(service, pods, track, renewed);
    const there = await selectPods(cluster, { namespace: workload.namespace, name: service.name }, selector);
    if (there !== undefined) world.onChange(describeObject(there));
    // The first release makes it now: before, it would have led users to what no gate had seen.
    else if (plan !== undefined && stage.pods === "candidate") await createService(service.name, selector, plan, world);
  }
}

async function createService(
  name: string,
  selector: Readonly<Record<string, string>>,
  plan: ApplyPlan,
  world: ActWorld,
): Promise<void> {
  const manifest = plan.target.manifests.find(
    ({ object }) => object.kind === "Service" && object.metadata.name === name,
  );
  if (manifest === undefined) return;
  const spec = { ...(manifest.object as ServiceObject).spec, selector };
  await applyAs(manifest, { ...manifest.object, spec }, plan, world);
}

async function applyObjects(track: Track, world: ActWorld): Promise<void> {
  const { plan, cluster } = world;
  if (plan === undefined) return;
  for (const manifest of plan.target.manifests) {
    if (manifest === plan.target.manifest) continue;
    world.signal.throwIfAborted();
    const body = await objectBody(manifest.object, track, { cluster, routing: world.routing, plan });
    if (body !== undefined) await applyAs(manifest, body, plan, world);
  }
}

async function makePreview(track: Track, world: ActWorld): Promise<void> {
  const { cluster, workload, plan, check } = world;
  const [first] = track.services;
  if (first === undefined) return;
  const { namespace } = workload;
  check();
  if (track.preview.selector !== undefined) {
    const selector = { ...first.base, ...track.candidate.narrow };
    const there = await selectPods(cluster, { namespace, name: track.preview.name }, selector);
    if (there !== undefined) return world.onChange(describeObject(there));
  }
  const written = plan?.target.manifests.find(
    ({ object }) => object.kind === "Service" && object.metadata.name === first.name,
  );
  const live = await cluster.get<ServiceObject>({ ...serviceKind, namespace, name: first.name });
  const model = live ?? (written?.object as ServiceObject | undefined);
  if (model === undefined) return;
  const made = await explained(`making the Service ${track.preview.name}`, () =>
    cluster.apply(previewBody(track, model, workload), { fieldManager, force: true }),
  );
  world.onChange(describeObject(made));
}

async function applyCandidate(
  { replicas }: Stage & { kind: "candidate" },
  track: Track,
  { stable }: TracksSnapshot,
  world: ActWorld,
): Promise<Mark> {
  const { plan, cluster } = world;
  if (plan === undefined) throw withoutManifests();
  const reference = { ...world.workload, name: track.candidate.deployment };
  const standing = await cluster.get<Deployment>(reference);
  // What this release has made itself has the selector already that it would get.
  const body = candidateBody(plan, track, replicas, standing, stable?.workload);
  const manifest = plan.target.manifest ?? withoutFile(body);
  const after = await applyAs(manifest, body, plan, world, true);
  return markOf(after as Deployment);
}

async function scale(
  { track: side, replicas }: Stage & { kind: "scale" },
  track: Track,
  snapshot: TracksSnapshot,
  world: ActWorld,
): Promise<Mark | undefined> {
  const deployment = side === "stable" ? track.stable?.deployment : track.candidate.deployment;
  if (deployment === undefined) return undefined;
  const reference = { ...world.workload, name: deployment };
  const seen = (side === "stable" ? snapshot.stable : snapshot.candidate)?.workload;
  if (seen !== undefined && (seen.spec.replicas ?? 1) === replicas) return markOf(seen);
  world.check();
  const after = await explained(`scaling ${describeObject(reference)} to ${replicas}`, () =>
    world.cluster.patch<Deployment>(reference, "merge", { spec: { replicas } }, { fieldManager: patchManager }),
  );
  world.onChange(describeObject(after));
  return markOf(after);
}

async function replaceStable(
  release: Release & { track: Track },
  snapshot: TracksSnapshot,
  world: ActWorld,
): Promise<Mark> {
  const { plan, cluster, log, signal, check } = world;
  const { track } = release;
  if (plan !== undefined) {
    const own = plan.target.manifest;
    // Everything else of the release was applied before the first shift.
    const target = { ...plan.target, manifests: own === undefined ? [] : [own] };
    const hooks = { log, beforeChange: check, stopped: () => signal.aborted };
    const { workload, changed } = await applyRelease(cluster, { ...plan, target }, hooks);
    changed.forEach(world.onChange);
    return markOf(workload);
  }
  const { stable, candidate } = snapshot;
  if (stable?.workload === undefined || candidate.workload === undefined) throw withoutManifests();
  const template = withoutSideLabels(candidate.workload.spec.template, track);
  const cause = candidate.workload.metadata.annotations?.[changeCauseAnnotation];
  const annotations = {
    [releaseAnnotation]: release.id,
    ...(cause === undefined ? {} : { [changeCauseAnnotation]: cause }),
  };
  check();
  const reference = { ...world.workload, name: stable.workload.metadata.name };
  await cluster.patch(reference, "merge", { metadata: { annotations } }, { fieldManager: patchManager });
  const after = await explained(`giving ${describeObject(reference)} the template of the candidate`, () =>
    cluster.patch<Deployment>(reference, "json", [{ op: "replace", path: "/spec/template", value: template }], {
      fieldManager: patchManager,
    }),
  );
  world.onChange(describeObject(after));
  return markOf(after);
}

async function restoreStable(track: Track, { stable }: TracksSnapshot, world: ActWorld): Promise<Mark | undefined> {
  if (track.stable === undefined || stable?.workload === undefined) return undefined;
  const replicaSet = replicaSetOf(track.stable.templateHash, stable.workload, stable.replicaSets);
  if (replicaSet === undefined) throw lostTemplate(stable.workload, track.stable.templateHash);
  world.check();
  return markOf(await restoreTemplate(world.cluster, stable.workload, templateOf(replicaSet), stable.replicaSets));
}

async function removeCandidate(track: Track, snapshot: TracksSnapshot, world: ActWorld): Promise<Mark | undefined> {
  const { cluster, workload, check } = world;
  const reference = { ...workload, name: track.candidate.deployment };
  check();
  await restorePreview(track, world);
  const { candidateBefore } = track;
  if (candidateBefore === undefined) {
    await explained(`removing ${describeObject(reference)}`, () =>
      cluster.delete(reference, { propagation: "Background" }),
    );
    world.onChange(describeObject(reference));
    return undefined;
  }
  const { candidate } = snapshot;
  if (candidate.workload === undefined) return undefined;
  const replicaSet = replicaSetOf(track.candidate.templateHash, candidate.workload, candidate.replicaSets);
  // Without what it ran before, it is only kept from running what was taken back.
  const replicas = replicaSet === undefined ? 0 : candidateBefore.replicas;
  if (replicaSet !== undefined)
    await restoreTemplate(cluster, candidate.workload, templateOf(replicaSet), candidate.replicaSets);
  check();
  return markOf(
    await explained(`scaling ${describeObject(reference)} to ${replicas}`, () =>
      cluster.patch<Deployment>(reference, "merge", { spec: { replicas } }, { fieldManager: patchManager }),
    ),
  );
}

async function restorePreview({ preview, services }: Track, { cluster, workload }: ActWorld): Promise<void> {
  const reference: ObjectReference = { ...serviceKind, namespace: workload.namespace, name: preview.name };
  if (preview.selector !== undefined) {
    await selectPods(cluster, { namespace: workload.namespace, name: preview.name }, preview.selector);
    return;
  }
  const live = await cluster.get<ServiceObject>(reference);
  const isOurs = live?.metadata.labels?.[previewLabel] !== undefined;
  if (isOurs && !services.some(({ name }) => name === preview.name)) await cluster.delete(reference);
}

async function applyAs(
  manifest: Manifest,
  object: KubeObject,
  plan: ApplyPlan,
  { cluster, log, signal, check, onChange }: ActWorld,
  isWorkload = false,
): Promise<KubeObject> {
  const hooks: ApplyHooks = { log, beforeChange: check, stopped: () => signal.aborted };
  const derived: Manifest = { ...manifest, object, position: (path) => manifest.position(path) };
  // The candidate's size is the plan's, not that of an autoscaler.
  const asPlanned: ApplyPlan = {
    ...plan,
    autoscaler: undefined,
    target: { ...plan.target, manifest: isWorkload ? derived : undefined },
  };
  const { before, after } = await applyOne(cluster, derived, asPlanned, hooks);
  if (before?.metadata.resourceVersion !== after.metadata.resourceVersion) onChange(describeObject(after));
  return after;
}

function withoutFile(object: KubeObject): Manifest {
  return { object, file: "", position: () => ({ file: "", line: 1 }) };
}

function withoutManifests(): Failure {
  return new Failure({
    attempted: "going on with the release",
    found: "what is released is not given any more, and the candidate is not there",
    advice: "Give the same `manifests` and `image` as in the release, or take it back with `operation: abort`.",
  });
}

function lostTemplate(workload: Deployment, hash: string): Failure {
  return new Failure({
    attempted: `giving ${describeObject(workload)} back what it ran before`,
    found: `its ReplicaSet ${hash} is not there any more (revisionHistoryLimit is ${workload.spec.revisionHistoryLimit ?? 10})`,
    advice: "Release the image that is wanted again.",
  });
}

async function explained<T>(attempted: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw explainRefusal(error, attempted);
  }
}
