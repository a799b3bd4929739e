// Do the Roles of a validation only read, and do they name every kind that it reads?

import { describe, expect, it } from "vitest";
import { clusterWideKinds, type LiveKind, liveKinds } from "../../../src/validation/live-kinds.ts";
import {
  clusterRoleRules,
  type ReadRule,
  renderReadRole,
  resourceOf,
  roleRules,
} from "../../../src/validation/role.ts";

const namesIn = (rules: readonly ReadRule[]) =>
  rules.flatMap(({ apiGroups, resources }) => resources.map((resource) => `${apiGroups[0]}/${resource}`));

describe("the Roles of a validation", () => {
  it("let nobody change anything", () => {
    const verbs = [...roleRules(), ...clusterRoleRules()].flatMap((rule) => rule.verbs);
    expect(new Set(verbs)).toEqual(new Set(["get", "list"]));
  });

  it("name each kind once, in the one or the other", () => {
    for (const [kind, apiVersion] of Object.entries(liveKinds) as [LiveKind, string][]) {
      const name = `${apiVersion.includes("/") ? apiVersion.split("/")[0] : ""}/${resourceOf(kind)}`;
      const wide = clusterWideKinds.includes(kind);
      expect(namesIn(clusterRoleRules()).includes(name), kind).toBe(wide);
      // A Role may let one read the namespace that it stands in.
      expect(namesIn(roleRules()).includes(name), kind).toBe(!wide || kind === "Namespace");
    }
    expect(namesIn(roleRules())).toEqual(expect.arrayContaining(["/namespaces", "velero.io/backups"]));
  });

  it("are written as RBAC reads them", () => {
    expect(renderReadRole("ClusterRole", "slipway", [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }])).toBe(
      [
        "apiVersion: rbac.authorization.k8s.io/v1",
        "kind: ClusterRole",
        "metadata: { name: slipway }",
        "rules:",
        '  - { apiGroups: [""], resources: [nodes], verbs: [get] }',
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["NetworkPolicy", "networkpolicies"],
    ["Ingress", "ingresses"],
    ["IngressClass", "ingressclasses"],
    ["PodMetrics", "pods"],
    ["Gateway", "gateways"],
    ["HTTPRoute", "httproutes"],
  ] as const)("call %s %s", (kind, resource) => {
    expect(resourceOf(kind)).toBe(resource);
  });
});
