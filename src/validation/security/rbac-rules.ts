// Does a role allow more than a service can need?

import type { Check } from "../check.ts";
import { eachObject } from "../examine.ts";
import { allows, noRoles, type Rule, rolesOf, rulesOf } from "./granted-roles.ts";

const good = "https://kubernetes.io/docs/concepts/security/rbac-good-practices/";

/** What is wrong with a rule, if anything. */
type Judge = (rule: Rule) => string | undefined;

export const rbacWildcards = ruleCheck(
  {
    id: "security/rbac-wildcards",
    severity: "high",
    title: "No role allows everything",
    why: "A star also means what is not there yet: each kind and each verb that a later version or an operator adds.",
    source: `${good}#least-privilege`,
    recommendation: "Name the groups, resources and verbs that are used.",
  },
  ({ apiGroups, resources, verbs }) => {
    const stars = Object.entries({ apiGroups, resources, verbs }).filter(([, values]) => values.includes("*"));
    return stars.length === 0 ? undefined : `${stars.map(([field]) => field).join(" and ")} hold *`;
  },
);

export const rbacSecrets = ruleCheck(
  {
    id: "security/rbac-secrets",
    severity: "high",
    title: "No role reads every Secret",
    why: "Who reads all Secrets of a namespace holds every password and token there, also those of stronger accounts; list and watch show the values too.",
    source: `${good}#listing-secrets`,
    recommendation: "Mount the Secret into the pod, or allow get for it alone by resourceNames.",
  },
  (rule) => {
    const reads = rule.verbs.filter((verb) => ["get", "list", "watch", "*"].includes(verb));
    return rule.names.length === 0 && allows(rule, "", "secrets", reads)
      ? `it allows ${reads.join(", ")} of all secrets`
      : undefined;
  },
);

export const rbacEscalation = ruleCheck(
  {
    id: "security/rbac-escalation",
    severity: "critical",
    title: "No role lets its holder gain other rights",
    why: "With escalate, bind, impersonate, a signer's approval or another account's token, a role is whatever its holder makes of it, up to administrator.",
    source: `${good}#escalate-verb`,
    recommendation: "Take the verb away, or name the roles, users and signers by resourceNames.",
  },
  (rule) => {
    if (rule.names.length > 0) return undefined;
    const verbs = ["escalate", "bind", "impersonate", "approve", "sign"].filter((verb) => rule.verbs.includes(verb));
    if (verbs.length > 0) return `it allows ${verbs.join(", ")}`;
    return allows(rule, "", "serviceaccounts/token", ["create"]) && !rule.resources.includes("*")
      ? "it allows create of serviceaccounts/token"
      : undefined;
  },
);

export const rbacExec = ruleCheck(
  {
    id: "security/rbac-exec",
    severity: "high",
    title: "No role reaches into running pods",
    why: "exec, attach, port-forward, ephemeral containers and the proxy of nodes run commands in other pods: their Secrets and their accounts are then the holder's.",
    source: `${good}#workload-creation`,
    recommendation: "Leave it to people, through a role that is bound for the time it is needed.",
  },
  (rule) => {
    const write = ["create", "get", "update", "patch"];
    const ways = ["pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers", "nodes/proxy"];
    // A star over everything is security/rbac-wildcards' affair.
    const open = rule.resources.includes("*") ? [] : ways.filter((resource) => allows(rule, "", resource, write));
    return open.length === 0 ? undefined : `it allows ${open.join(", ")}`;
  },
);

export const rbacWorkloads = ruleCheck(
  {
    id: "security/rbac-workloads",
    severity: "medium",
    title: "No role creates pods",
    why: "A pod can mount any Secret and use any account of its namespace: who may create one may do all that these may.",
    source: `${good}#workload-creation`,
    recommendation: "Give this right to what deploys, not to the service itself.",
  },
  (rule) => {
    const kinds: readonly (readonly [string, string])[] = [
      ["", "pods"],
      ["apps", "deployments"],
      ["apps", "statefulsets"],
      ["apps", "daemonsets"],
      ["apps", "replicasets"],
      ["batch", "jobs"],
      ["batch", "cronjobs"],
      ["", "replicationcontrollers"],
    ];
    const made = rule.resources.includes("*")
      ? []
      : kinds.filter(([group, resource]) => allows(rule, group, resource, ["create"]));
    return made.length === 0 ? undefined : `it allows create of ${made.map(([, resource]) => resource).join(", ")}`;
  },
);

export const rbacDeleteCollection = ruleCheck(
  {
    id: "security/rbac-delete-collection",
    severity: "medium",
    title: "No role deletes all objects of a kind at once",
    why: "One request with a wrong selector empties the namespace, or the cluster.",
    source: "https://docs.kubelinter.io/#/generated/checks?id=cluster-admin-role-binding",
    recommendation: "Allow delete, and name what may be deleted.",
  },
  ({ verbs }) => (verbs.includes("deletecollection") ? "it allows deletecollection" : undefined),
);

function ruleCheck(about: Omit<Check, "run" | "settings">, judge: Judge): Check {
  return {
    ...about,
    run: (subject) =>
      eachObject(
        rolesOf(subject),
        (role) =>
          rulesOf(role).flatMap((rule) => {
            const evidence = judge(rule);
            return evidence === undefined ? [] : [{ evidence, path: rule.path }];
          }),
        noRoles,
      ),
  };
}
