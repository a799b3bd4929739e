// Do our Pod Security controls and the cluster's own admission controller say the same of every pod?

import { beforeAll, describe, expect, it, vi } from "vitest";
import { fewAtATime } from "../../../src/config/few-at-a-time.ts";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { PodSpec } from "../../../src/validation/pod-spec.ts";
import { podSecurityControls } from "../../../src/validation/security/controls.ts";
import { type Control, newestStandards, violationsOf } from "../../../src/validation/security/pod-security.ts";
import { openOwnNamespace } from "../kube/setup.ts";
import { afterwards } from "../support/afterwards.ts";
import { generateEphemeral, generatePods, soundPod } from "./generate-pods.ts";

/** The levels, each by the standards of these minor versions of Kubernetes, one after the other. */
const versions = [18, 22, 24, 26, 28, 30, 31, 32, 34];
const levels = ["baseline", "restricted"] as const;

/** How the admission controller words what each control forbids. */
const wording: readonly (readonly [RegExp, string])[] = [
  [/^allowPrivilegeEscalation != false$/, "allowPrivilegeEscalation"],
  [/^forbidden AppArmor profiles?$/, "appArmorProfile"],
  [/^non-default capabilities$/, "capabilities_baseline"],
  [/^unrestricted capabilities$/, "capabilities_restricted"],
  [/^host namespaces$/, "hostNamespaces"],
  [/^hostPath volumes$/, "hostPathVolumes"],
  [/^hostPort$/, "hostPorts"],
  [/^probe or lifecycle host$/, "hostProbesAndHostLifecycle"],
  [/^privileged$/, "privileged"],
  [/^procMount$/, "procMount"],
  [/^restricted volume types$/, "restrictedVolumes"],
  [/^runAsNonRoot != true$/, "runAsNonRoot"],
  [/^runAsUser=0$/, "runAsUser"],
  [/^seLinuxOptions$/, "seLinuxOptions"],
  [/^seccompProfile$/, "seccompProfile"],
  [/^forbidden sysctls$/, "sysctls"],
  [/^hostProcess$/, "windowsHostProcess"],
];

/** A namespace for each level: two are made and deleted sooner than one for each version. */
const clusters = {} as Record<Level, Cluster>;

beforeAll(async () => {
  for (const level of levels) {
    const cluster = await openOwnNamespace(`pod-security-${level}`);
    clusters[level] = cluster;
    const account = { apiVersion: "v1", kind: "ServiceAccount", name: "default" };
    await vi.waitFor(async () => expect(await cluster.get(account)).toBeDefined(), { timeout: 60_000, interval: 100 });
    // It is scheduled nowhere: nothing starts, and an ephemeral container can be asked for all the same.
    const pod = { ...soundPod, spec: { ...soundPod.spec, schedulerName: "nobody" } };
    await cluster.create(pod);
    afterwards(() => cluster.delete({ apiVersion: "v1", kind: "Pod", name: soundPod.metadata.name }));
  }
});

describe("the Pod Security controls", () => {
  it("agree with the admission controller over thousands of pods, control by control", async () => {
    const pods = generatePods(1700, 20260101);
    const debuggers = generateEphemeral(300, 20260102);
    const pairs: Judged[] = [];
    for (const [turn, minor] of versions.entries()) {
      for (const [side, level] of levels.entries()) {
        await enforce(level, minor);
        const isOwn = (index: number): boolean =>
          index % 2 === side && Math.floor(index / 2) % versions.length === turn;
        const asked = [
          ...pods.filter((_, index) => isOwn(index)).map((pod) => ({ pod, ask: create })),
          ...debuggers.filter((_, index) => isOwn(index)).map((pod) => ({ pod, ask: debug })),
        ];
        await fewAtATime(12, asked, async ({ pod, ask }) => {
          const theirs = await admission(pod, () => ask(clusters[level], pod));
          pairs.push({ level, minor, theirs, ours: controlsOf(pod, level, minor), pod });
        });
      }
    }
    const disagreements = pairs.filter(({ theirs, ours }) => theirs.join() !== ours.join());
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect(pairs).toHaveLength(pods.length + debuggers.length);
    // Each control was violated, and there were pods without fault, so that agreement means something.
    const violated = pairs.flatMap(({ ours }) => ours);
    const count = (id: string): number => violated.filter((one) => one === id).length;
    expect(wording.map(([, id]) => id).filter((id) => count(id) < 20)).toEqual([]);
    expect(pairs.filter(({ ours }) => ours.length === 0).length).toBeGreaterThan(100);
  });
});

interface Judged {
  readonly level: string;
  readonly minor: number;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  readonly pod: KubeObject;
}

type Level = (typeof levels)[number];

/** Labels the namespace, and waits until the admission controller judges by it. */
async function enforce(level: Level, minor: number): Promise<void> {
  const cluster = clusters[level];
  const version = minor === newestStandards.minor ? "latest" : `v1.${minor}`;
  const prefix = "pod-security.kubernetes.io/enforce";
  const labels = { [prefix]: level, [`${prefix}-version`]: version };
  await cluster.patch(namespaceOf(cluster), "merge", { metadata: { labels } });
  const probe = { ...soundPod, metadata: { name: "probe" }, spec: { ...soundPod.spec, hostPID: true } };
  const judge = async (): Promise<void> => {
    const refusal = await create(cluster, probe).then(String, (error: unknown) => String(error));
    expect(refusal).toContain(`violates PodSecurity "${level}:${version}"`);
  };
  await vi.waitFor(judge, { timeout: 60_000, interval: 50 });
}

function namespaceOf({ namespace: name }: Cluster) {
  return { apiVersion: "v1", kind: "Namespace", name };
}

async function create(cluster: Cluster, pod: KubeObject): Promise<unknown> {
  return await cluster.create(
    { ...pod, metadata: { ...pod.metadata, namespace: cluster.namespace } },
    { dryRun: true },
  );
}

/** No create takes an ephemeral container: it is added to the pod that is there. */
async function debug(cluster: Cluster, { spec, metadata: { name } }: KubeObject): Promise<unknown> {
  const { ephemeralContainers } = spec as PodSpec;
  const options = { subresource: "ephemeralcontainers", dryRun: true };
  return await cluster.patch(
    { apiVersion: "v1", kind: "Pod", name },
    "strategic",
    { spec: { ephemeralContainers } },
    options,
  );
}

/** The ids of the controls that forbid the pod, sorted. @throws where it is refused for another reason. */
async function admission(pod: KubeObject, ask: () => Promise<unknown>): Promise<string[]> {
  try {
    await ask();
    return [];
  } catch (error) {
    if (!isApiError(error, 403)) throw new Error(`${String(error)}\n${JSON.stringify(pod.spec)}`);
    const [, list = ""] = /violates PodSecurity "[^"]+": (.*)$/s.exec(error.status.message ?? "") ?? [];
    return reasons(list).map(idOf).toSorted();
  }
}

/** `hostPort (container "a" uses hostPort 1), privileged (…)` without what stands in brackets. */
function reasons(list: string): string[] {
  let depth = 0;
  let quoted = false;
  let text = "";
  for (const letter of list) {
    if (letter === '"') quoted = !quoted;
    if (letter === "(" && !quoted) depth++;
    if (depth === 0) text += letter;
    if (letter === ")" && !quoted) depth--;
  }
  return text.split(",").map((one) => one.trim());
}

function idOf(reason: string): string {
  const found = wording.find(([pattern]) => pattern.test(reason));
  if (found === undefined) throw new Error(`the admission controller says "${reason}", which no control of ours says`);
  return found[1];
}

function controlsOf(pod: KubeObject, level: Control["level"], minor: number): string[] {
  const secured = { annotations: pod.metadata.annotations ?? {}, spec: pod.spec as PodSpec };
  return violationsOf(secured, podSecurityControls, level, { minor })
    .map(({ control }) => control.id.replace(/^seccompProfile_.*/, "seccompProfile"))
    .toSorted();
}
