import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Check } from "../../../src/validation/check.ts";
import { plainSettings, readCheckSettings, readRelaxed } from "../../../src/validation/settings.ts";

const settings = z.strictObject({
  percent: z.number().min(1).max(100).default(90).describe("Of the limit."),
  "at-least": z.int().default(2).describe("Pods."),
});

const memory: Check<z.output<typeof settings>> = {
  ...described("cluster/memory-usage"),
  settings,
  run: (_subject, { percent }) => ({ kind: "not-applicable", reason: `above ${percent} %` }),
};
const replicas: Check = { ...described("reliability/replicas"), run: () => ({ kind: "unknown", reason: "" }) };
const checks: readonly Check[] = [memory, replicas];

function described(id: Check["id"]) {
  return { id, severity: "high", title: "", why: "", source: "", recommendation: "" } as const;
}

describe("the settings of the checks", () => {
  it("give a check its own values, with the defaults of what is not set", () => {
    const read = readCheckSettings("cluster/memory-usage: { percent: 80, severity: low }", checks);
    expect(read.get("cluster/memory-usage")).toEqual({ severity: "low", values: { percent: 80, "at-least": 2 } });
    expect(plainSettings(memory).values).toEqual({ percent: 90, "at-least": 2 });
    expect(plainSettings(replicas).values).toEqual({});
  });

  it("are JSON as well, as slipway.yaml hands them on", () => {
    const read = readCheckSettings('{"reliability/replicas":{"severity":"info"}}', checks);
    expect(read.get("reliability/replicas")?.severity).toBe("info");
  });

  it.each([
    ["reliability/replcas: {}", /no check "reliability\/replcas".*Did you mean "reliability\/replicas"/],
    ["replicas: {}", /Did you mean "reliability\/replicas"/],
    ["something: {}", /docs\/checks.md names them all/],
    ["cluster/memory-usage: { persent: 80 }", /persent.*Did you mean "percent"/],
    ["cluster/memory-usage: { percent: 800 }", /memory-usage.*800 is out of range.*at most 100/],
    ["reliability/replicas: { percent: 80 }", /"percent" is not a known key/],
    ["reliability/replicas: { severity: hihg }", /"hihg" is not allowed. Did you mean "high"/],
    ["reliability/replicas: off", /mapping/],
  ])("refuse %j", (text, message) => {
    expect(() => readCheckSettings(text, checks)).toThrow(message);
  });

  it("are refused where slipway.yaml holds them", () => {
    const text =
      '"reliability/replicas": {"severity":"low"} # slipway.yaml:7:9\n"cluster/memory": {} # deploy/slip way.yaml:8:9';
    expect(() => readCheckSettings(text, checks)).toThrow(
      expect.objectContaining({ at: { file: "deploy/slip way.yaml", line: 8, column: 9 } }),
    );
  });

  it("relax a check or an area that there is, and no other", () => {
    expect(readRelaxed(["reliability/replicas", "cluster/*"], checks)).toHaveLength(2);
    expect(() => readRelaxed(["clusters/*"], checks)).toThrow(/Did you mean "cluster\/\*"/);
    expect(() => readRelaxed(["reliability/replica"], checks)).toThrow(/Did you mean "reliability\/replicas"/);
  });
});
