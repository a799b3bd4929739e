import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rigEnvironment } from "../../rig/environment.ts";
import { orders, ordersImage, service, workspaceOf } from "../rollout/orders.ts";
import type { ActionOptions } from "../rollout/run-action.ts";
import { createUser, type PolicyRule, userWithToken } from "../support/users.ts";
import { objectsIn, type TestService, verifiedService } from "./service.ts";
import { type ToldOptions, toldOnce } from "./told.ts";

// What is refused before anything is changed: by whom the cluster knows, by what the manifests and the image are.

const { expiredKubeconfig } = await rigEnvironment();

let one: string;
let two: string;
let place: TestService;
let before: readonly string[];

beforeAll(async () => {
  [one, two] = await Promise.all([ordersImage("1"), ordersImage("2")]);
  place = await verifiedService("refusals", one);
  before = await untouched();
});

/** Without the lock: whoever is refused beside this one may have it for a moment. */
async function untouched(): Promise<readonly string[]> {
  return (await objectsIn(place.namespace)).filter((each) => !each.startsWith("Lease "));
}

/** Runs a release of version 2 that is refused, and gives back what it says. */
async function refused(
  inputs: Readonly<Record<string, string>>,
  options: ActionOptions & ToldOptions = {},
): Promise<string> {
  // Another test of this file may hold the lock for a moment.
  const given = { image: two, "wait-for-lock": "60s", ...inputs };
  const run = await place.deploy(given, { run: "2", ...options });
  const told = await toldOnce(run, options);
  expect(run.outputs.changed).toBe("false");
  expect(await untouched()).toEqual(before);
  return told;
}

function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-faults-"));
  writeFileSync(join(folder, name), text);
  return folder;
}

describe.concurrent("a kubeconfig", () => {
  it("that is empty: the trap of reusable workflows is explained", async () => {
    const told = await refused({ kubeconfig: "" }, { env: { KUBECONFIG: "" } });
    expect(told).toMatch(/finding the cluster: the input "kubeconfig" is empty, KUBECONFIG is not set/);
    expect(told).toMatch(
      /a reusable workflow sees an empty text for a secret that its caller did not pass.*secrets: inherit/,
    );
  });

  // Only the rig can make one.
  if (expiredKubeconfig !== undefined) {
    it("whose client certificate has expired: nothing is even asked", async () => {
      const kubeconfig = readFileSync(expiredKubeconfig, "utf8");
      const [, key = ""] = /client-key-data"?: "?([^"\s]+)/.exec(kubeconfig) ?? [];
      const told = await refused({ kubeconfig }, { secrets: [key] });
      expect(told).toMatch(/the client certificate of the user \S+ expired at \d{4}-.*kubeconfig/);
    });
  }

  it("whose token the cluster does not take", async () => {
    const token = `gone-${"x".repeat(40)}`;
    const { kubeconfig } = await userWithToken(token, place.namespace);
    const told = await refused({ kubeconfig: readFileSync(kubeconfig, "utf8") }, { secrets: [token] });
    expect(told).toMatch(/asking the Kubernetes API server .*it does not accept the token: Unauthorized \(401\)/);
    expect(told).toContain("make a new kubeconfig");
  });
});

describe.concurrent("a user", () => {
  it("without a permission: each verb and resource that is missing is named", async () => {
    const core: PolicyRule = { apiGroups: [""], resources: ["pods", "configmaps", "services"], verbs: ["*"] };
    const leases: PolicyRule = { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["*"] };
    const reads: PolicyRule = {
      apiGroups: ["apps"],
      resources: ["deployments", "replicasets"],
      verbs: ["get", "list", "watch"],
    };
    const user = await createUser(place.namespace, "reader", [core, leases, reads]);
    const told = await refused({ kubeconfig: readFileSync(user.kubeconfig, "utf8") }, { secrets: [user.token] });
    expect(told).toContain(
      `checking what this user may do in the namespace ${place.namespace}: it may not patch deployments.apps, create deployments.apps. Bind a Role`,
    );
  });
});

describe.concurrent("a namespace", () => {
  it("that does not exist", async () => {
    const told = await refused({ namespace: "no-such-namespace" });
    expect(told).toMatch(/the cluster https:\S+ has no namespace no-such-namespace\. Create it/);
  });
});

describe.concurrent("an image", () => {
  it("that does not exist", async () => {
    const told = await refused({ image: `${two.split("@")[0]}:never-pushed` });
    expect(told).toMatch(/looking up the image \S+:never-pushed: its registry does not have it: .* has no /);
    expect(told).toContain("Nothing was changed.");
  });
});

describe.concurrent("a manifest", () => {
  it("that is not YAML, on its line", async () => {
    const told = await refused(
      {},
      { workspace: folderWith("orders.yaml", "kind: Deployment\nmetadata: {name: orders\n") },
    );
    expect(told).toMatch(/^::error file=orders\.yaml,line=\d+/);
    expect(told).toMatch(/orders\.yaml.*YAML/s);
  });

  it("that is not of Kubernetes, on its line", async () => {
    const told = await refused(
      {},
      { workspace: folderWith("orders.yaml", "services:\n  orders:\n    image: orders\n") },
    );
    expect(told).toMatch(/^::error file=orders\.yaml,line=1/);
    expect(told).toMatch(/apiVersion/);
  });

  it("that is of an object which another one is of, too", async () => {
    const told = await refused({}, { workspace: workspaceOf(service, orders(), orders()) });
    expect(told).toMatch(/^::error file=orders\.yaml,line=\d+/);
    expect(told).toMatch(/Deployment.*orders.*is described twice: orders\.yaml:\d+ and orders\.yaml:\d+/);
  });

  it("that changes what cannot be changed, with the field, before anything is", async () => {
    const labels = { app: "orders", tier: "web" };
    const { template, ...spec } = orders().spec;
    const moved = {
      ...orders(),
      spec: { ...spec, selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } },
    };
    const told = await refused({}, { workspace: workspaceOf(service, moved) });
    expect(told).toMatch(/^::error file=orders\.yaml,line=\d+/);
    expect(told).toMatch(/spec\.selector.*field is immutable/);
  });

  it("that the API server would not take, on its line", async () => {
    const misspelt = workspaceOf(service, orders({ spec: { replica: 3 } }));
    const told = await refused({}, { workspace: misspelt });
    const line = readFileSync(join(misspelt, "orders.yaml"), "utf8")
      .split("\n")
      .findIndex((text) => text.includes('"replica"'));
    expect(told).toContain(`::error file=orders.yaml,line=${line + 1}`);
    expect(told).toMatch(/checking Deployment .*replica/);
  });
});
