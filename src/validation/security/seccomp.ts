// Is the set of system calls limited?

import type { Complaint } from "../examine.ts";
import { allContainers, type Control, controlCheck, isWindows, perContainer, type SecuredPod } from "./pod-security.ts";

const filtering = new Set(["RuntimeDefault", "Localhost"]);
const path = ["securityContext", "seccompProfile"];

export const unconfinedSeccompControl: Control = {
  id: "seccompProfile_baseline",
  level: "baseline",
  since: 0,
  // Before 1.19 it was an annotation.
  judge: (pod, { minor }) => (minor < 19 ? badAnnotations(pod) : badProfiles(pod)),
};

export const seccompControl: Control = {
  id: "seccompProfile_restricted",
  level: "restricted",
  since: 19,
  replaces: "seccompProfile_baseline",
  judge: (pod, version) => {
    if (isWindows(pod, version)) return [];
    const bad = badProfiles(pod);
    if (bad.length > 0 || filtering.has(pod.spec.securityContext?.seccompProfile?.type ?? "")) return bad;
    return allContainers(pod.spec)
      .filter(({ container }) => (container.securityContext?.seccompProfile ?? undefined) === undefined)
      .map(({ within, path: own }) => ({
        evidence: "seccompProfile is not set",
        within,
        path: [...own, ...path],
        fix: { path, value: { type: "RuntimeDefault" } },
      }));
  },
};

export const unconfinedSeccomp = controlCheck(unconfinedSeccompControl, {
  id: "security/unconfined-seccomp",
  severity: "high",
  title: "No pod turns the filter of system calls off",
  why: "Unconfined opens what even a cluster with default profiles keeps shut.",
  recommendation: "Set seccompProfile.type to RuntimeDefault or Localhost.",
});

export const seccomp = controlCheck(seccompControl, {
  id: "security/seccomp",
  severity: "medium",
  title: "System calls are filtered by a seccomp profile",
  why: "Most holes of the kernel are reached by system calls that a service never makes; without a profile all of them are open.",
  recommendation: "Set securityContext.seccompProfile.type: RuntimeDefault on the pod.",
});

function badProfiles(pod: SecuredPod): Complaint[] {
  const complaint = (profile: { readonly type?: string } | undefined) =>
    profile === undefined || profile === null || filtering.has(profile.type ?? "")
      ? undefined
      : { evidence: `seccompProfile is ${profile.type ?? "of no type"}`, path };
  const whole = complaint(pod.spec.securityContext?.seccompProfile);
  const own = perContainer(pod, ({ securityContext }) => complaint(securityContext?.seccompProfile));
  return whole === undefined ? own : [whole, ...own];
}

function badAnnotations({ annotations, spec }: SecuredPod): Complaint[] {
  const keys = [
    "seccomp.security.alpha.kubernetes.io/pod",
    ...allContainers(spec).map(({ container }) => `container.seccomp.security.alpha.kubernetes.io/${container.name}`),
  ];
  return keys.flatMap((key) => {
    const value = annotations[key];
    if (value === undefined || value === "runtime/default" || value === "docker/default") return [];
    return value.startsWith("localhost/") ? [] : [{ evidence: `the annotation ${key} is ${value}` }];
  });
}
