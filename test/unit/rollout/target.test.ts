import { expect, it } from "vitest";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import { resolveTarget } from "../../../src/rollout/target.ts";

const targetIn = (asked: string | undefined, written: string) => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: orders${written === "" ? "" : `, namespace: ${written}`} }
spec: { template: { spec: { containers: [{ name: orders, image: orders }] } } }
`;
  const source = { kind: "manifests", manifests: readManifests(text, "orders.yaml"), namespace: asked } as const;
  return resolveTarget(source, asked ?? "default").workload.namespace;
};

it.each([
  [undefined, "", "default"],
  [undefined, "shop", "shop"],
  ["shop", "", "shop"],
  ["shop", "shop", "shop"],
])("the namespace of a release that the input says is %s and the manifest %s", (asked, written, namespace) => {
  expect(targetIn(asked, written)).toBe(namespace);
});

it("is an error where the two differ", () => {
  expect(() => targetIn("staging", "production")).toThrow(
    /the input `namespace` is staging, and the manifest of Deployment orders says production/,
  );
});
