// How is one release of the record brought forward or back, with everything that the engine needs?

import type { Lock } from "../../release/lock.ts";
import type { Release } from "../../release/record.ts";
import type { Failure } from "../../report/failure.ts";
import type { ApplyPlan } from "../apply.ts";
import { createBell } from "../bell.ts";
import type { RolloutContext } from "../context.ts";
import type { DeployRequest } from "../deploy-request.ts";
import type { Gate, Watching } from "../gates.ts";
import type { ReleasePlan } from "../plan/release-plan.ts";
import { foldedPlan } from "../plan/render.ts";
import type { Deployment, WorkloadReference } from "../workload.ts";
import type { TracksSnapshot } from "./decide-tracks.ts";
import { candidateSelector, followTracks } from "./observe.ts";
import { createRouting } from "./routing.ts";
import { serviceKind } from "./select-services.ts";
import type { ServiceObject, TwoTrackStrategy } from "./strategy.ts";
import { runTracks, type TrackRelease, type TracksEnd } from "./track-engine.ts";

export interface RunRelease {
  /** As the user named it. */
  readonly workload: WorkloadReference;
  readonly release: TrackRelease;
  readonly strategy: Pick<TwoTrackStrategy, "back" | "endsIn" | "refit">;
  readonly lock: Lock;
  /** In milliseconds, for each act. */
  readonly timeout: number;
  readonly logLines: number;
  readonly onFailure: "rollback" | "keep";
  /** What is released; none where it only goes back, or goes on without its manifests. */
  readonly plan: ApplyPlan | undefined;
  readonly graces?: DeployRequest["graces"];
  readonly gates?: readonly Gate[] | undefined;
  readonly watching?: Watching | undefined;
  readonly passed?: number | undefined;
  /** What it is going to do, told from what is there before its first act. */
  readonly foretell?: ((found: Found) => Promise<ReleasePlan>) | undefined;
  readonly backTo?: Release | undefined;
  readonly verifyBack?: (() => Promise<Failure | undefined>) | undefined;
}

/** Both sides as they are, and the users' Services. */
export interface Found {
  readonly snapshot: TracksSnapshot;
  services(): Promise<readonly ServiceObject[]>;
}

export interface ReleaseEnd extends TracksEnd {
  /** What `foretell` told, as Markdown that folds; empty where nothing was asked. */
  readonly planned: string;
  /** The objects that were changed, as messages name them. */
  readonly applied: readonly string[];
}

/** Watches both sides and runs the engine until the release has ended, is paused, or yields. */
export async function runRelease(run: RunRelease, context: RolloutContext): Promise<ReleaseEnd> {
  const { cluster, log, signal, now } = context;
  const { workload, release, plan } = run;
  const { track } = release;
  const read = (name: string | undefined): Promise<Deployment | undefined> =>
    name === undefined ? Promise.resolve(undefined) : cluster.get<Deployment>({ ...workload, name });
  const [stable, standing] = await Promise.all([read(track.stable?.deployment), read(track.candidate.deployment)]);
  const written = (plan?.target.manifest?.object as Deployment | undefined)?.spec.selector ?? stable?.spec.selector;
  const bell = createBell();
  const live = await followTracks(
    cluster,
    workload,
    track,
    { stable: stable?.spec.selector, candidate: candidateSelector(standing, written, track) },
    bell,
  );
  const applied = new Set<string>();
  try {
    const planned = await run.foretell?.({
      snapshot: live.snapshot(),
      services: () => servicesOf(run, context),
    });
    const end = await runTracks({
      cluster,
      workload,
      live,
      bell,
      lock: run.lock,
      log,
      signal,
      now,
      release,
      strategy: run.strategy,
      plan: { onFailure: run.onFailure, timeout: run.timeout, graces: run.graces },
      logLines: run.logLines,
      world: { plan, routing: createRouting(cluster, log), onChange: (object) => applied.add(object) },
      gates: run.gates ?? [],
      watching: run.watching,
      passed: run.passed,
      verifyBack: run.verifyBack,
      backTo: run.backTo,
      onAct: context.onAct,
    });
    return { ...end, applied: [...applied], planned: planned === undefined ? "" : foldedPlan(planned) };
  } finally {
    live.stop();
  }
}

async function servicesOf({ workload, release }: RunRelease, { cluster }: RolloutContext): Promise<ServiceObject[]> {
  const { namespace } = workload;
  const live = await Promise.all(
    release.track.services.map(({ name }) => cluster.get<ServiceObject>({ ...serviceKind, namespace, name })),
  );
  return live.filter((service) => service !== undefined);
}
