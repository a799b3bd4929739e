// Are the users of a container nobody on its node?

import type { Check } from "../check.ts";
import { type Complaint, eachPodSpec } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import type { PodSpec } from "../pod-spec.ts";
import type { Path } from "../subject.ts";
import { allContainers } from "./pod-security.ts";

/** Below it are the users and groups of distributions. */
const least = 10_000;
const fields = ["runAsUser", "runAsGroup"] as const;

export const highUserIds: Check = {
  id: "security/high-user-ids",
  severity: "info",
  title: "Users and groups of containers have numbers of 10000 and more",
  why: "A lower number may be that of a user of the node: files of that user are then the container's, should it break out.",
  source: "https://github.com/zegl/kube-score/blob/master/README_CHECKS.md",
  recommendation: "Set runAsUser and runAsGroup to a number above 10000, or leave them to the image.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) => [
      ...low(podSpec.securityContext, []).filter(({ field }) => isTaken(podSpec, field)),
      ...allContainers(podSpec).flatMap(({ container, path, within }) =>
        low(container.securityContext, path).map((complaint) => ({ ...complaint, within })),
      ),
    ]),
};

export const userNamespaces: Check = {
  id: "security/user-namespaces",
  severity: "low",
  title: "A pod that runs as root has users of its own",
  why: "Root of a container is root of its node, should it break out; with users of its own it is nobody there.",
  source: "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
  recommendation:
    "Set hostUsers: false (Kubernetes 1.30 and later, with a kernel and a runtime that know it), or run as another user.",
  run: (subject) =>
    eachPodSpec(subject, ({ podSpec }) => {
      if (podSpec.hostUsers === false || podSpec.os?.name === "windows") return undefined;
      const whole = podSpec.securityContext?.runAsUser;
      const root = allContainers(podSpec).find(
        ({ container }) => (container.securityContext?.runAsUser ?? whole) === 0,
      );
      if (root === undefined) return undefined;
      return {
        evidence: "it runs as root, and root of the node is the same",
        within: root.within,
        path: ["hostUsers"],
      };
    }),
};

/** The pod's number is for containers that have none of their own. */
function isTaken(podSpec: PodSpec, field: (typeof fields)[number]): boolean {
  return allContainers(podSpec).some(({ container }) => fieldsAt(container.securityContext)[field] === undefined);
}

function low(context: unknown, base: Path): (Complaint & { field: (typeof fields)[number] })[] {
  return fields.flatMap((field) => {
    const id = fieldsAt(context)[field];
    // Root is a finding of its own.
    if (typeof id !== "number" || id === 0 || id >= least) return [];
    return [{ field, evidence: `${field} is ${id}`, path: [...base, "securityContext", field] }];
  });
}
