// Does ownership move from people's tools to ours, and from nobody else?

import { describe, expect, it } from "vitest";
import { ApiError } from "../../../src/kube/api-error.ts";
import { adoptFields, conflictsOf, ownersOf } from "../../../src/kube/managed-fields.ts";
import type { FieldSet, KubeObject, ManagedFieldsEntry } from "../../../src/kube/object.ts";

const REPLICAS: FieldSet = { "f:spec": { "f:replicas": {} } };
const IMAGE: FieldSet = {
  "f:spec": { "f:template": { "f:spec": { "f:containers": { 'k:{"name":"web"}': { ".": {}, "f:image": {} } } } } },
};
const RESTARTED: FieldSet = {
  "f:spec": {
    "f:template": { "f:metadata": { "f:annotations": { ".": {}, "f:kubectl.kubernetes.io/restartedAt": {} } } },
  },
};

describe("adopting fields", () => {
  it.each([
    { what: "the controllers' entries", entries: [entry("kube-controller-manager", "Update", REPLICAS, "status")] },
    { what: "another tool's entries", entries: [entry("helm", "Update", REPLICAS), entry("argocd", "Apply", IMAGE)] },
    { what: "what is ours already", entries: [entry("slipway", "Apply", REPLICAS)] },
    { what: "kubectl's entries of a subresource", entries: [entry("kubectl", "Update", REPLICAS, "scale")] },
    { what: "the mark of kubectl rollout restart", entries: [entry("kubectl-rollout", "Update", RESTARTED)] },
    { what: "tools that only sound like kubectl", entries: [entry("kubectlish", "Update", REPLICAS)] },
  ])("leaves $what", ({ entries }) => {
    expect(adoptFields(deployment(entries), "slipway")).toBeUndefined();
  });

  it("unites what kubectl apply, set and edit own, and says from whom", () => {
    const status = entry("kube-controller-manager", "Update", { "f:status": {} }, "status");
    const move = adoptFields(
      deployment([
        entry("kubectl-client-side-apply", "Update", REPLICAS),
        entry("kubectl-set", "Update", IMAGE),
        status,
      ]),
      "slipway",
    );
    expect(move?.from).toEqual([
      { manager: "kubectl-client-side-apply", fields: 1 },
      { manager: "kubectl-set", fields: 1 },
    ]);
    expect(move?.patch).toEqual([
      {
        op: "replace",
        path: "/metadata/managedFields",
        value: [{ ...entry("slipway", "Apply", { "f:spec": { ...REPLICAS["f:spec"], ...IMAGE["f:spec"] } }) }, status],
      },
      { op: "replace", path: "/metadata/resourceVersion", value: "7" },
    ]);
  });

  it.each(["before-first-apply", "kubectl", "kubectl-edit"])("adds what %s owns to what is ours", (manager) => {
    const move = adoptFields(
      deployment([entry("slipway", "Apply", IMAGE), entry(manager, "Update", REPLICAS)]),
      "slipway",
    );
    expect(managedFields(move)).toEqual([
      entry("slipway", "Apply", { "f:spec": { ...IMAGE["f:spec"], ...REPLICAS["f:spec"] } }),
    ]);
  });

  it("makes our own updates a part of what we apply", () => {
    const move = adoptFields(deployment([entry("slipway", "Update", REPLICAS)]), "slipway");
    expect(managedFields(move)).toEqual([entry("slipway", "Apply", REPLICAS)]);
  });

  it("leaves the restart mark with its owner while the rest moves", () => {
    const both: FieldSet = { "f:spec": { ...REPLICAS["f:spec"], ...RESTARTED["f:spec"] } };
    const move = adoptFields(deployment([entry("kubectl-edit", "Update", both)]), "slipway");
    const marked = {
      "f:spec": { "f:template": { "f:metadata": { "f:annotations": { "f:kubectl.kubernetes.io/restartedAt": {} } } } },
    };
    expect(managedFields(move)).toEqual([entry("slipway", "Apply", REPLICAS), entry("kubectl-edit", "Update", marked)]);
  });
});

describe("owners", () => {
  it("are found by the path of a field, list entries by their keys", () => {
    const object = deployment([entry("helm", "Update", IMAGE), entry("kubectl", "Update", REPLICAS)]);
    const owners = ownersOf(object, ["spec", "template", "spec", "containers", { name: "web" }, "image"]);
    expect(owners.map(({ manager }) => manager)).toEqual(["helm"]);
    expect(ownersOf(object, ["spec"])).toHaveLength(2);
  });

  it("of a conflict are read from the server's answer", () => {
    const causes = [
      { reason: "FieldManagerConflict", message: 'conflict with "helm" using apps/v1', field: ".spec.replicas" },
      {
        reason: "FieldManagerConflict",
        message: 'conflict with "kubectl" with subresource "scale" using apps/v1',
        field: ".spec.x",
      },
    ];
    expect(conflictsOf(new ApiError("PATCH", { code: 409, details: { causes } }))).toEqual([
      { manager: "helm", field: ".spec.replicas" },
      { manager: "kubectl", field: ".spec.x" },
    ]);
    expect(conflictsOf(new ApiError("PUT", { code: 409 }))).toEqual([]);
    expect(conflictsOf(new Error("other"))).toEqual([]);
  });
});

function managedFields(move: ReturnType<typeof adoptFields>): unknown {
  return move?.patch[0]?.value;
}

function entry(
  manager: string,
  operation: "Apply" | "Update",
  fieldsV1: FieldSet,
  subresource?: string,
): ManagedFieldsEntry {
  return {
    manager,
    operation,
    apiVersion: "apps/v1",
    fieldsType: "FieldsV1",
    fieldsV1,
    ...(subresource ? { subresource } : {}),
  };
}

function deployment(managedFields: ManagedFieldsEntry[]): KubeObject {
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", resourceVersion: "7", managedFields } };
}
