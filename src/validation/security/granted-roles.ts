// Which roles does a service bring, or hold through the accounts of its pods?

import { fieldsAt, itemsAt, textAt } from "../fields.ts";
import type { Path, Seen, Subject } from "../subject.ts";

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Empty where the rule is about every object. */
  readonly names: readonly string[];
  readonly path: Path;
}

export interface BindingSubject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly path: Path;
}

const roleKinds = new Set(["Role", "ClusterRole"]);
const bindingKinds = new Set(["RoleBinding", "ClusterRoleBinding"]);

/** Roles of the manifests, and live ones that a binding gives to an account of the workloads. */
export function rolesOf(subject: Subject): Seen[] {
  const own = subject.written.filter(({ object }) => roleKinds.has(object.kind));
  const known = new Set(own.map(keyOf));
  const held = new Set(
    bindingsOf(subject).map(({ object, namespace }) => {
      const { kind, name } = fieldsAt(object, ["roleRef"]);
      return `${kind} ${kind === "Role" ? namespace : ""}/${name}`;
    }),
  );
  const live = [...subject.related("Role").objects, ...subject.related("ClusterRole").objects];
  return [...own, ...live.filter((seen) => held.has(keyOf(seen)) && !known.has(keyOf(seen)))];
}

/** Bindings of the manifests, and live ones that are about an account of the workloads. */
export function bindingsOf(subject: Subject): Seen[] {
  const own = subject.written.filter(({ object }) => bindingKinds.has(object.kind));
  const accounts = new Set(
    subject.workloads.map(({ namespace, podSpec }) => `${namespace}/${podSpec.serviceAccountName ?? "default"}`),
  );
  const live = [...subject.related("RoleBinding").objects, ...subject.related("ClusterRoleBinding").objects];
  const others = live
    .filter((seen) => seen.position([]) === undefined)
    .filter((seen) =>
      subjectsOf(seen).some((one) => one.kind === "ServiceAccount" && accounts.has(`${one.namespace}/${one.name}`)),
    );
  return [...own, ...others];
}

export function rulesOf({ object }: Seen): Rule[] {
  const texts = (rule: unknown, field: string): string[] => itemsAt(rule, [field]).map(String);
  return itemsAt(object, ["rules"]).map((rule, index) => ({
    apiGroups: texts(rule, "apiGroups"),
    resources: texts(rule, "resources"),
    verbs: texts(rule, "verbs"),
    names: texts(rule, "resourceNames"),
    path: ["rules", index],
  }));
}

export function subjectsOf({ object, namespace }: Seen): BindingSubject[] {
  return itemsAt(object, ["subjects"]).map((one, index) => ({
    kind: textAt(one, ["kind"]) ?? "",
    name: textAt(one, ["name"]) ?? "",
    namespace: textAt(one, ["namespace"]) ?? namespace,
    path: ["subjects", index],
  }));
}

/** Whether a rule lets any of the verbs be used on a resource: `pods/exec`. */
export function allows(rule: Rule, group: string, resource: string, verbs: readonly string[]): boolean {
  const [, subresource] = resource.split("/");
  const isMeant =
    rule.resources.includes("*") ||
    rule.resources.includes(resource) ||
    (subresource !== undefined && rule.resources.includes(`*/${subresource}`));
  const isGroup = rule.apiGroups.includes("*") || rule.apiGroups.includes(group);
  return isMeant && isGroup && (rule.verbs.includes("*") || verbs.some((verb) => rule.verbs.includes(verb)));
}

export const noRoles = "the manifests bring no role, and no account of the pods is known to hold one";

function keyOf({ object, namespace }: Seen): string {
  return `${object.kind} ${object.kind === "Role" ? namespace : ""}/${object.metadata.name}`;
}
