import { describe, expect, it } from "vitest";
import { inApplyOrder } from "../../../src/manifests/order.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";

const kinds = (text: string[]): string[] => {
  const manifests = readManifests(
    text.map((kind, index) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: n${index}}\n`).join("---\n"),
    "all.yaml",
  );
  return inApplyOrder(manifests).map(({ object }) => `${object.kind} ${object.metadata.name}`);
};

describe("inApplyOrder", () => {
  it("puts first what others need", () => {
    const mixed = [
      "HTTPRoute",
      "HorizontalPodAutoscaler",
      "Deployment",
      "Certificate",
      "PodDisruptionBudget",
      "Service",
      "PersistentVolumeClaim",
      "ConfigMap",
      "RoleBinding",
      "ServiceAccount",
      "CustomResourceDefinition",
      "Namespace",
    ];
    expect(kinds(mixed).map((text) => text.split(" ")[0])).toEqual(mixed.toReversed());
  });

  it("keeps the user's order within a rank", () => {
    expect(kinds(["Deployment", "ConfigMap", "Secret", "StatefulSet"])).toEqual([
      "ConfigMap n1",
      "Secret n2",
      "Deployment n0",
      "StatefulSet n3",
    ]);
  });
});
