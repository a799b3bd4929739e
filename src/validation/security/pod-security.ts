// What do the Pod Security Standards say of a pod? (Control by control, as the admission controller of the cluster judges.)

import type { Check, Severity } from "../check.ts";
import { type Complaint, eachPodSpec } from "../examine.ts";
import type { Container, PodSpec } from "../pod-spec.ts";
import type { Path, Subject } from "../subject.ts";

/** What admission sees of a pod, or of a template that pods are made from. */
export interface SecuredPod {
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

/** The standards change with Kubernetes. `minor` is that of 1.x; newer ones than the code knows are judged as the newest. */
export interface StandardsVersion {
  readonly minor: number;
}

export const newestStandards: StandardsVersion = { minor: 34 };

/** Those of the cluster where it said which it is; never newer ones than are known. */
export function standardsOf({ observed }: Subject): StandardsVersion {
  if (observed.objects?.kind !== "seen") return newestStandards;
  return { minor: Math.min(observed.objects.value.server.minor, newestStandards.minor) };
}

/**
 * One control of https://kubernetes.io/docs/concepts/security/pod-security-standards/.
 * Where its judge finds nothing, the pod holds it. Paths begin at the pod spec.
 */
export interface Control {
  /** As the admission controller names it. */
  readonly id: string;
  readonly level: "baseline" | "restricted";
  /** The minor version that first had it. */
  readonly since: number;
  /** A control of the baseline that this one takes the place of. */
  readonly replaces?: string;
  judge(pod: SecuredPod, version: StandardsVersion): readonly Complaint[];
}

export interface Violation {
  readonly control: Control;
  readonly complaints: readonly Complaint[];
}

/** All controls of a level that a pod violates; `restricted` holds those of the baseline too. */
export function violationsOf(
  pod: SecuredPod,
  controls: readonly Control[],
  level: Control["level"],
  version: StandardsVersion = newestStandards,
): Violation[] {
  const known = controls.filter(
    ({ since, level: own }) => since <= version.minor && (level === "restricted" || own === level),
  );
  const replaced = new Set(known.map(({ replaces }) => replaces));
  return known
    .filter(({ id }) => !replaced.has(id))
    .map((control) => ({ control, complaints: control.judge(pod, version) }))
    .filter(({ complaints }) => complaints.length > 0);
}

export interface ControlCheck {
  readonly id: `security/${string}`;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly recommendation: string;
}

/** A check that a control judges, over every template that pods are made from. */
export function controlCheck(control: Control, about: ControlCheck): Check {
  return {
    ...about,
    source: `https://kubernetes.io/docs/concepts/security/pod-security-standards/#${control.level}`,
    run: (subject) => {
      const version = standardsOf(subject);
      return eachPodSpec(subject, ({ podSpec, podAnnotations }) =>
        control.judge({ annotations: podAnnotations, spec: podSpec }, version),
      );
    },
  };
}

export interface SeenContainer {
  readonly container: Container;
  readonly path: Path;
  /** `init container migrate`. */
  readonly within: string;
}

/** Containers of every kind: those before, those that stay, and those that a debugger added. */
export function allContainers(spec: PodSpec): SeenContainer[] {
  return [
    ...listed(spec.initContainers, "initContainers", "init container"),
    ...listed(spec.containers, "containers", "container"),
    ...listed(spec.ephemeralContainers, "ephemeralContainers", "ephemeral container"),
  ];
}

/** A complaint for each container whose judge gives its evidence; `path` begins at the container. */
export function perContainer(
  { spec }: SecuredPod,
  judge: (container: Container) => Omit<Complaint, "within"> | undefined,
): Complaint[] {
  return allContainers(spec).flatMap(({ container, path, within }) => {
    const found = judge(container);
    if (found === undefined) return [];
    const { fix } = found;
    const mended = fix === undefined ? {} : { fix: { ...fix, path: [...path, ...fix.path] } };
    return [{ evidence: found.evidence, within, path: [...path, ...(found.path ?? [])], ...mended }];
  });
}

/** From 1.25 on, what only Linux knows is not asked of a pod for Windows. */
export function isWindows({ spec }: SecuredPod, { minor }: StandardsVersion): boolean {
  return minor >= 25 && spec.os?.name === "windows";
}

function listed(containers: readonly Container[] | undefined, field: string, word: string): SeenContainer[] {
  return (containers ?? []).map((container, index) => ({
    container,
    path: [field, index],
    within: `${word} ${container.name}`,
  }));
}
