// Can a release change and remove what `kubectl` put there before?

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { adopt } from "../../../src/kube/adopt.ts";
import type { Cluster } from "../../../src/kube/cluster.ts";
import { adoptFields, conflictsOf, ownersOf } from "../../../src/kube/managed-fields.ts";
import type { KubeObject } from "../../../src/kube/object.ts";
import { environment, openOwnNamespace } from "./setup.ts";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await openOwnNamespace("kube-adoption");
});

const WEB = { apiVersion: "apps/v1", kind: "Deployment", name: "web" };
const IMAGE_PATH = ["spec", "template", "spec", "containers", { name: "web" }, "image"];

interface Deployment extends KubeObject {
  spec: { template: { spec: { containers: { image: string; env?: { name: string; value: string }[] }[] } } };
}

describe("an object that kubectl applied and changed", () => {
  it("is adopted: another image does not conflict, and an environment variable that is left out is removed", async () => {
    await applyWithKubectl(
      deployment("web:1", [
        { name: "MODE", value: "old" },
        { name: "KEPT", value: "1" },
      ]),
    );
    await kubectl("set", "image", "deployment/web", "web=web:2");
    const live = await get();
    expect(ownersOf(live, IMAGE_PATH).map(({ manager }) => manager)).toEqual(["kubectl-set"]);
    const wanted = deployment("web:3", [{ name: "KEPT", value: "1" }]);
    const refused = await cluster.apply(wanted, { fieldManager: "slipway" }).catch((error: unknown) => error);
    expect(conflictsOf(refused).map(({ manager }) => manager)).toContain("kubectl-set");

    const { object: adopted, from } = await adopt(cluster, live, "slipway");
    expect(from.map(({ manager }) => manager).sort()).toEqual(["kubectl-client-side-apply", "kubectl-set"]);
    expect(adopted.metadata.generation).toBe(live.metadata.generation);
    expect(ownersOf(adopted, IMAGE_PATH)).toMatchObject([{ manager: "slipway", operation: "Apply" }]);
    expect(adoptFields(adopted, "slipway")).toBeUndefined();

    const applied = await cluster.apply<Deployment>(wanted, { fieldManager: "slipway" });
    expect(applied.spec.template.spec.containers).toMatchObject([
      { image: "web:3", env: [{ name: "KEPT", value: "1" }] },
    ]);
  });

  it("is read again where it changed after it was read", async () => {
    const stale = await get();
    await kubectl("label", "deployment/web", "touched=yes");
    const touched = {
      ...stale,
      metadata: { ...stale.metadata, managedFields: (await get()).metadata.managedFields ?? [] },
    };
    const { object, from } = await adopt(cluster, touched, "slipway");
    expect(from.map(({ manager }) => manager)).toEqual(["kubectl-label"]);
    expect(ownersOf(object, ["metadata", "labels", "touched"])).toMatchObject([{ manager: "slipway" }]);
  });
});

async function get(): Promise<Deployment> {
  const live = await cluster.get<Deployment>(WEB);
  if (!live) throw new Error("the Deployment is not there");
  return live;
}

function deployment(image: string, env: { name: string; value: string }[]): KubeObject {
  const labels = { app: "web" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "web", image, env }] } },
    },
  };
}

async function applyWithKubectl(object: KubeObject): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "slipway-adoption-"));
  const file = join(directory, "deployment.json");
  await writeFile(file, JSON.stringify(object));
  await kubectl("apply", "-f", file);
  await rm(directory, { recursive: true });
}

async function kubectl(...args: string[]): Promise<void> {
  await promisify(execFile)("kubectl", ["--namespace", cluster.namespace, ...args], { env: environment.env });
}
