// What becomes of what the cluster answers, and of what it refuses?

import { describe, expect, it } from "vitest";
import { ApiError } from "../../../../src/kube/api-error.ts";
import type { Cluster } from "../../../../src/kube/cluster.ts";
import { observeCluster } from "../../../../src/validation/cluster/observe-cluster.ts";
import { volumeUsage } from "../../../../src/validation/cluster/volume-usage.ts";
import { runCheck } from "../../../../src/validation/judge.ts";
import { at, claim, mounting } from "../proofs/cluster-objects.ts";

const signal = new AbortController().signal;
const lists = { Pod: mounting, PersistentVolumeClaim: [claim()] };
const summary = (volume: object) => ({ pods: [{ volume: [{ name: "tmp" }, volume] }] });
const data = {
  pvcRef: { name: "data", namespace: "shop" },
  usedBytes: 90,
  capacityBytes: 100,
  inodesUsed: 1,
  inodes: 9,
};

/** Answers by path, or refuses; kubelets' statistics of claims take a minute to come, which no test waits for. */
async function observe(answers: Record<string, unknown>) {
  const asked: string[] = [];
  const answer = async (path: string) => {
    asked.push(path);
    const found = answers[path];
    if (found !== undefined) return found;
    throw new ApiError(path, { code: 403, message: `${path} is forbidden` });
  };
  const cluster = {
    namespace: "shop",
    clockOffset: () => 5,
    request: (_method: string, path: string) => answer(path),
    get: ({ name }: { name: string }) => answer(name).then((found) => (found === "missing" ? undefined : found)),
  } as unknown as Cluster;
  const seen = await observeCluster(cluster, at(lists), { signal });
  if (seen.kind !== "seen") throw new Error(seen.reason);
  return { seen: seen.value, asked, judged: runCheck(volumeUsage, at(lists, seen.value), "high") };
}

describe("the cluster", () => {
  it("is asked for its version, the certificates that are named, and the nodes whose pods mount claims", async () => {
    const { seen, asked } = await observe({
      "/version": { gitVersion: "v1.34.4" },
      "orders-tls": "missing",
      "/api/v1/nodes/n1/proxy/stats/summary": summary(data),
    });
    expect(asked.toSorted()).toEqual(["/api/v1/nodes/n1/proxy/stats/summary", "/version", "orders-tls"]);
    expect(seen.version).toEqual({ kind: "seen", value: "v1.34.4" });
    expect(seen.clockOffset).toBe(5);
    expect(seen.certificates.get("orders-tls")).toEqual({ kind: "seen", value: "missing" });
    const value = { usedBytes: 90, capacityBytes: 100, usedFiles: 1, mostFiles: 9 };
    expect(seen.volumes.get("data")).toEqual({ kind: "seen", value });
  });

  it("that refuses is unknown with its words, and no volume passes then", async () => {
    const { seen, judged } = await observe({});
    expect(seen.version).toEqual({ kind: "unknown", reason: "/version is forbidden" });
    expect(seen.certificates.get("orders-tls")).toMatchObject({ kind: "unknown" });
    expect(judged).toMatchObject({ state: "unknown", reason: "/api/v1/nodes/n1/proxy/stats/summary is forbidden" });
  });

  it("leaves a volume unknown of which no kubelet tells, or only that of another namespace", async () => {
    const other = { ...data, pvcRef: { name: "data", namespace: "other" } };
    const { judged } = await observe({ "/api/v1/nodes/n1/proxy/stats/summary": summary(other) });
    expect(judged).toMatchObject({ state: "unknown", reason: "no kubelet has told how full each volume is" });
  });

  it("keeps of a Secret that holds no certificate only that", async () => {
    const { seen } = await observe({
      "orders-tls": { data: { "tls.crt": "aHVudGVyMg==", "tls.key": "aHVudGVyMg==" } },
    });
    const certificate = seen.certificates.get("orders-tls");
    expect(certificate).toMatchObject({ value: { problems: ["its tls.crt holds no certificate"] } });
    expect(JSON.stringify(certificate)).not.toMatch(/hunter2|aHVudGVyMg/);
  });
});
