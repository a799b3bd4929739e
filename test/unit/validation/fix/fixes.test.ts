import { readFile } from "node:fs/promises";
import { applyPatch } from "diff";
import { describe, expect, it } from "vitest";
import { readManifests } from "../../../../src/manifests/read-objects.ts";
import { suggestFixes } from "../../../../src/validation/fix/suggest-fixes.ts";
import { runCheck } from "../../../../src/validation/judge.ts";
import { checks } from "../../../../src/validation/registry.ts";
import type { Subject } from "../../../../src/validation/subject.ts";
import { goodYaml } from "../objects.ts";
import { proofs } from "../proofs/all.ts";
import { originOf, subjectFrom } from "../proofs/proof.ts";

function resultsOf(subject: Subject) {
  return checks.map((check) => runCheck(check, subject, "info"));
}

function keysOf(results: ReturnType<typeof resultsOf>): string[] {
  return results.flatMap(({ check, findings }) =>
    findings.map(({ subject, evidence }) => `${check.id} ${subject}: ${evidence}`),
  );
}

/** Checks that passed and do not any more. One that could not look before may well find something now. */
function newlyFailed(before: Subject, after: Subject): string[] {
  const passed = new Set(resultsOf(before).flatMap(({ check, state }) => (state === "passed" ? [check.id] : [])));
  return resultsOf(after).flatMap(({ check, state }) => (state === "failed" && passed.has(check.id) ? [check.id] : []));
}

/** Each violation that a check proposes to mend, in the text of its proof. */
const cases = proofs
  .filter(({ verdict }) => verdict.endsWith("fail"))
  .flatMap((proof) => {
    const origin = originOf(proof.subject);
    const check = checks.find(({ id }) => id === proof.check);
    if (origin === undefined || check === undefined) return [];
    const fixable = runCheck(check, proof.subject, "info").findings.filter(({ fix }) => fix !== undefined);
    return fixable.map((finding) => ({
      name: `${proof.check}: ${proof.case}: ${finding.evidence}`,
      proof,
      finding,
      origin,
    }));
  });

describe("the fix that a check proposes", () => {
  it.each(cases)("mends $name", ({ proof, finding, origin }) => {
    const { patch, left } = suggestFixes([finding], new Map([["orders.yaml", origin.yaml]]));
    expect(left).toEqual([]);
    const text = applyPatch(origin.yaml, patch);
    if (text === false) throw new Error(`git would refuse the patch:\n${patch}`);
    const after = subjectFrom(text, origin.live, origin.observed);
    expect(keysOf(resultsOf(after))).not.toContain(`${proof.check} ${finding.subject}: ${finding.evidence}`);
    expect(newlyFailed(proof.subject, after)).toEqual([]);
  });

  it("is there for what can be mended without knowing the service", () => {
    expect(new Set(cases.map(({ proof }) => proof.check)).size).toBeGreaterThanOrEqual(20);
  });
});

describe("all fixes of a service", () => {
  it("are one patch after which none of their findings is left, and no other is new", () => {
    const bad = goodYaml
      .replace("      automountServiceAccountToken: false\n", "")
      .replace("allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] }", "")
      .replace(", seccompProfile: { type: RuntimeDefault }", "");
    const before = subjectFrom(bad);
    const fixable = resultsOf(before).flatMap(({ findings }) => findings.filter(({ fix }) => fix !== undefined));
    expect(fixable.length).toBeGreaterThanOrEqual(5);
    const { patch, left } = suggestFixes(fixable, new Map([["orders.yaml", bad]]));
    expect(left).toEqual([]);
    const after = subjectFrom(String(applyPatch(bad, patch)));
    expect(newlyFailed(before, after)).toEqual([]);
    const rest = resultsOf(after).flatMap(({ findings }) => findings.filter(({ fix }) => fix !== undefined));
    expect(rest).toEqual([]);
  });

  it("mend the example where its hardening is missing, and it is the example again", async () => {
    const file = "examples/orders/k8s/deployment.yaml";
    const good = await readFile(file, "utf8");
    const bad = good
      .replace("            allowPrivilegeEscalation: false\n", "")
      .replace("            readOnlyRootFilesystem: true\n", "            readOnlyRootFilesystem: false\n")
      .replace("drop: [ALL]", "drop: [KILL]");
    const fixable = resultsOf(subjectFrom(bad)).flatMap(({ findings }) =>
      findings.filter(({ fix }) => fix !== undefined),
    );
    const alreadyThere = resultsOf(subjectFrom(good)).flatMap(({ findings }) =>
      findings.filter(({ fix }) => fix !== undefined),
    );
    const own = fixable.filter(({ evidence }) => !alreadyThere.some((one) => one.evidence === evidence));
    expect(own).toHaveLength(3);
    const { patch } = suggestFixes(own, new Map([["orders.yaml", bad]]));
    const mended = String(applyPatch(bad, patch));
    const read = (text: string): unknown => readManifests(text, file).map(({ object }) => object);
    expect(read(mended)).toEqual(read(good));
  });
});
