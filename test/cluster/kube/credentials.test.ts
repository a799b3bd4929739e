// Do real credentials work, end and lack what they lack as a user is told?

import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describePermission, missingPermissions } from "../../../src/kube/access.ts";
import { isApiError } from "../../../src/kube/api-error.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { connect } from "../../../src/kube/connect.ts";
import { explainRefusal } from "../../../src/kube/refusal.ts";
import { as, environment, open, openOwnNamespace } from "./setup.ts";

let admin: Cluster;
let directory: string;
beforeAll(async () => {
  admin = await openOwnNamespace("kube-credentials");
  directory = await mkdtemp(join(tmpdir(), "slipway-credentials-"));
});
afterAll(() => rm(directory, { recursive: true }));

describe("a user with few rights", () => {
  it("is told what is missing, by one review", async () => {
    await admin.create({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "reader" },
      rules: [
        { verbs: ["get", "list"], apiGroups: ["apps"], resources: ["deployments"] },
        { verbs: ["patch"], apiGroups: ["apps"], resources: ["deployments"], resourceNames: ["orders"] },
      ],
    });
    await createServiceAccount("reader");
    await admin.create({
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "reader" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "reader" },
      subjects: [{ kind: "ServiceAccount", name: "reader", namespace: admin.namespace }],
    });
    const cluster = await open(admin.namespace, as({ token: await tokenOf("reader") }));
    const deployments = { group: "apps", resource: "deployments" };
    const needed = [
      { verb: "list", ...deployments },
      { verb: "patch", ...deployments, name: "orders" },
      { verb: "patch", ...deployments, name: "billing" },
      { verb: "create", group: "", resource: "configmaps" },
    ];
    await expect
      .poll(async () => (await missingPermissions(cluster, needed)).map(describePermission))
      .toEqual(['patch deployments.apps "billing"', "create configmaps"]);
    expect(await missingPermissions(admin, needed)).toEqual([]);
    const refused = await cluster.list({ apiVersion: "v1", kind: "Pod" }).catch((error: unknown) => error);
    expect(isApiError(refused, 403)).toBe(true);
    expect(String(explainRefusal(refused, "listing the pods"))).toMatch(/cannot list resource "pods".*Bind a Role/s);
  });
});

it("an administrator is let in by a client certificate", async () => {
  const inputs = { kubeconfig: environment.certificateKubeconfig, env: {}, tempDirectory: directory };
  const cluster = await connect({ ...inputs, mask: () => undefined });
  const found = await cluster.get({ apiVersion: "v1", kind: "Namespace", name: admin.namespace });
  expect(found?.metadata.name).toBe(admin.namespace);
  await cluster.close();
});

describe("a credential that has ended", () => {
  const expired = environment.expiredKubeconfig;
  // Only the rig can make one.
  if (expired !== undefined) {
    it("is named where a client certificate is out of date", async () => {
      const inputs = { kubeconfig: expired, env: {}, tempDirectory: directory, mask: () => undefined };
      await expect(connect(inputs)).rejects.toThrow(/client certificate of the user .* expired at/);
    });
  }

  it("is named where the server takes the token no more", async () => {
    await createServiceAccount("gone");
    const token = await tokenOf("gone");
    await admin.delete({ apiVersion: "v1", kind: "ServiceAccount", name: "gone" });
    const cluster = await open(admin.namespace, as({ token }));
    await expect
      .poll(() => cluster.request("GET", "/api/v1/namespaces").catch((error: unknown) => String(error)))
      .toMatch(/does not accept the token: Unauthorized \(401\)/);
  });

  it("is renewed where a plugin gives it", async () => {
    await createServiceAccount("robot");
    const runs = join(directory, "runs");
    const tokens = [`stale-${Math.random()}`, await tokenOf("robot")];
    await writeFile(join(directory, "1"), tokens[0] ?? "");
    await writeFile(join(directory, "2"), tokens[1] ?? "");
    const plugin = join(directory, "plugin");
    await writeFile(
      plugin,
      `#!/bin/sh
echo run >> ${runs}
printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' "$(cat ${directory}/$(wc -l < ${runs}))"
`,
    );
    await chmod(plugin, 0o755);
    const exec = { apiVersion: "client.authentication.k8s.io/v1", command: plugin, interactiveMode: "Never" };
    const cluster = await open(admin.namespace, as({ exec }));
    const review = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const answer = await cluster.request<{ status: { userInfo: { username: string } } }>(
      "POST",
      "/apis/authentication.k8s.io/v1/selfsubjectreviews",
      { body: review },
    );
    expect(answer.status.userInfo.username).toBe(`system:serviceaccount:${admin.namespace}:robot`);
    expect((await readFile(runs, "utf8")).trim().split("\n")).toHaveLength(2);
  });
});

describe("a server that is not the one meant", () => {
  it("is refused where its certificate is of another authority", async () => {
    const cluster = await open(admin.namespace, (config) => {
      for (const entry of config.clusters) delete entry.cluster["certificate-authority-data"];
      for (const entry of config.clusters) delete entry.cluster["certificate-authority"];
    });
    await expect(cluster.request("GET", "/version")).rejects.toThrow(
      /TLS does not come about.*certificate-authority-data/s,
    );
    expect(cluster.requestCount().total).toBe(1);
  });
});

async function createServiceAccount(name: string): Promise<void> {
  await admin.create({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name } });
}

async function tokenOf(account: string): Promise<string> {
  const path = `/api/v1/namespaces/${admin.namespace}/serviceaccounts/${account}/token`;
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const answer = await admin.request<{ status: { token: string } }>("POST", path, { body });
  return answer.status.token;
}
