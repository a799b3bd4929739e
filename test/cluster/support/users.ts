// How does a test act as somebody who is not the administrator?

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { rigEnvironment } from "../../rig/environment.ts";
import { admin } from "./admin.ts";

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

/** A ServiceAccount that may do in its namespace what the rules say, and nothing else: from the first request on. */
export async function createUser(namespace: string, name: string, rules: readonly PolicyRule[]): Promise<TestUser> {
  const cluster = await admin();
  const metadata = { name, namespace };
  const api = "rbac.authorization.k8s.io";
  await Promise.all([
    cluster.create({ apiVersion: "v1", kind: "ServiceAccount", metadata }),
    cluster.create({ apiVersion: `${api}/v1`, kind: "Role", metadata, rules }),
    cluster.create({
      apiVersion: `${api}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: api, kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    }),
  ]);
  const asked = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 7_200 } };
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const { status } = await cluster.request<{ status: { token: string } }>("POST", path, { body: asked });
  await untilPermitted(namespace, name, rules);
  return userWithToken(status.token, namespace);
}

/** The API server judges by what it has seen of Roles and bindings, a moment after they are written. */
async function untilPermitted(namespace: string, name: string, [rule]: readonly PolicyRule[]): Promise<void> {
  if (rule === undefined) return;
  const cluster = await admin();
  const [group = "", resource = "", verb = "", one = ""] = [
    rule.apiGroups,
    rule.resources,
    rule.verbs,
    rule.resourceNames,
  ].map((each) => each?.[0]);
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: {
      user: `system:serviceaccount:${namespace}:${name}`,
      resourceAttributes: { namespace, group, resource, verb, name: one },
    },
  };
  const path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
  const ask = () => cluster.request<{ status: { allowed: boolean } }>("POST", path, { body });
  const end = performance.now() + 60_000;
  while (!(await ask()).status.allowed) {
    if (performance.now() > end) throw new Error(`the user ${namespace}/${name} got no rights within a minute`);
    await sleep(50);
  }
}

/** A kubeconfig for any token, also one that the cluster does not accept (any more). */
export async function userWithToken(token: string, namespace: string): Promise<TestUser> {
  const written = parse(readFileSync((await rigEnvironment()).kubeconfig, "utf8")) as Kubeconfig;
  const current = written.contexts.find((each) => each.name === written["current-context"])?.context.cluster;
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: written.clusters.filter((each) => each.name === current),
    users: [{ name: "test", user: { token } }],
    contexts: [{ name: "test", context: { cluster: current, user: "test", namespace } }],
    "current-context": "test",
  };
  const folder = mkdtempSync(join(tmpdir(), "slipway-user-"));
  const file = join(folder, "kubeconfig");
  writeFileSync(file, JSON.stringify(kubeconfig), { mode: 0o600 });
  return { kubeconfig: file, token, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string }[];
  readonly contexts: readonly { readonly name: string; readonly context: { readonly cluster: string } }[];
  readonly "current-context": string;
}
