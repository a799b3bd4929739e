import { describe, expect, it } from "vitest";
import { parseBaseline } from "../../../src/validation/baseline.ts";
import type { Check, Examination, Finding } from "../../../src/validation/check.ts";
import { type CheckResult, judge } from "../../../src/validation/judge.ts";
import { plainRules, type Rules } from "../../../src/validation/rules.ts";
import { subjectOf } from "../../../src/validation/subject.ts";
import { baselineOf } from "../../../src/validation/validate.ts";
import { parseWaivers } from "../../../src/waivers/waivers.ts";

const now = new Date("2026-06-01T12:00:00Z");
const subject = subjectOf([], undefined, undefined);

function check(id: string, examination: Examination, severity: Check["severity"] = "high"): Check {
  const texts = { title: "", why: "", source: "", recommendation: "" };
  return { id: id as Check["id"], severity, ...texts, run: () => examination };
}

function finding(name: string, evidence = "it has 1 pod", namespace = "shop"): Finding {
  return { subject: `Deployment ${namespace}/${name}`, object: { kind: "Deployment", namespace, name }, evidence };
}

const found = (...findings: Finding[]): Examination => ({ kind: "examined", count: 3, findings });
const unknown: Examination = { kind: "unknown", reason: "forbidden" };

function run(checks: readonly Check[], rules: Partial<Rules> = {}) {
  return judge(checks, subject, { ...plainRules, now, ...rules });
}

function first(checks: readonly Check[], rules: Partial<Rules> = {}): CheckResult | undefined {
  return run(checks, rules).results[0];
}

function waiver(checkId: string, more: string, expires = "2026-12-31") {
  const text = `waivers: [{ check: ${checkId}, reason: it is so for now, owner: team, expires: ${expires}${more} }]`;
  return parseWaivers(text, "waivers.yaml");
}

const replicas = check("reliability/replicas", found(finding("orders"), finding("carts")));

describe("a waiver", () => {
  it("accepts what its selector names, and leaves it to be seen", () => {
    const waivers = waiver("reliability/replicas", ", selector: Deployment/orders");
    const result = first([replicas], { waivers });
    expect(result).toMatchObject({ state: "failed", blocks: true });
    expect(result?.findings.map((one) => one.subject)).toEqual(["Deployment shop/carts"]);
    expect(result?.waived.map((one) => one.finding.subject)).toEqual(["Deployment shop/orders"]);
  });

  it.each([
    ["the whole check", ""],
    ["a pattern", ", selector: 'shop/Deployment/*'"],
  ])("accepts all of it with %s", (_what, selector) => {
    const judged = run([replicas], { waivers: waiver("reliability/replicas", selector) });
    expect(judged.results[0]).toMatchObject({ state: "accepted", blocks: false, findings: [] });
    expect(judged.unused).toEqual([]);
  });

  it("is for one namespace where it names one", () => {
    const waivers = waiver("reliability/replicas", ", selector: other/Deployment/orders");
    const judged = run([replicas], { waivers });
    expect(judged.results[0]?.findings).toHaveLength(2);
    expect(judged.unused).toHaveLength(1);
  });

  it("that has ended accepts nothing and is told", () => {
    const judged = run([replicas], { waivers: waiver("reliability/replicas", "", "2026-05-31") });
    expect(judged.results[0]).toMatchObject({ state: "failed", blocks: true });
    expect(judged.expired).toHaveLength(1);
  });

  it("holds to the end of its last day", () => {
    expect(run([replicas], { waivers: waiver("reliability/replicas", "", "2026-06-01") }).expired).toEqual([]);
  });

  it("of a check that finds nothing is of no use", () => {
    const passing = check("reliability/replicas", found());
    expect(run([passing], { waivers: waiver("reliability/replicas", "") }).unused).toHaveLength(1);
  });

  it("of a check that could not look, or does not apply, is not called of no use", () => {
    const waivers = waiver("reliability/replicas", ", selector: Deployment/orders");
    expect(run([check("reliability/replicas", unknown)], { waivers }).unused).toEqual([]);
    const nothing = check("reliability/replicas", { kind: "not-applicable", reason: "no cluster" });
    expect(run([nothing], { waivers }).unused).toEqual([]);
  });

  it("of the whole check accepts that nobody knows; one of an object does not", () => {
    const dark = check("reliability/replicas", unknown);
    expect(first([dark], { waivers: waiver("reliability/replicas", "") })).toMatchObject({
      state: "unknown",
      blocks: false,
      waived: [{ finding: { subject: "the whole check", evidence: "forbidden" } }],
    });
    const waivers = waiver("reliability/replicas", ", selector: Deployment/orders");
    expect(first([dark], { waivers })).toMatchObject({ state: "unknown", blocks: true, waived: [] });
  });
});

describe("what nobody knows", () => {
  it.each<[Rules["unknown"], boolean]>([
    ["fail", true],
    ["report", false],
  ])("with unknown: %s blocks: %s, and never passes", (rule, blocks) => {
    const result = first([check("a/b", unknown)], { unknown: rule });
    expect(result).toMatchObject({ state: "unknown", blocks });
  });

  it("blocks only at the threshold, as a finding does", () => {
    expect(first([check("a/b", unknown, "medium")])?.blocks).toBe(false);
  });

  it("is what a profile makes of a check that no input says where to look for", () => {
    const silent = check("a/b", { kind: "not-applicable", reason: "no endpoint is given", notAsked: true });
    expect(first([silent])).toMatchObject({ state: "not-applicable", blocks: false });
    const profile = { name: "daily", checks: [silent] };
    expect(first([silent], { profile })).toMatchObject({ state: "unknown", blocks: true });
    expect(first([silent], { profile, relaxed: ["a/*"] })).toMatchObject({ state: "unknown", blocks: false });
  });
});

describe("a relaxation", () => {
  it("lets a check be, and leaves what it found to be seen", () => {
    const result = first([replicas], { relaxed: ["reliability/replicas"] });
    expect(result).toMatchObject({ state: "failed", relaxed: true, blocks: false });
    expect(result?.findings).toHaveLength(2);
  });

  it("of an area holds for its checks and no other", () => {
    const others = [replicas, check("reliabilityx/a", found(finding("a")))];
    const judged = run(others, { relaxed: ["reliability/*"] });
    expect(judged.results.map(({ relaxed }) => relaxed)).toEqual([true, false]);
  });
});

describe("a severity that is set", () => {
  it("stands in the result and decides what blocks", () => {
    const settings = new Map([["reliability/replicas", { severity: "info" as const, values: {} }]]);
    expect(first([replicas], { settings })).toMatchObject({ check: { severity: "info" }, blocks: false });
    expect(first([replicas], { settings, failOn: "info" })?.blocks).toBe(true);
  });
});

describe("a baseline", () => {
  const written = baselineOf({ results: run([replicas]).results } as Parameters<typeof baselineOf>[0]);
  const baseline = parseBaseline(written, "baseline.json");

  it("lets pass what was there before and fails what is new", () => {
    const same = first([replicas], { baseline });
    expect(same).toMatchObject({ state: "accepted", blocks: false, findings: [] });
    expect(same?.unchanged).toHaveLength(2);
    const more = check("reliability/replicas", found(finding("orders"), finding("carts"), finding("mails")));
    expect(first([more], { baseline })).toMatchObject({
      state: "failed",
      blocks: true,
      findings: [{ subject: "Deployment shop/mails" }],
    });
  });

  it("knows a finding by what was seen, not by its numbers nor by its line", () => {
    const later = { ...finding("orders", "it has 0 pods"), at: { file: "b.yaml", line: 9 } };
    expect(first([check("reliability/replicas", found(later))], { baseline })?.findings).toHaveLength(1);
    const counted = { ...finding("orders", "it has 2 pod"), at: { file: "b.yaml", line: 9 } };
    expect(first([check("reliability/replicas", found(counted))], { baseline })?.findings).toEqual([]);
  });

  it("knows it again from another pod and another digest, but not of another thing", () => {
    const evidence = (pod: string, digest: string) =>
      found(finding("orders", `the pod ${pod} runs sha256:${digest.repeat(64)}`));
    const before = run([check("release/digest", evidence("orders-7d9f8b6c5-x2xkz", "a"))]).results;
    const old = parseBaseline(baselineOf({ results: before } as Parameters<typeof baselineOf>[0]), "baseline.json");
    const now = check("release/digest", evidence("orders-55c4d8f9b7-qqt4z", "b"));
    expect(first([now], { baseline: old })?.findings).toEqual([]);
    const other = check("release/digest", evidence("carts-55c4d8f9b7-qqt4z", "b"));
    expect(first([other], { baseline: old })?.findings).toHaveLength(1);
  });

  it("does not cover the same once more", () => {
    const twice = check("reliability/replicas", found(finding("orders"), finding("orders")));
    expect(first([twice], { baseline })).toMatchObject({ findings: [{}], unchanged: [{}] });
  });

  it("tells what is found no more, but not of a check that could not look", () => {
    const mended = check("reliability/replicas", found(finding("orders")));
    expect(run([mended], { baseline }).gone).toMatchObject([
      { check: "reliability/replicas", subject: "Deployment shop/carts" },
    ]);
    expect(run([check("reliability/replicas", unknown)], { baseline }).gone).toEqual([]);
    expect(run([], { baseline }).gone).toEqual([]);
  });

  it("does not let pass that nobody knows", () => {
    expect(first([check("reliability/replicas", unknown)], { baseline })?.blocks).toBe(true);
  });

  it("is a file that people read, in an order that stays", () => {
    expect(written).toMatch(
      /^\{\n {2}"version": 1,\n {2}"findings": \[\n {4}\{"check":"reliability\/replicas","subject":"Deployment shop\/carts",/,
    );
    expect(() => parseBaseline('{"version": 2, "findings": []}', "baseline.json")).toThrow(/version/);
  });
});

describe("a check that throws", () => {
  it("is unknown", () => {
    const broken: Check = {
      ...replicas,
      run: () => {
        throw new TypeError("x is not iterable");
      },
    };
    expect(first([broken])).toMatchObject({ state: "unknown", blocks: true });
  });
});
