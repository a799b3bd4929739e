import { describe, expect, it } from "vitest";
import { runCheck } from "../../../src/validation/judge.ts";
import { checks } from "../../../src/validation/registry.ts";
import { proofs } from "./proofs/all.ts";
import type { Proof } from "./proofs/proof.ts";

const verdicts: readonly Proof["verdict"][] = ["pass", "fail", "near-pass", "near-fail"];
const byCheck = Map.groupBy(proofs, ({ check }) => check);

function judge({ check: id, subject }: Proof) {
  const check = checks.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  return runCheck(check, subject, "info");
}

describe("each check", () => {
  it("is proven by cases of its own", () => {
    const ids = checks.map(({ id }) => id as string);
    expect([...byCheck.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("is proven both ways, plainly and nearly", () => {
    const missing = checks.flatMap(({ id }) => {
      const proven = new Set((byCheck.get(id) ?? []).map(({ verdict }) => verdict));
      return verdicts.filter((verdict) => !proven.has(verdict)).map((verdict) => `${id}: ${verdict}`);
    });
    expect(missing).toEqual([]);
  });

  it.each([...byCheck])("%s is right about each of its cases", (_id, cases) => {
    for (const proof of cases) {
      const { state, findings, reason } = judge(proof);
      const passes = proof.verdict.endsWith("pass");
      const seen = { case: proof.case, state, reason, findings: passes ? findings : [] };
      expect(seen).toEqual({ case: proof.case, state: passes ? "passed" : "failed", reason: "", findings: [] });
      if (typeof proof.evidence === "string") expect(findings[0]?.evidence, proof.case).toContain(proof.evidence);
      if (proof.evidence instanceof RegExp) expect(findings[0]?.evidence, proof.case).toMatch(proof.evidence);
    }
  });
});
