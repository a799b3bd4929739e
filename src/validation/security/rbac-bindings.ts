// Who is given rights that nobody, or not everybody, should have?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { fieldsAt } from "../fields.ts";
import { type BindingSubject, bindingsOf, subjectsOf } from "./granted-roles.ts";

const source = "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege";
const none = "the manifests bring no binding, and none is known for the accounts of the pods";

export const rbacClusterAdmin: Check = {
  id: "security/rbac-cluster-admin",
  severity: "critical",
  title: "Nobody is made administrator of the cluster",
  why: "Whoever breaks into one pod of that account owns every namespace, node and Secret.",
  source,
  recommendation: "Bind a role that holds what is used, in the namespace where it is used.",
  run: (subject) =>
    eachObject(
      bindingsOf(subject),
      (binding) => {
        const { kind, name } = fieldsAt(binding.object, ["roleRef"]);
        if (kind === "ClusterRole" && name === "cluster-admin")
          return { evidence: "it binds cluster-admin", path: ["roleRef"] };
        const masters = subjectsOf(binding).find((one) => one.kind === "Group" && one.name === "system:masters");
        return masters === undefined
          ? undefined
          : { evidence: "it is for the group system:masters", path: masters.path };
      },
      none,
    ),
};

export const rbacSubjects: Check = {
  id: "security/rbac-subjects",
  severity: "high",
  title: "No rights go to everybody, or to the default account",
  why: "Every pod that names no account runs as default, and everybody who reaches the API server is unauthenticated: rights that are given to them are given to all.",
  source,
  recommendation: "Make an account for the service, name it in the pods, and bind the role to it.",
  run: (subject) =>
    eachObject(
      bindingsOf(subject),
      (binding) =>
        subjectsOf(binding).flatMap((one) =>
          isEverybody(one) ? [{ evidence: `it is for ${textOf(one)}`, path: one.path }] : [],
        ),
      none,
    ),
};

function isEverybody({ kind, name }: BindingSubject): boolean {
  switch (kind) {
    case "ServiceAccount":
      return name === "default";
    case "User":
      return name === "system:anonymous";
    default:
      return kind === "Group" && /^system:(?:authenticated|unauthenticated|serviceaccounts(?::.*)?)$/.test(name);
  }
}

function textOf({ kind, name }: BindingSubject): string {
  return kind === "ServiceAccount" ? `the account ${name}` : `the ${kind.toLowerCase()} ${name}`;
}
