// Why did a release fail, with what proof, and what can the reader do?

import type { Cluster } from "../kube/cluster.ts";
import type { Evidence, FailureParts } from "../report/failure.ts";
import type { Cause } from "./causes/cause.ts";
import { findCauses } from "./causes/find.ts";
import { nodeAdvice, waitedNodes } from "./causes/node.ts";
import { type NodeStates, readNodeStates } from "./node-states.ts";
import type { Trouble } from "./rolling.ts";
import type { RolloutSnapshot } from "./snapshot.ts";
import { type ContainerStatus, eventTime, type KubeEvent, type Pod } from "./workload.ts";

/** A failure without what was attempted, which the caller knows, and with the place in the manifest as a path. */
export interface Diagnosis extends Pick<FailureParts, "found" | "advice" | "cause"> {
  readonly evidence: readonly Evidence[];
  readonly path: readonly (string | number)[];
}

export interface DiagnosisOptions {
  readonly namespace: string;
  readonly logLines: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** At most this many pods show their state, and this many events are told. */
const mostPods = 5;
const mostEvents = 10;

/**
 * Looks at the pods' logs and events; to be called before anything is taken back. What cannot be
 * had is said in its place: a diagnosis never fails.
 */
export async function diagnose(
  cluster: Cluster,
  trouble: Trouble,
  snapshot: RolloutSnapshot,
  options: DiagnosisOptions,
): Promise<Diagnosis> {
  const [cause] = causesOf(trouble, snapshot);
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(5_000)]);
  const waited = trouble.kind === "timeout" || trouble.kind === "stuck" ? waitedNodes(snapshot) : [];
  const [events, nodes, log] = await Promise.all([
    readEvents(cluster, snapshot, { ...options, signal }),
    readNodeStates(cluster, waited, { signal }),
    cause === undefined ? undefined : readLog(cluster, cause, snapshot, { ...options, signal }),
  ]);
  const told = explain(trouble, cause, events, options.timeoutMs, nodes);
  return {
    ...told,
    path: cause?.path ?? [],
    evidence: [
      ...(trouble.kind === "gate" ? trouble.failure.evidence : []),
      ...[
        // Where a gate says no, Kubernetes is content: only its warnings tell something.
        trouble.kind === "gate" ? undefined : conditionsEvidence(snapshot),
        podsEvidence(snapshot),
        nodesEvidence(nodes),
        eventsEvidence(events, trouble.kind === "gate"),
        log,
      ].filter((each) => each !== undefined),
    ],
  };
}

function causesOf(trouble: Trouble, snapshot: RolloutSnapshot): readonly Cause[] {
  switch (trouble.kind) {
    case "cause":
      return [trouble.cause];
    case "stuck":
    case "timeout":
      return trouble.causes;
    case "refused":
    case "gate":
      return [];
    case "overtaken":
      return findCauses(snapshot);
  }
}

/** Pure: the words of a failure. */
export function explain(
  trouble: Trouble,
  cause: Cause | undefined,
  events: readonly KubeEvent[] | string,
  timeoutMs: number,
  { told }: Pick<NodeStates, "told"> = { told: [] },
): Pick<Diagnosis, "found" | "advice" | "cause"> {
  const nodes = told.map((each) => `; ${each}`).join("");
  switch (trouble.kind) {
    case "refused":
      return {
        found: `${trouble.failure.attempted}: ${trouble.failure.found}`,
        advice: trouble.failure.advice,
        cause: trouble.failure,
      };
    case "gate":
      return { found: trouble.failure.found, advice: trouble.failure.advice, cause: trouble.failure };
    case "overtaken":
      return {
        found: "somebody else changed the pod template while it was rolled out",
        advice:
          "Find who writes to it (kubectl get --show-managed-fields), then release again. Nothing was taken back: what serves now is theirs.",
      };
    case "cause":
      return { found: withProbeAnswer(trouble.cause, events), advice: trouble.cause.advice };
    case "stuck":
      return {
        found: `${cause === undefined ? "" : `${withProbeAnswer(cause, events)}; `}its rollout is stuck (${trouble.reason}: ${trouble.message})${nodes}`,
        advice: cause?.advice ?? nodesAdvice(told) ?? stuckAdvice(trouble.reason),
      };
    case "timeout":
      return {
        found: `${cause === undefined ? "" : `${withProbeAnswer(cause, events)}; `}not rolled out within ${Math.round(timeoutMs / 1000)} s: ${trouble.waitingFor}${nodes}`,
        advice:
          cause?.advice ??
          nodesAdvice(told) ??
          "Look at its events; where the service only needs longer, raise `timeout`.",
      };
  }
}

function nodesAdvice([first = ""]: readonly string[]): string | undefined {
  const name = /^node (\S+) (?:is NotReady|has never|is not there|has not done)/.exec(first)?.[1];
  return name === undefined ? undefined : nodeAdvice(name);
}

function stuckAdvice(reason: string): string {
  switch (reason) {
    case "Paused":
      return "Resume it with `kubectl rollout resume`, or take `paused` out of its manifest.";
    case "ScaledToZero":
      return "Scale it to at least 1, then release again.";
    default:
      return "Look at its events.";
  }
}

/** What the kubelet says that a probe was answered is in an event only. */
function withProbeAnswer(cause: Cause, events: readonly KubeEvent[] | string): string {
  const step = cause.path.at(-1);
  if (typeof events === "string" || (step !== "readinessProbe" && step !== "startupProbe")) return cause.found;
  const word = step === "startupProbe" ? "Startup" : "Readiness";
  const event = events.findLast((each) => each.reason === "Unhealthy" && each.message?.startsWith(word));
  return event?.message === undefined ? cause.found : `${cause.found} (${event.message.trim()})`;
}

/** Oldest first; or why they could not be read. */
async function readEvents(
  cluster: Cluster,
  snapshot: RolloutSnapshot,
  options: DiagnosisOptions,
): Promise<readonly KubeEvent[] | string> {
  const objects = [snapshot.workload, snapshot.current, ...snapshot.pods].filter((each) => each !== undefined);
  const uids = new Set(objects.map((each) => each.metadata.uid));
  try {
    const { items } = await cluster.list<KubeEvent>(
      { apiVersion: "v1", kind: "Event" },
      { namespace: options.namespace, signal: options.signal },
    );
    return items
      .filter((event) => uids.has(event.involvedObject?.uid ?? ""))
      .sort((one, other) => eventTime(one).localeCompare(eventTime(other)));
  } catch (error) {
    return `could not be read: ${messageOf(error)}`;
  }
}

async function readLog(
  cluster: Cluster,
  cause: Cause,
  snapshot: RolloutSnapshot,
  options: DiagnosisOptions,
): Promise<Evidence | undefined> {
  const { pod, container } = cause;
  const status = snapshot.pods.find((each) => each.metadata.name === pod)?.status;
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const ran = statuses.find((each) => each.name === container);
  if (pod === undefined || container === undefined || options.logLines === 0 || !hasRun(ran)) return undefined;
  const previous = cause.previousLog === true;
  const title = `last ${options.logLines} log lines of pod ${pod} (container ${container}${previous ? ", before its last restart" : ""})`;
  try {
    const text = await cluster.podLogs(
      { namespace: options.namespace, name: pod },
      { container, tailLines: options.logLines, previous, signal: options.signal },
    );
    return { title, text: text.trimEnd() || "(nothing was logged)" };
  } catch (error) {
    return { title, text: `could not be read: ${messageOf(error)}` };
  }
}

function hasRun(status: ContainerStatus | undefined): boolean {
  return (
    status?.state?.running !== undefined ||
    status?.state?.terminated !== undefined ||
    status?.lastState?.terminated !== undefined
  );
}

function conditionsEvidence({ workload }: RolloutSnapshot): Evidence | undefined {
  const conditions = workload?.status?.conditions ?? [];
  if (workload === undefined || conditions.length === 0) return undefined;
  const lines = conditions.map(
    ({ type, status, reason = "", message = "" }) => `${type}=${status} ${reason}: ${message}`,
  );
  return { title: `conditions of ${workload.kind} ${workload.metadata.name}`, text: lines.join("\n") };
}

function podsEvidence({ pods }: RolloutSnapshot): Evidence | undefined {
  if (pods.length === 0) return undefined;
  const more = pods.length > mostPods ? [`and ${pods.length - mostPods} more`] : [];
  return { title: "pods of the new revision", text: [...pods.slice(0, mostPods).map(podLine), ...more].join("\n") };
}

function nodesEvidence({ told, unread }: NodeStates): Evidence | undefined {
  if (unread !== "") return { title: "nodes that it waits for", text: `could not be read: ${unread}` };
  return told.length === 0 ? undefined : { title: "nodes that it waits for", text: told.join("\n") };
}

function podLine({ metadata, status = {} }: Pod): string {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map(
    (each) =>
      `${each.name} ${stateOf(each)}, ${each.ready ? "ready" : "not ready"}, ${each.restartCount} ${each.restartCount === 1 ? "restart" : "restarts"}`,
  );
  return `${metadata.name}: ${[status.phase ?? "no phase", ...containers].join("; ")}`;
}

function stateOf({ state = {} }: ContainerStatus): string {
  if (state.waiting !== undefined) return `waiting (${state.waiting.reason ?? "no reason"})`;
  if (state.terminated !== undefined)
    return `ended (${state.terminated.reason ?? "no reason"}, exit code ${state.terminated.exitCode})`;
  return state.running === undefined ? "not started" : "running";
}

function eventsEvidence(events: readonly KubeEvent[] | string, onlyWarnings: boolean): Evidence | undefined {
  if (typeof events === "string") return { title: "events", text: events };
  const warnings = events.filter((event) => event.type === "Warning");
  const told = (warnings.length > 0 || onlyWarnings ? warnings : events).slice(-mostEvents);
  if (told.length === 0) return undefined;
  return { title: "events", text: told.map(eventLine).join("\n") };
}

function eventLine(event: KubeEvent): string {
  const count = event.series?.count ?? event.count ?? 1;
  const object = `${event.involvedObject?.kind ?? "Object"} ${event.involvedObject?.name ?? ""}`;
  return `${event.type ?? "Normal"} ${event.reason ?? ""} (${object}${count > 1 ? `, ${count} times` : ""}): ${(event.message ?? "").trim()}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
