// How does a test act as somebody who is not the administrator?

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubectl, kubectlApply, kubectlJson } from "./kubectl.ts";

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface TestUser {
  /** The path of a kubeconfig that holds the user's token. */
  readonly kubeconfig: string;
  readonly token: string;
  /** Removes the file; the account goes with its namespace. */
  remove(): void;
}

/** A ServiceAccount that may do in its namespace what the rules say, and nothing else. */
export async function createUser(namespace: string, name: string, rules: readonly PolicyRule[]): Promise<TestUser> {
  const metadata = { name, namespace };
  await kubectlApply([
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", metadata, rules },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
  ]);
  const token = (await kubectl(["create", "token", name, "--duration=2h"], { namespace })).trim();
  return userWithToken(token, namespace);
}

/** A kubeconfig for any token, also one that the cluster does not accept (any more). */
export async function userWithToken(token: string, namespace: string): Promise<TestUser> {
  const view = await kubectlJson<KubeconfigView>(["config", "view", "--raw", "--minify"]);
  const kubeconfig = {
    ...view,
    users: [{ name: "test", user: { token } }],
    contexts: [{ name: "test", context: { cluster: view.clusters[0]?.name, user: "test", namespace } }],
    "current-context": "test",
  };
  const folder = mkdtempSync(join(tmpdir(), "slipway-user-"));
  const file = join(folder, "kubeconfig");
  writeFileSync(file, JSON.stringify(kubeconfig), { mode: 0o600 });
  return { kubeconfig: file, token, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

interface KubeconfigView {
  readonly clusters: readonly { readonly name: string }[];
}
