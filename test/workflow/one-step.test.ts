import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "./support/caller.ts";
import { digestOf } from "./support/environment-view.ts";
import { type Environments, makeEnvironments } from "./support/environments.ts";
import { type Front, openFront, smokeSecrets, withSecretStep } from "./support/front.ts";

// One story: the second release goes on from where the first left the environment.

let environments: Environments;
let front: Front;

beforeAll(async () => {
  environments = await makeEnvironments("one-step", [30041, 30040]);
  front = await openFront(environments.machine.urlOf(30041));
});
afterAll(async () => {
  front?.close();
  await environments?.remove();
});

describe("the action at the root", () => {
  it("builds, deploys, asks the gates with their secrets and confirms in one step", async () => {
    const { caller } = environments;
    const files = {
      ".github/workflows/one.yml": workflow(environments, front),
      "checks/smoke.yaml": withSecretStep(await caller.read("checks/smoke.yaml")),
    };
    await caller.commit("Take orders", files, "v1.0.0");
    const result = await environments.run({ event: "push", workflow: "one.yml" });
    expect(result.errors).toEqual([]);
    expect(result.exitCode).toBe(0);
    const authorization = `Bearer ${smokeSecrets.token}`;
    expect(front.seen).toContainEqual({ path: `/absent/${smokeSecrets.key}`, authorization });
    expect(new Set(front.seen.map((asked) => asked.authorization))).toEqual(new Set([authorization]));
    const printed = result.lines.join("\n");
    expect(printed).toContain("a secret");
    expect(printed).not.toMatch(new RegExp(Object.values(smokeSecrets).join("|")));
    const staging = await environments.view("staging");
    expect(staging).toMatchObject({ version: "v1.0.0", complete: true });
    expect(staging.releases).toMatchObject([{ state: "verified", digest: digestOf(staging.image), version: "v1.0.0" }]);
  });

  it("goes back in the same step where a gate fails, and tells the gate's reason", async () => {
    const suite = "requests: [{ path: /, expect: { headers: { x-deployment-version: v0.9.0 } } }]\ndeadline: 2s\n";
    await environments.caller.commit("Ask for what is not there", { "checks/smoke.yaml": suite }, "v2.0.0");
    const result = await environments.run({ event: "push", workflow: "one.yml" });
    expect(result.exitCode).not.toBe(0);
    expect(result.errors.join("\n")).toContain("v0.9.0");
    const staging = await environments.view("staging");
    expect(staging).toMatchObject({ version: "v1.0.0", complete: true });
    expect(staging.releases.find(({ version }) => version === "v2.0.0")?.state).toBe("rolled-back");
  });
});

function workflow({ namespaces, machine, image }: Environments, { url }: Front): string {
  return `name: One step
on: push
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: ${project}@v1
        with:
          image: ${image}
          build-args: VERSION
          build-contexts: |
            ${machine.buildContexts.join("\n            ")}
          kubeconfig: \${{ secrets.KUBECONFIG }}
          namespace: ${namespaces.staging}
          manifests: |
            k8s
            environments/staging
          timeout: 1m
          url: ${url}
          smoke: checks/smoke.yaml
          smoke-secrets: \${{ secrets.SMOKE_SECRETS }}
          smoke-token: \${{ secrets.SMOKE_TOKEN }}
`;
}
