// Which of the permissions that a release needs does this user not have?

import { isApiError } from "./api-error.ts";
import type { CallOptions, Cluster } from "./cluster.ts";

export interface Permission {
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`. */
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** `deployments`. */
  readonly resource: string;
  readonly subresource?: string | undefined;
  /** Only this object; every one of the kind unless given. */
  readonly name?: string | undefined;
  /** The cluster's own namespace unless given; empty for kinds without one. */
  readonly namespace?: string | undefined;
}

export interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/**
 * The permissions that are missing. One SelfSubjectRulesReview for each namespace; where the server
 * says that its answer is incomplete (a webhook decides, as with many managed clusters), one
 * SelfSubjectAccessReview for each permission that the rules do not show.
 */
export async function missingPermissions(
  cluster: Cluster,
  needed: readonly Permission[],
  options: CallOptions = {},
): Promise<Permission[]> {
  const missing: Permission[] = [];
  for (const [namespace, group] of byNamespace(needed, cluster.namespace)) {
    // Rules are asked for a namespace; those of the whole cluster are among them.
    const { rules, incomplete } = await rulesIn(cluster, namespace || cluster.namespace, options);
    const uncovered = group.filter((permission) => !rules.some((rule) => permits(rule, permission)));
    if (!incomplete) missing.push(...uncovered);
    else
      for (const permission of uncovered)
        if (!(await isAllowed(cluster, permission, namespace, options))) missing.push(permission);
  }
  return missing;
}

/** `patch deployments.apps`, `update deployments.apps/scale "orders"`: as kubectl and the server write it. */
export function describePermission({ verb, group, resource, subresource, name }: Permission): string {
  return `${verb} ${resource}${group === "" ? "" : `.${group}`}${subresource ? `/${subresource}` : ""}${name ? ` "${name}"` : ""}`;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources */
export function permits(rule: ResourceRule, { verb, group, resource, subresource, name }: Permission): boolean {
  const full = subresource ? `${resource}/${subresource}` : resource;
  const { verbs, apiGroups = [], resources = [], resourceNames = [] } = rule;
  return (
    (verbs.includes("*") || verbs.includes(verb)) &&
    (apiGroups.includes("*") || apiGroups.includes(group)) &&
    (resources.includes("*") ||
      resources.includes(full) ||
      (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name)))
  );
}

function byNamespace(needed: readonly Permission[], own: string): Map<string, Permission[]> {
  const groups = new Map<string, Permission[]>();
  for (const permission of needed) {
    const namespace = permission.namespace ?? own;
    groups.set(namespace, [...(groups.get(namespace) ?? []), permission]);
  }
  return groups;
}

async function rulesIn(
  cluster: Cluster,
  namespace: string,
  { signal }: CallOptions,
): Promise<{ rules: readonly ResourceRule[]; incomplete: boolean }> {
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } };
  try {
    const { status } = await cluster.request<{ status: { resourceRules?: ResourceRule[]; incomplete?: boolean } }>(
      "POST",
      "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
      { body, signal },
    );
    return { rules: status.resourceRules ?? [], incomplete: status.incomplete ?? false };
  } catch (error) {
    if (isApiError(error, 403)) return { rules: [], incomplete: true };
    throw error;
  }
}

async function isAllowed(
  cluster: Cluster,
  permission: Permission,
  namespace: string,
  { signal }: CallOptions,
): Promise<boolean> {
  const { verb, group, resource, subresource, name } = permission;
  const resourceAttributes = {
    verb,
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(name === undefined ? {} : { name }),
    ...(namespace === "" ? {} : { namespace }),
  };
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: { resourceAttributes } };
  try {
    const { status } = await cluster.request<{ status: { allowed: boolean } }>(
      "POST",
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      {
        body,
        signal,
      },
    );
    return status.allowed;
  } catch (error) {
    // A cluster that does not let its users ask: the change itself will show it.
    if (isApiError(error, 403)) return true;
    throw error;
  }
}
