// Are rules read as the API server reads them?

import { describe, expect, it } from "vitest";
import { describePermission, type Permission, permits, type ResourceRule } from "../../../src/kube/access.ts";

const PATCH: Permission = { verb: "patch", group: "apps", resource: "deployments", name: "orders" };
const SCALE: Permission = { ...PATCH, subresource: "scale" };
const RULE: ResourceRule = { verbs: ["patch"], apiGroups: ["apps"], resources: ["deployments"] };

describe("a rule", () => {
  it.each([
    { rule: RULE, need: PATCH, permitted: true },
    { rule: { verbs: ["*"], apiGroups: ["*"], resources: ["*"] }, need: SCALE, permitted: true },
    { rule: { ...RULE, verbs: ["get"] }, need: PATCH, permitted: false },
    { rule: { ...RULE, apiGroups: [""] }, need: PATCH, permitted: false },
    { rule: RULE, need: SCALE, permitted: false },
    { rule: { ...RULE, resources: ["deployments/scale"] }, need: SCALE, permitted: true },
    { rule: { ...RULE, resources: ["*/scale"] }, need: SCALE, permitted: true },
    { rule: { ...RULE, resources: ["*/scale"] }, need: PATCH, permitted: false },
    { rule: { ...RULE, resourceNames: ["orders"] }, need: PATCH, permitted: true },
    { rule: { ...RULE, resourceNames: ["other"] }, need: PATCH, permitted: false },
    { rule: { ...RULE, resourceNames: ["orders"] }, need: { ...PATCH, name: undefined }, permitted: false },
  ])("$rule permits $need: $permitted", ({ rule, need, permitted }) => {
    expect(permits(rule, need)).toBe(permitted);
  });
});

describe("a permission", () => {
  it("is written as the server writes it", () => {
    expect(describePermission(SCALE)).toBe('patch deployments.apps/scale "orders"');
    expect(describePermission({ verb: "list", group: "", resource: "pods" })).toBe("list pods");
  });
});
