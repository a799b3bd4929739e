// Does anything refer to what is not there?

import type { Check, Examination } from "../check.ts";
import { type Complaint, eachObject } from "../examine.ts";
import type { Subject } from "../subject.ts";
import type { Reference } from "./references.ts";
import { type Resolved, resolvedReferences } from "./resolve-references.ts";

export const references: Check = {
  id: "objects/references",
  severity: "critical",
  title: "What pods need is there: ConfigMaps, Secrets, accounts, claims, classes",
  why: "Pods of the new release wait for it for ever (CreateContainerConfigError, FailedMount), or are not made at all.",
  source: "https://kubernetes.io/docs/concepts/configuration/configmap/#configmaps-and-pods",
  recommendation: "Bring the object with the manifests, create it before the release, or correct its name.",
  run: (subject) => judgeEach(subject, ({ about }) => about === "configuration", isAbsent),
};

export const referenceKeys: Check = {
  id: "objects/reference-keys",
  severity: "critical",
  title: "ConfigMaps and Secrets hold the keys that pods ask for",
  why: "A container whose variable asks for a key that is missing does not start (CreateContainerConfigError).",
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions",
  recommendation: "Add the key, correct its name, or mark the reference as optional.",
  run: (subject) => judgeEach(subject, ({ keys }) => keys.length > 0, lacksKeys),
};

export const scaleTarget: Check = {
  id: "objects/scale-target",
  severity: "high",
  title: "Autoscalers have a target that exists",
  why: "An autoscaler without its target scales nothing: the first peak takes the service down.",
  source: "https://docs.kubelinter.io/#/generated/checks?id=dangling-horizontalpodautoscaler",
  recommendation: "Correct spec.scaleTargetRef: kind and name of the workload.",
  run: (subject) => judgeEach(subject, ({ about }) => about === "scale-target", isAbsent),
};

export const roleReferences: Check = {
  id: "objects/role-references",
  severity: "high",
  title: "Bindings name roles and accounts that exist",
  why: "A binding to a role or an account that is missing grants nothing, until somebody creates one by that name.",
  source: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding",
  recommendation: "Correct roleRef and subjects, or bring the role and the account with the manifests.",
  run: (subject) => judgeEach(subject, ({ about }) => about === "role", isAbsent),
};

function judgeEach(
  subject: Subject,
  only: (reference: Reference) => boolean,
  judge: (resolved: Resolved) => Complaint | undefined,
): Examination {
  const all = new Map(
    [...resolvedReferences(subject)].map(([seen, list]) => [seen, list.filter((one) => only(one.reference))]),
  );
  const wanted = [...all].filter(([, list]) => list.length > 0);
  if (wanted.length === 0) return { kind: "not-applicable", reason: "nothing of the kind is referred to" };
  const known = wanted.filter(([, list]) => list.some(({ answer }) => answer !== undefined));
  const examination = eachObject(
    known.map(([seen]) => seen),
    (seen) => (all.get(seen) ?? []).flatMap((one) => judge(one) ?? []),
    "",
  );
  if (examination.kind === "not-applicable") {
    return {
      kind: "not-applicable",
      reason: "the manifests do not bring it, and no cluster was asked",
      notAsked: true,
    };
  }
  const unreadable = known.flatMap(([, list]) => list).find(({ answer }) => answer?.kind === "unreadable")?.answer;
  const isClean = examination.kind === "examined" && examination.findings.length === 0;
  return isClean && unreadable?.kind === "unreadable" ? { kind: "unknown", reason: unreadable.reason } : examination;
}

function isAbsent({ reference, answer }: Resolved): Complaint | undefined {
  if (answer?.kind !== "absent") return undefined;
  return { evidence: `${nameOf(reference)} is neither among the manifests nor in the cluster`, path: reference.path };
}

function lacksKeys({ reference, answer }: Resolved): Complaint | undefined {
  if (answer?.kind !== "there" || answer.keys === undefined) return undefined;
  const missing = reference.keys.filter((key) => !answer.keys?.includes(key));
  if (missing.length === 0) return undefined;
  return { evidence: `${nameOf(reference)} has no key ${missing.join(", ")}`, path: reference.path };
}

function nameOf({ kind, namespace, name }: Reference): string {
  return `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
}
