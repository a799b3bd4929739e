import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderPermissions } from "../../../scripts/permissions.ts";
import { renderRole, rulesOf } from "../../../src/rollout/role.ts";

describe("the rules of a Role", () => {
  it("name each resource once, with its verbs in order", () => {
    expect(
      rulesOf([
        { verb: "patch", group: "apps", resource: "deployments" },
        { verb: "get", group: "apps", resource: "deployments" },
        { verb: "get", group: "apps", resource: "deployments" },
        { verb: "get", group: "", resource: "pods", subresource: "log" },
      ]),
    ).toEqual([
      { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
      { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] },
    ]);
  });

  it("are written as kubectl reads them", () => {
    const rules = rulesOf([{ verb: "list", group: "", resource: "events" }]);
    expect(renderRole("slipway", rules)).toContain('  - { apiGroups: [""], resources: [events], verbs: [list] }\n');
  });

  it("stand in docs/permissions.md as the code has them (npm run docs writes it anew)", () => {
    expect(readFileSync("docs/permissions.md", "utf8")).toBe(renderPermissions());
  });
});
