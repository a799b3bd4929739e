import { afterAll, beforeAll, expect, it } from "vitest";
import { kubectl, kubectlApply } from "../support/kubectl.ts";
import { createNamespace, type TestNamespace } from "../support/namespace.ts";
import { orders, ordersImage, servingImage, workspaceOf } from "./orders.ts";
import { runAction } from "./run-action.ts";

// An API server answers `admission webhook "…" does not support dry run` for a webhook whose sideEffects
// are `Some`. Today's API takes no such webhook any more (it may be there from before); a policy with the
// same words refuses the same requests.

let namespace: TestNamespace;
let image: string;

beforeAll(async () => {
  [namespace, image] = await Promise.all([createNamespace("dry-run"), ordersImage("1")]);
});
afterAll(async () => {
  for (const kind of ["validatingadmissionpolicybinding", "validatingadmissionpolicy"]) {
    await kubectl(["delete", kind, namespace.name, "--ignore-not-found"]);
  }
  await namespace.remove();
});

it("warns of an admission that refuses dry runs, and goes on", async () => {
  const metadata = { name: namespace.name };
  const apiVersion = "admissionregistration.k8s.io/v1";
  const here = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace.name } } };
  await kubectlApply([
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata,
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          ...here,
          resourceRules: [
            { apiGroups: ["apps"], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["deployments"] },
          ],
        },
        validations: [
          { expression: "!request.?dryRun.orValue(false)", message: 'admission webhook "a" does not support dry run' },
        ],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata,
      spec: { policyName: namespace.name, validationActions: ["Deny"], matchResources: here },
    },
  ]);
  const manifest = JSON.stringify(orders({ image }));
  const dryRun = () =>
    kubectl(["apply", "--dry-run=server", "-f", "-"], { namespace: namespace.name, input: manifest }).then(
      () => "taken",
      (error: Error) => error.message,
    );
  await expect.poll(dryRun, { timeout: 30_000, interval: 200 }).toContain("does not support dry run");

  const run = await runAction(
    "deploy-rollout",
    { namespace: namespace.name, manifests: "orders.yaml", image },
    { workspace: workspaceOf(orders()) },
  );
  expect(run.log).toMatch(
    /^::warning file=orders\.yaml,line=1.*Deployment .*orders could not be checked before the release: .*does not support dry run/m,
  );
  expect(run.outputs, run.log).toMatchObject({ outcome: "succeeded", changed: "true" });
  expect(await servingImage(namespace.name)).toBe(image);
});
