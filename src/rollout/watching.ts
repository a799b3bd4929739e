// Who watches a release beside its acts, and with what?

import { type AnalysisContext, analyse } from "../analysis/analyse.ts";
import { openServiceStream } from "../analysis/endpoints.ts";
import type { AnalysisPlan } from "../analysis/plan.ts";
import type { ProbeRoute, ProbeTrack } from "../analysis/probe-route.ts";
import { keptRoute, podsRoute, serviceRoute, urlRoute } from "../analysis/probe-routes.ts";
import { type ProberPlan, startProber } from "../analysis/prober.ts";
import type { Subject, Track } from "../analysis/subject.ts";
import type { Permission } from "../kube/access.ts";
import type { Cluster } from "../kube/cluster.ts";
import { describeObject } from "../kube/object.ts";
import type { RolloutContext } from "./context.ts";
import type { GateMoment, GateResult, MeasuredSide, Watching } from "./gates.ts";
import type { Deployment, WorkloadReference } from "./workload.ts";

/** What is watched in a release, from the inputs. */
export interface RolloutWatch {
  readonly analysis: AnalysisPlan | undefined;
  /** A Prometheus that only the cluster reaches: asked through the API server. */
  readonly prometheusService: ServicePort | undefined;
  /** In milliseconds. */
  readonly bakeTime: number;
  readonly probe: Probe | undefined;
}

export interface ServicePort {
  readonly namespace: string;
  readonly name: string;
  readonly port: string;
}

export interface Probe {
  readonly plan: ProberPlan;
  /** The way that users take; empty where it is not asked. */
  readonly url: string;
  /** A path of the pods, through the API server; empty where they are not asked. */
  readonly path: string;
  readonly port: number;
}

/** What it reads of the cluster beside what every release reads. */
export function watchPermissions(
  { analysis, probe, prometheusService }: RolloutWatch,
  namespace: string,
): Permission[] {
  const may = (where: string, group: string, resource: string, verbs: readonly string[], subresource?: string) =>
    verbs.map((verb): Permission => ({ verb, group, resource, subresource, namespace: where }));
  const probesPods = probe !== undefined && probe.path !== "";
  const asksPods = probesPods || analysis?.health?.target.kind === "pods";
  const slices = "discovery.k8s.io";
  return [
    ...(asksPods ? may(namespace, "", "pods", ["list", "watch"]) : []),
    ...(asksPods ? may(namespace, "", "pods", ["create", "get"], "portforward") : []),
    ...(probesPods ? may(namespace, slices, "endpointslices", ["list", "watch"]) : []),
    ...(prometheusService === undefined
      ? []
      : [
          ...may(prometheusService.namespace, slices, "endpointslices", ["list"]),
          ...may(prometheusService.namespace, "", "pods", ["create", "get"], "portforward"),
        ]),
  ];
}

/** Begins at once: the prober asks from before the first change until after the last, also on the way back. */
export function startWatching(
  watch: RolloutWatch,
  { cluster, log }: Pick<RolloutContext, "cluster" | "log">,
  { workload }: { readonly workload: WorkloadReference },
): Watching {
  const { analysis, bakeTime, probe } = watch;
  const stopped = new AbortController();
  const prober = probe && startProber(probe.plan, { log, signal: stopped.signal });
  const asked = new Map<string, string>();
  const left = new Set<ProbeTrack>();
  if (probe !== undefined && probe.url !== "") {
    prober?.add(urlRoute(probe.url, "users"), "");
    prober?.add(keptRoute(probe.url, "users"), "");
  }
  const ofWorkload = `the pods of ${describeObject(workload)}`;
  if (probe !== undefined && probe.path !== "") ask(ofWorkload, "", async () => workloadRoute(probe.port));

  let sentence = "";
  const measured = { metrics: false, health: false };
  return { bakeTime, changed, leaves, judge, bake, unmeasured, stop, noticed: () => sentence };

  function changed(moment: GateMoment): void {
    if (probe === undefined || probe.path === "") return;
    const { namespace, liveService, candidate, stable } = moment;
    const { port } = probe;
    if (liveService !== undefined) {
      prober?.end(ofWorkload);
      const name = `Service ${namespace}/${liveService}`;
      ask(name, "", () =>
        serviceRoute(cluster, { namespace, name: liveService, port: String(port) }, "live", stopped.signal),
      );
    }
    if (moment.weight < 100) askSide("candidate", candidate);
    if (stable !== undefined && liveService === undefined) askSide("stable", stable);

    function askSide(track: ProbeTrack, side: MeasuredSide): void {
      if (left.has(track)) return;
      const name = nameOf(track);
      ask(name, side.owners.join(), () =>
        sideRoute(cluster, { name, namespace, port, track, side, signal: stopped.signal }),
      );
    }
  }

  function leaves(side: "candidate" | "stable"): void {
    left.add(side);
    prober?.end(nameOf(side));
  }

  /** Opens a route in the background, once for each `key`; the release does not wait for it, nor fail by it. */
  function ask(name: string, key: string, open: () => Promise<ProbeRoute | undefined>): void {
    if (asked.get(name) === key) return;
    asked.set(name, key);
    open()
      .then((route) => {
        if (route === undefined || stopped.signal.aborted || left.has(route.track)) return route?.close();
        return prober?.add(route, probe?.path ?? "");
      })
      .catch((error: unknown) => {
        if (!stopped.signal.aborted)
          log.warning(`The prober cannot ask ${name}: ${error instanceof Error ? error.message : error}`);
      });
  }

  async function workloadRoute(port: number): Promise<ProbeRoute | undefined> {
    const live = await cluster.get<Deployment>(workload, { signal: stopped.signal });
    if (live === undefined) return undefined;
    const { namespace } = workload;
    const options = { namespace, selector: live.spec.selector, port, name: ofWorkload };
    return podsRoute(cluster, options, "live", stopped.signal);
  }

  async function judge(moment: GateMoment, signal: AbortSignal): Promise<GateResult> {
    if (analysis === undefined) return { next: "go", markdown: "" };
    // Before any user reaches the candidate there is nothing to measure, unless the prober asks it.
    const early = moment.weight === 0 && (probe === undefined || probe.path === "");
    if (early && analysis.health === undefined) return { next: "go", markdown: "" };
    const plan = early ? { ...analysis, metrics: [] } : analysis;
    const when = moment.weight === 0 ? "before any user" : `at ${moment.weight} %`;
    return measureCandidate(plan, moment, moment.time === 0 ? undefined : moment.time, when, signal);
  }

  async function bake(moment: GateMoment, signal: AbortSignal): Promise<GateResult> {
    if (bakeTime === 0 || analysis === undefined) return { next: "go", markdown: "" };
    return measureCandidate(analysis, moment, bakeTime, "of the bake time", signal);
  }

  /** A release whose triggers never looked must not seem to have passed them. */
  function unmeasured(): string {
    if (analysis === undefined) return "";
    const missing = [
      ...(measured.metrics ? [] : analysis.metrics.map(({ name }) => name)),
      ...(measured.health || analysis.health === undefined ? [] : ["the health checks"]),
    ];
    if (missing.length === 0) return "";
    return `Not measured by this run: ${missing.join(", ")}. That is done at the steps of a \`blue-green\` or \`canary\` release, and for \`bake-time\` after the promotion of any: it had neither. Give \`bake-time\`.`;
  }

  async function measureCandidate(
    plan: AnalysisPlan,
    moment: GateMoment,
    span: number | undefined,
    when: string,
    signal: AbortSignal,
  ): Promise<GateResult> {
    if (plan.metrics.length > 0) measured.metrics = true;
    if (plan.health !== undefined) measured.health = true;
    const opened = new AbortController();
    const health = plan.health && (await healthRoute(plan.health, moment, AbortSignal.any([signal, opened.signal])));
    const service = watch.prometheusService;
    const context: AnalysisContext = {
      log,
      signal,
      when,
      health,
      connect: service && ((late) => openServiceStream(cluster, service, late)),
    };
    try {
      const { next, failure, markdown } = await analyse(plan, subjectOf(moment), span, context);
      return { next, failure, markdown };
    } finally {
      opened.abort();
      await health?.route.close();
    }
  }

  async function healthRoute(
    { target }: NonNullable<AnalysisPlan["health"]>,
    { namespace, candidate }: GateMoment,
    signal: AbortSignal,
  ): Promise<NonNullable<AnalysisContext["health"]>> {
    if (target.kind === "url") return { route: urlRoute(target.url, "candidate"), path: "" };
    const name = nameOf("candidate");
    const { path, port } = target;
    return {
      route: await sideRoute(cluster, { name, namespace, port, track: "candidate", side: candidate, signal }),
      path,
    };
  }

  async function stop(): Promise<string> {
    stopped.abort();
    if (prober === undefined) return "";
    const report = await prober.stop();
    sentence = report.sentence;
    return report.markdown;
  }
}

function nameOf(side: ProbeTrack): string {
  return `the ${side}'s pods`;
}

interface SideRoute {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly track: ProbeTrack;
  readonly side: MeasuredSide;
  readonly signal: AbortSignal;
}

function sideRoute(cluster: Cluster, { name, namespace, port, track, side, signal }: SideRoute): Promise<ProbeRoute> {
  const selector = { matchLabels: side.labels };
  return podsRoute(cluster, { namespace, selector, owners: side.owners, port, name }, track, signal);
}

function subjectOf({ namespace, candidate, stable }: GateMoment): Subject {
  return { namespace, candidate: trackOf(candidate), stable: stable && trackOf(stable) };
}

function trackOf({ owners, labels, since }: MeasuredSide): Track {
  return { owners, labels, since };
}
