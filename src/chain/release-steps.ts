// What does each step of the chain do?

import { type BuildRequest, buildImage } from "../image/build-image.ts";
import { lookUpImage } from "../image/registry.ts";
import type { Cluster } from "../kube/cluster.ts";
import { parseImageReference } from "../manifests/image-reference.ts";
import { parseImageOverride, setImages } from "../manifests/images.ts";
import { loadManifests, type Manifest } from "../manifests/load.ts";
import type { RenderOptions } from "../manifests/renderer.ts";
import type { History } from "../release/ancestry.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { confirm } from "../rollout/confirm.ts";
import type { RolloutContext } from "../rollout/context.ts";
import { deploy } from "../rollout/deploy.ts";
import type { DeployRequest } from "../rollout/deploy-request.ts";
import { settle } from "../rollout/settle.ts";
import { parseWorkload, type ReleaseSource, type ReleaseTarget, resolveTarget } from "../rollout/target.ts";
import { keepFigures, measuresLoad, readFiguresBefore } from "../smoke/release-figures.ts";
import { loadReleaseSuite, type ReleaseSuite, releasedUrl, runReleaseSuite } from "../smoke/release-suite.ts";
import { suiteFailure, suiteSummary } from "../smoke/report-suite.ts";
import { serviceTarget } from "../smoke/target-service.ts";
import { observeCluster } from "../validation/cluster/observe-cluster.ts";
import { readLiveObjects } from "../validation/live.ts";
import { type LoadedRules, loadRules, type RuleSources } from "../validation/load-rules.ts";
import type { Observations } from "../validation/observations.ts";
import { validationFailure, validationSummary } from "../validation/report-validation.ts";
import { subjectOf, withObserved } from "../validation/subject.ts";
import { type FailOn, validate } from "../validation/validate.ts";
import type { Gate, ImageToRelease, ReleaseSteps } from "./release.ts";

export interface ReleaseRequest {
  /** How the image is built; `image` in it may be `name@sha256:…`, which is released as it is. */
  readonly build: BuildRequest & { readonly image: string };
  /** Files, folders and globs. */
  readonly manifests: readonly string[];
  readonly workload?: string | undefined;
  /** Where the user named one. */
  readonly namespace?: string | undefined;
  readonly container?: string | undefined;
  /** In milliseconds. */
  readonly timeout: number;
  readonly allowOlder: boolean;
  readonly force: boolean;
  /** The smoke suite; no smoke test without one. */
  readonly smoke?: ReleaseSuite | undefined;
  /** Where the environment answers; the smoke test asks the pods themselves without it. */
  readonly url?: string | undefined;
  readonly failOn: FailOn;
  /** What the project decides about the checks. */
  readonly rules: RuleSources;
  /** How the candidate takes over, which gates it has to pass before, and what watches it. */
  readonly rollout: Pick<DeployRequest, "tracks" | "bakeTime" | "startWatching"> & {
    /** What judges the candidate of this version before any user reaches it. */
    readonly gates: (version: string) => DeployRequest["gates"];
  };
}

export interface ReleaseContext {
  readonly cluster: Cluster;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly tempDirectory: string;
  /** Where relative paths begin. */
  readonly workspace: string;
  readonly history: History;
  /** How kustomizations and charts become manifests. */
  readonly render: RenderOptions;
  readonly run: RolloutContext["run"];
  /** Told as the cluster is about to be changed, and when nothing is left half-way. */
  readonly onBegin: (target: ReleaseTarget) => void;
  readonly onSettled: () => void;
  /** Told each secret that comes up meanwhile. */
  readonly mask: (secret: string) => void;
}

interface Deployed {
  readonly target: ReleaseTarget;
  readonly manifests: readonly Manifest[];
  /** Empty where it is not known. */
  readonly version: string;
}

/** As deploy-rollout has it: the lock is not waited for, and 20 lines of a failed pod's log are shown. */
const rolloutDefaults = { waitForLock: 0, logLines: 20 };

/** The steps over the real parts. The release's target is known once it was deployed. */
export function releaseSteps(request: ReleaseRequest, context: ReleaseContext): ReleaseSteps {
  const rollout = rolloutContext(context);
  let loaded: Promise<LoadedRules> | undefined;
  const rules = () => {
    loaded ??= rulesOf(request.rules, context);
    return loaded;
  };
  let deployed: Deployed | undefined;
  const target = () => {
    if (deployed === undefined) throw new Error("nothing was deployed yet");
    return deployed;
  };
  return {
    async image() {
      // A mistake in a waiver is told before anything is built or changed.
      await rules();
      return imageToRelease(request.build, context);
    },
    async deploy(image) {
      const source = await sourceOf(request, image, context);
      deployed = {
        target: resolveTarget(source, context.cluster.namespace),
        manifests: source.kind === "manifests" ? source.manifests : [],
        version: image.version,
      };
      const { timeout, allowOlder, force } = request;
      const { version } = image;
      const result = await deploy(
        {
          ...{ source, timeout, allowOlder, force, version },
          ...rolloutDefaults,
          ...request.rollout,
          gates: request.rollout.gates(version),
          onFailure: "rollback",
          takeOver: false,
          reason: "",
          commit: context.run.commit,
          history: context.history,
          onBegin: context.onBegin,
        },
        rollout,
      );
      if (!result.pending && !(result.outcome === "succeeded" && result.changed)) context.onSettled();
      return result;
    },
    gates: [
      ...(request.smoke === undefined ? [] : [smokeGate(request.smoke, request, context, target)]),
      validationGate(request, context, rules, target),
    ],
    async confirm() {
      const { workload, image } = target().target;
      const result = await confirm({ workload, image }, rollout);
      context.onSettled();
      return result;
    },
    async takeBack(reason) {
      const { timeout } = request;
      // A cancelled job still goes back, for as long as the runner lets it; its post step finishes the rest.
      const uncancelled = { ...rollout, signal: new AbortController().signal };
      const { workload } = target().target;
      const result = await settle({ workload, scope: "run", timeout, reason, ...rolloutDefaults }, uncancelled);
      if (!result.pending) context.onSettled();
      return result;
    },
  };
}

function rolloutContext({ cluster, log, signal, run, env }: ReleaseContext): RolloutContext {
  const now = () => performance.now();
  return { cluster, log, signal, run, now, lookUpImage: (reference) => lookUpImage(reference, { env, signal }) };
}

async function imageToRelease(build: ReleaseRequest["build"], context: ReleaseContext): Promise<ImageToRelease> {
  const digest = parseImageReference(build.image)?.digest;
  if (digest !== undefined && digest !== "") return { reference: build.image, digest, version: build.version ?? "" };
  const { runCommand } = context.history;
  return context.log.group("Build", () => buildImage(build, { ...context, runCommand }));
}

async function sourceOf(
  request: ReleaseRequest,
  { reference }: ImageToRelease,
  { cluster, workspace, render }: ReleaseContext,
): Promise<ReleaseSource> {
  const { container } = request;
  const workload = request.workload === undefined ? undefined : parseWorkload(request.workload);
  if (request.manifests.length > 0) {
    const loaded = await loadManifests(request.manifests, {
      directory: workspace,
      namespace: cluster.namespace,
      render,
    });
    const { manifests } = setImages(loaded, [parseImageOverride(reference)]);
    return { kind: "manifests", manifests, workload, namespace: request.namespace, container };
  }
  if (workload !== undefined) return { kind: "image", workload, container, image: reference };
  throw new Failure({
    attempted: "reading the inputs",
    found: "neither `manifests` nor `workload` is given",
    advice: "Give `manifests`, or `workload` to set only the image of what is there.",
  });
}

function smokeGate(
  given: ReleaseSuite,
  { url }: ReleaseRequest,
  context: ReleaseContext,
  deployed: () => Deployed,
): Gate {
  const { cluster } = context;
  return {
    name: "smoke test",
    async run({ digest }) {
      const { target: released, version } = deployed();
      const suite = await loadReleaseSuite(given, { version, digest }, context);
      const { namespace, name } = released.workload;
      const { port } = given;
      const pods = { cluster, namespace, of: { kind: "Deployment" as const, name }, port, expected: { digest } };
      const own = { ...context, namespace };
      const target = url === undefined ? serviceTarget(pods) : await releasedUrl(url, own);
      const previous = measuresLoad(suite) ? await readFiguresBefore(released.workload, context) : undefined;
      const result = await runReleaseSuite(suite, given, { target, previous }, own);
      await keepFigures(result, released.workload, context);
      return { summary: suiteSummary(result), failure: result.passed ? undefined : suiteFailure(result) };
    },
  };
}

/**
 * What the service account of a release may not read, such as nodes, is told and takes nothing back, unless the project
 * says otherwise.
 */
function rulesOf(sources: RuleSources, { workspace }: ReleaseContext): Promise<LoadedRules> {
  return loadRules({ ...sources, unknown: sources.unknown ?? "report" }, { directory: workspace, now: new Date() });
}

/** A waiver that has become useless takes nothing back either. */
function validationGate(
  { failOn }: ReleaseRequest,
  { cluster, log, signal, run }: ReleaseContext,
  loaded: () => Promise<LoadedRules>,
  deployed: () => Deployed,
): Gate {
  return {
    name: "validation",
    async run({ digest }) {
      const { target, manifests } = deployed();
      const rules = await loaded();
      const live = await readLiveObjects(cluster, { digest, signal });
      const subject = subjectOf(manifests, live, target.workload);
      const observed: Observations = {
        cluster: await observeCluster(cluster, subject, { signal }),
        // This gate is what the release in the record waits for. That an old image is gone is no reason to go back to it.
        release: {
          kind: "seen",
          value: { runKey: run.runKey, images: undefined, deployment: undefined, alertsUrl: "" },
        },
      };
      const request = { subject: withObserved(subject, observed), failOn, rules };
      const result = await validate(request, { log, signal });
      const blocked = result.results.some(({ blocks }) => blocks);
      return { summary: validationSummary(result), failure: blocked ? validationFailure(result) : undefined };
    },
  };
}
