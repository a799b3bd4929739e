// Do our Pod Security controls and the cluster's own admission controller say the same of every pod?

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import type { PodSpec } from "../../../src/validation/pod-spec.ts";
import { podSecurityControls } from "../../../src/validation/security/controls.ts";
import { type Control, newestStandards, violationsOf } from "../../../src/validation/security/pod-security.ts";
import { openOwnNamespace } from "../kube/setup.ts";
import { kubectl, kubectlApply } from "../support/kubectl.ts";
import { generatePods } from "./generate-pods.ts";

/** The levels, each by the standards of these minor versions of Kubernetes. */
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

let cluster: Cluster;
const namespaces: string[] = [];

beforeAll(async () => {
  cluster = await openOwnNamespace("pod-security");
  const objects = levels.flatMap((level) =>
    versions.map((minor) => {
      const name = namespaceOf(cluster.namespace, level, minor);
      namespaces.push(name);
      const labels = {
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/enforce-version": minor === newestStandards.minor ? "latest" : `v1.${minor}`,
      };
      return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
    }),
  );
  await kubectlApply(objects);
  for (const name of namespaces)
    await kubectl(["wait", "--for=create", "serviceaccount/default", "--timeout=60s"], { namespace: name });
});
afterAll(async () => {
  await kubectl(["delete", "namespace", ...namespaces, "--ignore-not-found", "--wait=false"]);
});

describe("the Pod Security controls", () => {
  it("agree with the admission controller over thousands of pods, control by control", async () => {
    const pods = generatePods(2800, 20260101);
    const pairs = await judgeAll(pods);
    const disagreements = pairs.filter(({ theirs, ours }) => theirs.join() !== ours.join());
    expect(disagreements.slice(0, 3)).toEqual([]);
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

/** The levels and versions take turns over the pods. */
async function judgeAll(pods: readonly KubeObject[]): Promise<Judged[]> {
  const left = [...pods.entries()];
  const judged: Judged[] = [];
  const work = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const [index, pod] = next;
      const level = index % 2 === 0 ? "baseline" : "restricted";
      const minor = versions[Math.floor(index / 2) % versions.length] ?? 34;
      const theirs = await admission(pod, namespaceOf(cluster.namespace, level, minor));
      judged.push({ level, minor, theirs, ours: controlsOf(pod, level, minor), pod });
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return judged;
}

function namespaceOf(own: string, level: string, minor: number): string {
  return `${own}-${level}-${minor}`;
}

/** The ids of the controls that forbid the pod, sorted. @throws where it is refused for another reason. */
async function admission(pod: KubeObject, namespace: string): Promise<string[]> {
  try {
    await cluster.create({ ...pod, metadata: { ...pod.metadata, namespace } }, { dryRun: true });
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
