import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../../src/kube/object.ts";
import { identityOf } from "../../../src/manifests/manifest.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import type { AdmissionAnswer } from "../../../src/validation/objects/seen.ts";
import { subjectOf, type Workload } from "../../../src/validation/subject.ts";
import { deployment, documents, object } from "./proofs/cases.ts";
import { objectsSeen } from "./proofs/objects-observed.ts";

function workload(yaml: string, admission?: (own: KubeObject) => AdmissionAnswer): Workload {
  const manifests = readManifests(yaml, "a.yaml");
  const own = manifests[0]?.object as KubeObject;
  const answers = admission && new Map([[identityOf(own), admission(own)]]);
  const observed = answers && { objects: { kind: "seen" as const, value: objectsSeen({ admission: answers }) } };
  const [first] = subjectOf(manifests, undefined, undefined, observed).workloads;
  if (first === undefined) throw new Error("there is no workload");
  return first;
}

const range = (item: string): string => object("v1", "LimitRange", `spec: { limits: [{ ${item} }] }`, "r");
const resources = (yaml: string) => workload(yaml).podSpec.containers[0]?.resources;

describe("a LimitRange of the namespace", () => {
  it.each([
    [
      "fills in limits, and requests from them",
      "",
      "type: Container, default: { memory: 64Mi }",
      { limits: { memory: "64Mi" }, requests: { memory: "64Mi" } },
    ],
    [
      "fills in requests of their own",
      "",
      "type: Container, default: { cpu: 1 }, defaultRequest: { cpu: 10m }",
      { limits: { cpu: 1 }, requests: { cpu: "10m" } },
    ],
    [
      "takes its maximum where it has no default",
      "",
      "type: Container, max: { cpu: 2 }, min: { memory: 1Mi }",
      { limits: { cpu: 2 }, requests: { cpu: 2, memory: "1Mi" } },
    ],
    [
      "leaves what is written",
      "resources: { limits: { cpu: 250m } }",
      "type: Container, default: { cpu: 1 }, defaultRequest: { cpu: 10m }",
      { limits: { cpu: "250m" }, requests: { cpu: "250m" } },
    ],
    ["that is about pods or claims fills in nothing", "", "type: Pod, max: { cpu: 2 }", undefined],
  ])("%s", (_what, container, item, expected) => {
    expect(resources(documents(deployment("", container), range(item)))).toEqual(expected);
  });

  it("of another namespace counts for nothing", () => {
    const other = range("type: Container, default: { cpu: 1 }").replace("shop", "other");
    expect(resources(documents(deployment(""), other))).toBeUndefined();
  });

  it("leaves the object as it was written", () => {
    const { object: own } = workload(documents(deployment(""), range("type: Container, default: { cpu: 1 }")));
    expect(JSON.stringify(own)).not.toContain("resources");
  });
});

describe("what admission made", () => {
  const podWith =
    (spec: object) =>
    (own: KubeObject): AdmissionAnswer => ({
      kind: "admitted",
      object: own,
      pod: { apiVersion: "v1", kind: "Pod", metadata: { name: "x", labels: { injected: "yes" } }, spec },
    });
  const token = { name: "kube-api-access-x2k4f", projected: {} };
  const written = deployment(
    "volumes: [{ name: v, emptyDir: {} }]",
    "env: [{ name: A, value: a }], volumeMounts: [{ name: v, mountPath: /v }]",
  );
  const made = workload(
    written,
    podWith({
      volumes: [{ name: "certs", emptyDir: {} }, token, { name: "v", emptyDir: {} }],
      containers: [
        { name: "proxy", image: "p" },
        {
          name: "a",
          image: "mirror/a",
          env: [
            { name: "PROXY", value: "1" },
            { name: "A", value: "a" },
          ],
          volumeMounts: [
            { name: token.name, mountPath: "/var/run/secrets" },
            { name: "v", mountPath: "/v" },
          ],
        },
      ],
    }),
  );

  it("is judged, with what was written first in each list, so that lines and fixes fit", () => {
    expect(made.podSpec.containers.map(({ name, image }) => [name, image])).toEqual([
      ["a", "mirror/a"],
      ["proxy", "p"],
    ]);
    expect(made.podSpec.containers[0]?.env?.map(({ name }) => name)).toEqual(["A", "PROXY"]);
    expect(made.podSpec.volumes?.map(({ name }) => name)).toEqual(["v", "certs"]);
    expect(made.podLabels).toEqual({ app: "a", injected: "yes" });
    // An injected container has no line of its own: the list has one.
    expect(made.position([...made.podSpecPath, "containers", 1])?.line).toBe(5);
  });

  it("leaves out the volume of the token that every pod gets", () => {
    expect(JSON.stringify(made.podSpec)).not.toContain("kube-api-access");
  });

  it("is the template where no pod was made, and what is written where it was refused", () => {
    const pods = (answer: (own: KubeObject) => AdmissionAnswer) => workload(deployment(""), answer).podSpec.containers;
    const changed = (own: KubeObject): AdmissionAnswer => ({
      kind: "admitted",
      object: JSON.parse(JSON.stringify(own).replace('"image":"a"', '"image":"mirror/a"')),
      pod: undefined,
    });
    expect(pods(changed)).toMatchObject([{ name: "a", image: "mirror/a" }]);
    expect(pods(() => ({ kind: "refused", of: "pod", reason: "no" }))).toEqual([{ name: "a", image: "a" }]);
  });
});
