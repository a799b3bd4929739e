// Which Role does a release need, and no more?

import type { Permission } from "../kube/access.ts";
import type { ResourceType } from "../kube/cluster.ts";
import { routerPermissions } from "../traffic/check-route.ts";
import type { RouterName } from "../traffic/router.ts";
import { releasePermissions, trackPermissions } from "./preflight.ts";

export interface RoleRequest {
  readonly strategy: "rolling" | "blue-green" | "canary";
  readonly router?: RouterName | undefined;
  /** Of the workload. */
  readonly kind?: "Deployment" | "StatefulSet" | "DaemonSet" | undefined;
  /** The kinds among the manifests. */
  readonly manifests: readonly ResourceType[];
  /** Whether pods are asked by the prober, by health checks or by a smoke test: through the API server. */
  readonly asksPods?: boolean | undefined;
}

/** As RBAC has it. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The rules of the smallest Role in the workload's namespace. Nodes (for `room`), namespaces and definitions are not in
 * a namespace: a Role cannot hold them.
 */
export function roleRules(request: RoleRequest): RoleRule[] {
  const namespace = "";
  const { strategy, router, kind = "Deployment", manifests, asksPods = false } = request;
  const workload = { apiVersion: "apps/v1", kind, name: "", namespace };
  const inNamespace = manifests.filter(({ namespaced }) => namespaced);
  return rulesOf([
    ...releasePermissions({ workload }, inNamespace),
    // What a failed release has created is removed, and so is what `prune` finds.
    ...inNamespace.map((type): Permission => ({ ...resourceOf(type), verb: "delete", namespace })),
    ...(strategy === "rolling" ? usersBack : trackPermissions({ namespace })),
    ...(router === undefined || router === "service" || router === "replicas"
      ? []
      : routerPermissions(router, namespace)),
    ...diagnosis,
    ...autoscalers(strategy),
    ...(asksPods ? podPermissions : []),
  ]);
}

/** One rule for each resource, its verbs in the order in which kubectl lists them. */
export function rulesOf(permissions: readonly Permission[]): RoleRule[] {
  const verbs = new Map<string, Set<string>>();
  for (const { verb, group, resource, subresource } of permissions) {
    const key = `${group} ${resource}${subresource === undefined ? "" : `/${subresource}`}`;
    verbs.set(key, (verbs.get(key) ?? new Set()).add(verb));
  }
  return [...verbs]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, own]) => {
      const [group = "", resource = ""] = key.split(" ");
      return { apiGroups: [group], resources: [resource], verbs: order.filter((verb) => own.has(verb)) };
    });
}

/** One line for each rule, as the documents show it. */
export function renderRole(name: string, rules: readonly RoleRule[]): string {
  return [
    "apiVersion: rbac.authorization.k8s.io/v1",
    "kind: Role",
    `metadata: { name: ${name} }`,
    "rules:",
    ...rules.map(
      ({ apiGroups, resources, verbs }) =>
        `  - { apiGroups: [${apiGroups.map((group) => group || '""').join(", ")}], resources: [${resources.join(", ")}], verbs: [${verbs.join(", ")}] }`,
    ),
    "",
  ].join("\n");
}

const order = ["get", "list", "watch", "create", "update", "patch", "delete"];

/** Without these a failure says that it could not read them. */
const diagnosis: readonly Permission[] = [
  { verb: "get", group: "", resource: "pods", subresource: "log" },
  { verb: "list", group: "", resource: "events" },
  { verb: "watch", group: "", resource: "events" },
];

/** Without these a way back is not seen to have its users again. */
const usersBack: readonly Permission[] = [
  { verb: "list", group: "", resource: "services" },
  { verb: "list", group: "discovery.k8s.io", resource: "endpointslices" },
  { verb: "watch", group: "discovery.k8s.io", resource: "endpointslices" },
];

/** An autoscaler keeps its say; while two tracks run it is pointed at the one that serves. */
function autoscalers(strategy: RoleRequest["strategy"]): Permission[] {
  const verbs = strategy === "rolling" ? ["list"] : ["get", "list", "patch"];
  return verbs.flatMap((verb) => [
    { verb, group: "autoscaling", resource: "horizontalpodautoscalers" },
    { verb, group: "keda.sh", resource: "scaledobjects" },
  ]);
}

const podPermissions: readonly Permission[] = [
  { verb: "get", group: "", resource: "pods" },
  { verb: "get", group: "", resource: "pods", subresource: "portforward" },
  { verb: "create", group: "", resource: "pods", subresource: "portforward" },
  { verb: "list", group: "discovery.k8s.io", resource: "endpointslices" },
  { verb: "watch", group: "discovery.k8s.io", resource: "endpointslices" },
];

function resourceOf({ apiVersion, plural }: ResourceType): { group: string; resource: string } {
  return { group: apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "", resource: plural };
}
