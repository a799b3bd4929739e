import { expect, it } from "vitest";
import type { FieldSet, KubeObject } from "../../../../src/kube/object.ts";
import { applyLocally } from "../../../../src/rollout/plan/apply-locally.ts";

const deployment = (spec: object, fields?: FieldSet): KubeObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {
    name: "orders",
    ...(fields && { managedFields: [{ manager: "slipway", operation: "Apply" as const, fieldsV1: fields }] }),
  },
  spec,
});
const container = (more: object = {}) => ({ name: "orders", image: "orders:1", ...more });
const pods = (...containers: object[]) => ({ template: { spec: { containers } } });
const apply = (live: KubeObject, manifest: KubeObject) =>
  applyLocally(live, manifest, (each) => each === "slipway").spec;

it("keeps what the server has filled in and what others set", () => {
  const live = deployment({
    replicas: 7,
    ...pods(container({ terminationMessagePath: "/dev/termination-log", env: [{ name: "A", value: "1" }] }), {
      name: "sidecar",
      image: "mesh:1",
    }),
  });
  const manifest = deployment(pods(container({ image: "orders:2" })));
  expect(apply(live, manifest)).toEqual({
    replicas: 7,
    ...pods(
      {
        name: "orders",
        image: "orders:2",
        terminationMessagePath: "/dev/termination-log",
        env: [{ name: "A", value: "1" }],
      },
      { name: "sidecar", image: "mesh:1" },
    ),
  });
});

it("takes away what was ours and is not written any more", () => {
  const owned: FieldSet = {
    "f:spec": {
      "f:replicas": {},
      "f:template": {
        "f:spec": {
          "f:containers": {
            'k:{"name":"orders"}': {
              ".": {},
              "f:image": {},
              "f:env": { 'k:{"name":"A"}': { ".": {}, "f:name": {}, "f:value": {} } },
            },
          },
        },
      },
    },
  };
  const live = deployment(
    {
      replicas: 3,
      ...pods(
        container({
          env: [
            { name: "A", value: "1" },
            { name: "B", value: "2" },
          ],
        }),
      ),
    },
    owned,
  );
  expect(apply(live, deployment(pods(container())))).toEqual(pods(container({ env: [{ name: "B", value: "2" }] })));
});

it.each([
  [
    "ports of a Service by their number",
    { ports: [{ port: 80, protocol: "TCP", targetPort: 8080, nodePort: 30999 }] },
    { ports: [{ port: 80, targetPort: "http" }] },
    { ports: [{ port: 80, protocol: "TCP", targetPort: "http", nodePort: 30999 }] },
  ],
  ["a list of texts as a whole", { hosts: ["a", "b"] }, { hosts: ["b"] }, { hosts: ["b"] }],
  [
    "mappings of an unknown list place by place",
    { rules: [{ path: "/", pathType: "Prefix" }] },
    { rules: [{ path: "/v2" }] },
    { rules: [{ path: "/v2", pathType: "Prefix" }] },
  ],
  [
    "equal quantities",
    { limits: { cpu: "500m", memory: "1Gi" } },
    { limits: { cpu: 0.5, memory: "1024Mi" } },
    { limits: { cpu: "500m", memory: "1Gi" } },
  ],
  [
    "other quantities",
    { limits: { memory: "1Gi" } },
    { limits: { memory: "1000Mi" } },
    { limits: { memory: "1000Mi" } },
  ],
  [
    "texts that only look like quantities",
    { options: { size: "1Gi" } },
    { options: { size: "1024Mi" } },
    { options: { size: "1024Mi" } },
  ],
  ["nothing for a null", { a: 1 }, { b: null }, { a: 1 }],
])("merges %s", (_, live, written, merged) => {
  expect(apply(deployment(live), deployment(written))).toEqual(merged);
});

it("reads stringData as the data that it becomes", () => {
  const secret = (parts: object): KubeObject => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s" },
    ...parts,
  });
  const live = secret({ data: { password: "b2xk" } });
  expect(applyLocally(live, secret({ stringData: { password: "old" } }), () => true)).toEqual(live);
});
