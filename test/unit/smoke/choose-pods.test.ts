import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { choosePods, type Expected, type Pod } from "../../../src/smoke/choose-pods.ts";
import { findPort } from "../../../src/smoke/find-port.ts";

const revision = (value: string) => ({ "deployment.kubernetes.io/revision": value });
const owned = (kind: string, uid: string) => [{ apiVersion: "apps/v1", kind, name: uid, uid, controller: true }];

function deployment(changes: { generation?: number } = {}): KubeObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "orders", uid: "d", generation: changes.generation ?? 4, annotations: revision("2") },
    status: { observedGeneration: 4 },
  };
}

function replicaSet(uid: string, number: string): KubeObject {
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: uid, uid, annotations: revision(number), ownerReferences: owned("Deployment", "d") },
  };
}

function pod(
  name: string,
  set: string | undefined,
  changes: { ready?: boolean; deleted?: boolean; digest?: string } = {},
): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      ...(set === undefined ? {} : { ownerReferences: owned("ReplicaSet", set) }),
      ...(changes.deleted ? { deletionTimestamp: "2026-01-01T00:00:00Z" } : {}),
    },
    spec: {
      containers: [
        {
          name: "orders",
          image: `orders@sha256:${changes.digest ?? "a"}`,
          ports: [{ name: "http", containerPort: 8080 }],
        },
      ],
    },
    status: { conditions: [{ type: "Ready", status: changes.ready === false ? "False" : "True" }] },
  };
}

const workloads = [deployment(), replicaSet("old", "1"), replicaSet("new", "2")];

function chosen(pods: Pod[], expected: Expected = {}, objects = workloads): string[] | string {
  const choice = choosePods(pods, objects, expected);
  return choice.kind === "chosen" ? choice.pods.map((one) => one.metadata.name) : choice.found;
}

describe("the pods under test", () => {
  it.each<[string, Pod[], Expected, string[] | string]>([
    ["are those of the newest revision", [pod("b", "new"), pod("x", "old"), pod("a", "new")], {}, ["a", "b"]],
    ["are not those that are being deleted", [pod("a", "new"), pod("x", "new", { deleted: true })], {}, ["a"]],
    ["are not those that are not ready", [pod("a", "new"), pod("x", "new", { ready: false })], {}, ["a"]],
    ["are those of a revision that is asked for", [pod("a", "new"), pod("x", "old")], { revision: "1" }, ["x"]],
    [
      "are those of a digest that is asked for",
      [pod("a", "new"), pod("x", "old", { digest: "b" })],
      { digest: "sha256:b" },
      ["x"],
    ],
    ["fit both", [pod("a", "new"), pod("b", "old")], { digest: "sha256:a", revision: "2" }, ["a"]],
    ["have no revision outside of a Deployment", [pod("a", undefined)], {}, ["a"]],
    [
      "never include one without the revision that is asked for",
      [pod("a", undefined)],
      { revision: "2" },
      "there is no pod of revision 2 among the 1 pods that are selected",
    ],
    [
      "are waited for while only old ones stand",
      [pod("x", "old")],
      {},
      "there is no pod of the newest revision among the 1 pods that are selected",
    ],
    [
      "are waited for until one is ready",
      [pod("a", "new", { ready: false }), pod("x", "old")],
      {},
      "none of the 1 pods of the newest revision is ready",
    ],
    [
      "are none where all are being deleted",
      [pod("a", "new", { deleted: true })],
      {},
      "all pods that are selected are being deleted",
    ],
    ["are none where none is selected", [], {}, "no pod is selected"],
  ])("%s", (_what, pods, expected, result) => {
    expect(chosen(pods, expected)).toEqual(result);
  });

  it("are not known before the controller has seen the newest change", () => {
    expect(chosen([pod("a", "new")], {}, [deployment({ generation: 5 }), ...workloads.slice(1)])).toContain(
      "has not seen",
    );
  });
});

describe("the port of a pod", () => {
  const one = pod("a", "new");
  const service = { kind: "Service", name: "orders" };
  const two = [
    { name: "http", port: 80, targetPort: "http" },
    { name: "admin", port: 81, targetPort: 9000 },
  ];

  it.each([
    ["the Service's only one, by name", two.slice(0, 1), undefined, 8080],
    ["by the Service's number", two, "81", 9000],
    ["by the Service's name", two, "http", 8080],
    ["the same number where no target is named", [{ port: 8080 }], undefined, 8080],
    ["the pod's only one", undefined, undefined, 8080],
    ["one that the manifest does not tell", undefined, "9999", 9999],
  ])("is %s", (_what, ports, asked, port) => {
    expect(findPort(one, ports, { port: asked, of: service }).port).toBe(port);
  });

  it.each([
    [two, undefined, /2 TCP ports: 80 \(http\), 81 \(admin\)/],
    [two, "82", /no port "82"/],
    [[], undefined, /0 TCP ports/],
    [[{ port: 80, targetPort: "web" }], undefined, /port named "web"/],
  ])("is refused with the ports there are", (ports, asked, message) => {
    expect(() => findPort(one, ports, { port: asked, of: service })).toThrow(message);
  });

  it.each([
    [{ port: 443 }, true],
    [{ port: 8443, name: "http" }, false],
    [{ port: 80, name: "https" }, true],
    [{ port: 80, appProtocol: "https" }, true],
    [{ port: 80, name: "https-admin", appProtocol: "http" }, false],
    [{ port: 443, appProtocol: "kubernetes.io/h2c" }, false],
    [{ port: 80 }, false],
  ])("speaks TLS where %j says so: %s", (port, secured) => {
    expect(findPort(one, [{ targetPort: 8080, ...port }], { of: service })).toEqual({ port: 8080, secured });
  });
});
