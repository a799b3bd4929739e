import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadSettings } from "../../../src/config/load.ts";
import { loadRules } from "../../../src/validation/load-rules.ts";

/** The examples of the page, by the file that each stands for. */
const examples = new Map<string, string>();
const directory = mkdtempSync(join(tmpdir(), "slipway-rules-"));

beforeAll(async () => {
  const page = await readFile("docs/validate-production.md", "utf8");
  for (const [, name = "", text = ""] of page.matchAll(/<!-- example (\S+) -->\n```yaml\n(.*?)```/gs)) {
    examples.set(name, text);
    writeFileSync(join(directory, name), text);
  }
});

describe("the page about validate-production", () => {
  it("has examples that the toolkit reads", async () => {
    expect([...examples.keys()].sort()).toEqual([
      "attestations.yaml",
      "custom-checks.yaml",
      "slipway.yaml",
      "waivers.yaml",
    ]);
    const given = await loadSettings("validate-production", {
      file: "slipway.yaml",
      settings: "orders/staging",
      directory,
    });
    const rules = await loadRules(
      {
        profile: "pre-production",
        relax: (given.relax ?? "").split("\n"),
        checks: given.checks,
        "custom-checks": ["custom-checks.yaml"],
        waivers: "waivers.yaml",
        attestations: "attestations.yaml",
      },
      { directory, now: new Date("2026-11-01T00:00:00Z") },
    );
    expect(rules.relaxed).toEqual(["reliability/replicas", "reliability/disruption-budget"]);
    expect(rules.settings.get("reliability/replicas")?.severity).toBe("critical");
    expect(rules.custom.map(({ id }) => id)).toEqual(["custom/team-label", "custom/own-registry"]);
    expect(rules.waivers).toHaveLength(1);
    expect(rules.unknown).toBe("fail");
  });

  it("and names files that are missing with what to do", async () => {
    const none = { relax: [], "custom-checks": [] };
    const at = { directory, now: new Date() };
    await expect(loadRules({ ...none, baseline: "none.json" }, at)).rejects.toThrow(
      /none.json cannot be read.*baseline-output/,
    );
    await expect(loadRules({ ...none, attestations: "none.yaml" }, at)).rejects.toThrow(/none.yaml cannot be read/);
    await expect(loadRules({ ...none, "custom-checks": ["none.yaml"] }, at)).rejects.toThrow(
      /none.yaml cannot be read/,
    );
  });
});
