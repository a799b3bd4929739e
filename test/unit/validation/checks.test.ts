import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../../src/manifests/manifest.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import { areas } from "../../../src/validation/areas.ts";
import { renderChecks } from "../../../src/validation/document.ts";
import { runCheck } from "../../../src/validation/judge.ts";
import type { LiveObjects } from "../../../src/validation/live-objects.ts";
import { checks } from "../../../src/validation/registry.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { liveWith, manifestsWith, manifestsWithout, unreadable } from "./objects.ts";

function result(id: string, manifests: Manifest[], live?: LiveObjects) {
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  return runCheck(check, subjectOf(manifests, live, undefined), "low");
}

const ofNamespaces =
  "policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { a: b } } }] }] }";
const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: orders, namespace: shop }
spec: { parentRefs: [{ name: web }] }
`;
const quota = {
  metadata: { name: "quota", namespace: "shop" },
  spec: { hard: { pods: "9" } },
  status: { used: { pods: "3" } },
};

/** What may not be read, and which check is left unknown by it. */
const unknown: [id: string, lists: Parameters<typeof liveWith>[0], manifests: Manifest[]][] = [
  ["release/observed", { Deployment: unreadable }, manifestsWith()],
  ["release/pods-ready", { Pod: unreadable }, manifestsWith()],
  ["release/digest", { Pod: unreadable }, manifestsWith()],
  ["release/restarts", { Pod: unreadable }, manifestsWith()],
  ["release/service-endpoints", { EndpointSlice: unreadable }, manifestsWith()],
  ["performance/namespace-limits", { ResourceQuota: unreadable }, manifestsWith()],
  ["performance/resource-quota", { ResourceQuota: [quota], Pod: unreadable }, manifestsWith()],
  ["reliability/measured-start", { Pod: unreadable }, manifestsWith()],
  ["network/policy-peers", { Namespace: unreadable }, manifestsWith("policyTypes: [Ingress] }", ofNamespaces)],
  ["network/route-parents", { Gateway: unreadable }, readManifests(route, "route.yaml")],
  ["reliability/disruption-budget", { PodDisruptionBudget: unreadable }, manifestsWithout("PodDisruptionBudget")],
  ["network/network-policy", { NetworkPolicy: unreadable }, manifestsWithout("NetworkPolicy")],
];

describe("the checks", () => {
  it.each(checks.map((check) => [check.id]))("%s finds nothing in a good service", (id) => {
    const { state, findings } = result(id, manifestsWith(), liveWith());
    expect({ findings, fits: ["passed", "not-applicable"].includes(state) }).toEqual({ findings: [], fits: true });
  });

  it.each(unknown)("%s is unknown, and blocks, where it may not read", (id, lists, manifests) => {
    expect(result(id, manifests, liveWith(lists))).toMatchObject({
      state: "unknown",
      reason: "forbidden",
      blocks: true,
    });
  });

  it("never show a secret's value", () => {
    const all = manifestsWith(
      "{ name: MODE, value: fast }",
      '{ name: A_TOKEN, value: hunter2 }, { name: DB, value: "amqp://u:hunter2@q" }',
    );
    expect(JSON.stringify(checks.map(({ id }) => result(id, all).findings))).not.toContain("hunter2");
  });

  it("of the cluster do not apply where none was asked", () => {
    expect(result("release/pods-ready", manifestsWith())).toMatchObject({ state: "not-applicable", blocks: false });
  });

  it("have ids of their own, in a known area", () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { id } of checks) expect(areas).toContain(id.split("/")[0]);
    expect(checks.length).toBeGreaterThanOrEqual(300);
  });

  it("stand in docs/checks.md as the code has them", async () => {
    expect(await readFile("docs/checks.md", "utf8")).toBe(renderChecks());
  });
});
