// Are the nodes ready, and have they room for the candidate beside what runs already?

import { isApiError } from "../../kube/api-error.ts";
import type { KubeObject } from "../../kube/object.ts";
import { Failure } from "../../report/failure.ts";
import type { RolloutContext } from "../context.ts";
import type { Condition, Container, Pod, PodTemplate } from "../workload.ts";

export interface Wanted {
  readonly template: PodTemplate;
  readonly replicas: number;
  /** Pods of the candidate that stand already: their room is taken. */
  readonly standing: readonly Pod[];
}

interface Node extends KubeObject {
  spec: { unschedulable?: boolean; taints?: readonly Taint[] };
  status?: { conditions?: readonly Condition[]; allocatable?: Record<string, string> };
}

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

/** In millicores, bytes and pods. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/**
 * Asks the nodes. Who may not look at them is told so, and the scheduler has the last word in any case.
 * @throws Failure that says what is short.
 */
export async function checkRoom(
  wanted: Wanted,
  mode: "require" | "warn",
  { cluster, log, signal }: RolloutContext,
): Promise<void> {
  const looked = await Promise.all([
    cluster.list<Node>({ apiVersion: "v1", kind: "Node" }, { signal }),
    cluster.request<{ items: Pod[] }>(
      "GET",
      "/api/v1/pods?fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed",
      {
        signal,
      },
    ),
  ]).catch((error: unknown) => {
    if (isApiError(error, 403)) return undefined;
    throw error;
  });
  if (looked === undefined) {
    log.info("The nodes were not asked for room: this user may not list nodes, and pods of all namespaces.");
    return;
  }
  const short = findShortage(wanted, looked[0].items, looked[1].items);
  if (short === undefined) return;
  if (mode === "warn") {
    log.warning(`${short}.`);
    return;
  }
  throw new Failure({
    attempted: "looking for room for the candidate beside what serves",
    found: short,
    advice:
      "Add nodes or ask for less; with a cluster autoscaler, set `room: warn`; or release with `strategy: rolling`, which needs room for one pod more. Nothing was changed.",
  });
}

/** Pure. What is short, in words; undefined where everything fits. First fit, as a scheduler without preferences would. */
export function findShortage(wanted: Wanted, nodes: readonly Node[], pods: readonly Pod[]): string | undefined {
  const open = nodes.filter((node) => isOpen(node, wanted.template));
  if (open.length === 0) {
    const ready = nodes.filter(isReady).length;
    return `${nodes.length === 1 ? "the only node does not take" : `none of the ${nodes.length} nodes takes`} its pods (${ready} ready; the others are not ready, cordoned, tainted, or not selected)`;
  }
  const need = requestsOf(wanted.template.spec);
  const missing = Math.max(0, wanted.replicas - wanted.standing.length);
  const free = open.map((node) => freeOn(node, pods));
  const fitting = free.reduce((sum, amounts) => sum + fits(need, amounts), 0);
  if (fitting >= missing) return undefined;
  const asked = `each asks for ${need.cpu}m cpu and ${mebibytes(need.memory)} memory`;
  const left = open.map((node, index) => `${node.metadata.name} has ${amountText(free[index])} left`).slice(0, 5);
  return `there is room for ${fitting} of ${missing} more pods (${asked}; ${left.join("; ")}${open.length > 5 ? `; and ${open.length - 5} more nodes` : ""})`;
}

function isOpen(node: Node, { spec }: PodTemplate): boolean {
  const wanted = Object.entries((spec.nodeSelector ?? {}) as Record<string, string>);
  return (
    isReady(node) &&
    node.spec.unschedulable !== true &&
    wanted.every(([key, value]) => node.metadata.labels?.[key] === value) &&
    (node.spec.taints ?? []).every((taint) => isTolerated(taint, (spec.tolerations ?? []) as readonly Toleration[]))
  );
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === "Ready" && value === "True") ?? false;
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function isTolerated({ key, value = "", effect }: Taint, tolerations: readonly Toleration[]): boolean {
  if (effect === "PreferNoSchedule") return true;
  return tolerations.some(
    (each) =>
      (each.effect === undefined || each.effect === "" || each.effect === effect) &&
      (each.key === undefined || each.key === "" || each.key === key) &&
      (each.operator === "Exists" || (each.key === key && (each.value ?? "") === value)),
  );
}

function freeOn({ metadata, status }: Node, pods: readonly Pod[]): Amounts {
  const here = pods.filter(({ spec }) => spec.nodeName === metadata.name);
  const used = here.map(({ spec }) => requestsOf(spec));
  const { allocatable = {} } = status ?? {};
  const sum = (key: "cpu" | "memory"): number => used.reduce((total, each) => total + each[key], 0);
  return {
    cpu: quantity(allocatable.cpu ?? "0") * 1000 - sum("cpu"),
    memory: quantity(allocatable.memory ?? "0") - sum("memory"),
    pods: quantity(allocatable.pods ?? "110") - here.length,
  };
}

function fits(need: Amounts, free: Amounts): number {
  const ways = [
    need.cpu === 0 ? Number.POSITIVE_INFINITY : free.cpu / need.cpu,
    need.memory === 0 ? Number.POSITIVE_INFINITY : free.memory / need.memory,
    free.pods,
  ];
  return Math.max(0, Math.floor(Math.min(...ways)));
}

/** https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers */
function requestsOf({
  containers,
  initContainers = [],
}: {
  containers: readonly Container[];
  initContainers?: readonly Container[];
}): Amounts {
  const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === "Always");
  const before = initContainers.filter(({ restartPolicy }) => restartPolicy !== "Always");
  const total = (key: "cpu" | "memory"): number => {
    const running = [...containers, ...sidecars].reduce((sum, each) => sum + requestOf(each, key), 0);
    return Math.max(running, ...before.map((each) => requestOf(each, key)), 0);
  };
  return { cpu: Math.round(total("cpu") * 1000), memory: total("memory"), pods: 1 };
}

function requestOf({ resources }: Container, key: "cpu" | "memory"): number {
  const { requests = {}, limits = {} } = (resources ?? {}) as {
    requests?: Record<string, string | number>;
    limits?: Record<string, string | number>;
  };
  return quantity(String(requests[key] ?? limits[key] ?? "0"));
}

const units: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
function quantity(text: string): number {
  const [, number = "0", unit = ""] = /^([0-9.]+(?:[eE][-+]?[0-9]+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  return Number(number) * (units[unit] ?? 1);
}

function amountText(amounts: Amounts | undefined): string {
  const { cpu, memory, pods } = amounts ?? { cpu: 0, memory: 0, pods: 0 };
  return `${Math.max(0, Math.floor(cpu))}m cpu, ${mebibytes(memory)} memory and ${Math.max(0, pods)} pods`;
}

function mebibytes(bytes: number): string {
  return `${Math.max(0, Math.floor(bytes / 2 ** 20))}Mi`;
}
