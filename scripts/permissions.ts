// What does docs/permissions.md say?

import type { ResourceType } from "../src/kube/cluster.ts";
import { builtInType } from "../src/kube/resource-types.ts";
import { type RoleRequest, renderRole, roleRules } from "../src/rollout/role.ts";
import {
  clusterRoleRules,
  renderReadRole,
  roleRules as validationRules,
  volumeStatisticsRules,
} from "../src/validation/role.ts";

/** The kinds that the Roles of the document let a release apply. */
function manifestsWith(workload: NonNullable<RoleRequest["kind"]>): readonly ResourceType[] {
  return [
    { apiVersion: "apps/v1", kind: workload },
    { apiVersion: "v1", kind: "Service" },
    { apiVersion: "v1", kind: "ConfigMap" },
    { apiVersion: "v1", kind: "Secret" },
    { apiVersion: "v1", kind: "ServiceAccount" },
  ].map((kind) => {
    const type = builtInType(kind);
    if (type === undefined) throw new Error(`${kind.kind} is not built in`);
    return type;
  });
}

const roles: readonly (readonly [title: string, request: Omit<RoleRequest, "manifests">])[] = [
  ["`strategy: rolling`", { strategy: "rolling" }],
  ["`strategy: rolling` of a StatefulSet", { strategy: "rolling", kind: "StatefulSet" }],
  ["`strategy: rolling` of a DaemonSet", { strategy: "rolling", kind: "DaemonSet" }],
  ["`strategy: blue-green`, `router: service`", { strategy: "blue-green", router: "service" }],
  ["`strategy: canary`, `router: replicas`", { strategy: "canary", router: "replicas" }],
  ["`strategy: canary` or `blue-green`, `router: traefik`", { strategy: "canary", router: "traefik" }],
  ["`strategy: canary` or `blue-green`, `router: gateway-api`", { strategy: "canary", router: "gateway-api" }],
  ["`strategy: canary` or `blue-green`, `router: istio`", { strategy: "canary", router: "istio" }],
  ["`strategy: canary` or `blue-green`, `router: nginx`", { strategy: "canary", router: "nginx" }],
];

/** The content of docs/permissions.md. */
export function renderPermissions(): string {
  return `# Permissions

Generated from the code. A release needs a Role in the namespace of its workload, and nothing in the cluster but, where
they are wanted, two rights of a ClusterRole: \`list\` of nodes and of pods in all namespaces, to find out before a
\`blue-green\` or \`canary\` release whether there is room (without it the scheduler finds out). With \`list\` of
nodes alone, a release that ends at its deadline for want of a node says what is wrong with that node; without it, what
the pods tell of it. Everything is checked before the first change, and each verb that is missing is named.

Each Role below lets a release apply its workload, Services, ConfigMaps, Secrets and ServiceAccounts. For another kind add
\`get\`, \`create\`, \`patch\` and, so that what a failed release has created is removed, \`delete\`. Where a prober, a health
check or a smoke test asks pods through the API server, add the rules below. Where several services of a namespace apply
the same object and one of them has \`prune\`, add \`list\` of \`configmaps\`: their records say so, and it stays. What lives in
no namespace is pruned only by who may list ConfigMaps in all of them.

\`\`\`yaml
  - { apiGroups: [""], resources: [pods], verbs: [get] }
  - { apiGroups: [""], resources: [pods/portforward], verbs: [get, create] }
  - { apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [list, watch] }
\`\`\`

Where the cluster has KEDA and the user may not look at its \`scaledobjects\`, a rolling release goes by the
HorizontalPodAutoscaler that KEDA makes, and does not see a ScaledObject that is paused or scaled to zero. A \`blue-green\`
or \`canary\` release of a workload that KEDA scales needs the right, and says so before the first change.

The tests release with exactly these Roles: by each strategy and router, with a release that fails and a rollback
(traffic runs through a real Traefik with those of \`traefik\` and \`gateway-api\`), and a StatefulSet and a DaemonSet.

\`operation: plan\` needs only the \`get\`, \`list\` and \`watch\` of these.

${roles.map(([title, request]) => `## ${title}\n\n\`\`\`yaml\n${renderRole("slipway", roleRules({ ...request, manifests: manifestsWith(request.kind ?? "Deployment") }))}\`\`\`\n`).join("\n")}
## validate-production

A validation only reads. Where the inputs name a workload it needs this Role in its namespace. Of Secrets it lists the
names alone, and gets those that hold certificates, pull logins and settings, of which no value is ever shown; RBAC does
not tell these apart, so who holds this Role could read every Secret of the namespace. Take \`secrets\` out, or name
those that may be read (\`resourceNames\`), and the checks that need the others are unknown, with the reason.

\`\`\`yaml
${renderReadRole("Role", "slipway-validate", validationRules())}\`\`\`

Nodes, volumes and classes stand in no namespace. With this ClusterRole they are judged too; without it the checks of
nodes, volumes and cluster-wide rights are unknown.

\`\`\`yaml
${renderReadRole("ClusterRole", "slipway-validate", clusterRoleRules())}\`\`\`

How full the volumes are is known to the kubelets alone. \`get\` of \`nodes/proxy\` lets its holder ask them anything, and
with that [run commands in every pod of the cluster](https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/):
grant it only to a user that may do so anyhow. Without it \`cluster/volume-usage\` is unknown for a service with volumes;
let Prometheus watch \`kubelet_volume_stats_available_bytes\` and waive the check.

\`\`\`yaml
${renderReadRole("ClusterRole", "slipway-validate-volumes", volumeStatisticsRules())}\`\`\`

A port-forward, a dry run, reading Secrets and a restore drill need more: [validate-production.md](validate-production.md#permissions) says what.
`;
}
