// Does the action validate-production judge as its inputs say?

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ActionResult } from "../../../src/actions/action.ts";
import { action } from "../../../src/actions/validate-production.ts";
import { checkValue } from "../../../src/config/shape.ts";
import type { Job } from "../../../src/github/job.ts";
import type { ValidationReport } from "../../../src/validation/results/validation-report.ts";
import { never, recordLog } from "../image/support.ts";
import { goodYaml } from "../validation/objects.ts";

let workspace: string;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), "validate-action-"));
  write("good.yaml", goodYaml);
  write("bad.yaml", goodYaml.replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"));
  write(
    "worse.yaml",
    goodYaml.replace("allowPrivilegeEscalation: false, readOnlyRootFilesystem: true", "runAsUser: 1"),
  );
});

function write(name: string, text: string): void {
  writeFileSync(join(workspace, name), text);
}

async function run(given: Readonly<Record<string, string>>): Promise<ActionResult & { said: readonly string[] }> {
  const log = recordLog();
  const run = { workspace, repository: "", sha: "", ref: "", event: "", actor: "", runKey: "", runUrl: "" };
  const job: Job = {
    ...{ log, signal: never, env: {}, tempDirectory: workspace, run },
    mask: () => undefined,
    redact: (text) => text,
    addSummary: async () => undefined,
    saveState: () => undefined,
    state: () => "",
  };
  const parsed = checkValue(action.inputs, given);
  if (parsed.kind === "misfits") throw new Error(JSON.stringify(parsed.problems));
  return { ...(await action.main(parsed.value, job)), said: log.entries };
}

function read(name: string): string {
  return readFileSync(join(workspace, name), "utf8");
}

/** Each check with its state, and each finding of it. */
async function verdicts(given: Readonly<Record<string, string>>): Promise<{ report: ValidationReport; all: string[] }> {
  await run({ ...given, json: "report.json" });
  const report = JSON.parse(read("report.json")) as ValidationReport;
  const all = report.checks.flatMap(({ id, findings }) =>
    findings.map(({ subject, evidence }) => `${id}: ${subject}: ${evidence}`),
  );
  return { report, all };
}

/** Only this one and what is critical anyway counts. */
const strict = { "fail-on": "critical", checks: "security/read-only-root: { severity: critical }" };
const readOnlyRoot = (more: string) =>
  `waivers: [{ check: security/read-only-root, reason: it writes a cache there, owner: team, expires: ${more} }]`;

describe("validate-production", () => {
  it("passes a good service, and fails one with a finding", async () => {
    expect(await run({ manifests: "good.yaml", ...strict })).toMatchObject({ outcome: "succeeded" });
    const bad = await run({ manifests: "bad.yaml", ...strict });
    const line = goodYaml.split("\n").findIndex((one) => one.includes("readOnlyRootFilesystem")) + 1;
    expect(bad).toMatchObject({ outcome: "failed", failure: { at: { file: "bad.yaml", line } } });
    expect(bad.failure?.found).toMatch(/^security\/read-only-root \(critical\)/);
  });

  it("lets a waiver accept it, seen in summary and log", async () => {
    write("waivers.yaml", readOnlyRoot("2999-12-31"));
    const waived = await run({ manifests: "bad.yaml", waivers: "waivers.yaml", ...strict });
    expect(waived).toMatchObject({ outcome: "succeeded", outputs: { accepted: "1" } });
    expect(waived.summary).toContain("it writes a cache there");
    expect(waived.said.join("\n")).toMatch(/security\/read-only-root.*Waived by team until 2999-12-31/);
  });

  it("shows what is waived in every result, with its reason", async () => {
    write("waivers.yaml", readOnlyRoot("2999-12-31"));
    const files = { sarif: "r.sarif", junit: "r.xml", json: "r.json", html: "r.html" };
    const { summary = "" } = await run({ manifests: "bad.yaml", waivers: "waivers.yaml", ...files, ...strict });
    for (const text of [summary, ...Object.values(files).map(read)]) {
      expect(text).toContain("security/read-only-root");
      expect(text).toContain("it writes a cache there");
    }
  });

  it("opens its summary with what to fix first, the worst before the others, with place and advice", async () => {
    const checks = "security/read-only-root: { severity: critical }";
    const { summary = "" } = await run({ manifests: "worse.yaml", checks, "fail-on": "low" });
    const [, , , , heading, , ...items] = summary.split("\n");
    expect(heading).toBe("#### fix first");
    expect(items[0]).toMatch(/^1\. \*\*critical\*\* `security\/read-only-root`: .*\(`worse\.yaml:[\d:]+`\)\. Set /);
    const listed = items.flatMap((line) => /^1\. \*\*(\w+)\*\*/.exec(line)?.[1] ?? []);
    expect(listed).toEqual(["critical", "high"]);
  });

  it("fails for a waiver of no use and for one that has ended, at its line, also where nothing else fails", async () => {
    write("unused.yaml", readOnlyRoot("2999-12-31"));
    const unused = await run({ manifests: "good.yaml", waivers: "unused.yaml" });
    expect(unused).toMatchObject({ outcome: "failed", failure: { at: { file: "unused.yaml", line: 1 } } });
    expect(unused.failure?.found).toMatch(/about nothing that was found/);
    write("ended.yaml", readOnlyRoot("2020-12-31"));
    const ended = await run({ manifests: "bad.yaml", waivers: "ended.yaml" });
    expect(ended.failure?.found).toMatch(/of team ended on 2020-12-31/);
  });

  it("refuses a waiver of a check that there is not", async () => {
    write("typo.yaml", readOnlyRoot("2999-12-31").replace("read-only-root", "readonly-root"));
    await expect(run({ manifests: "bad.yaml", waivers: "typo.yaml" })).rejects.toMatchObject({
      message: expect.stringMatching(/Did you mean "security\/read-only-root"/),
      at: { file: "typo.yaml", line: 1 },
    });
  });

  it("knows attestations and checks of another job in waivers and relaxations, but no mistyped one", async () => {
    write("others.yaml", readOnlyRoot("2999-12-31").replace("security/read-only-root", "custom/elsewhere"));
    const relax = "attestation/dns";
    expect(await run({ manifests: "good.yaml", waivers: "others.yaml", relax, ...strict })).toMatchObject({
      outcome: "succeeded",
    });
    write("attested.yaml", readOnlyRoot("2999-12-31").replace("security/read-only-root", "attestation/dsn"));
    await expect(run({ manifests: "good.yaml", waivers: "attested.yaml" })).rejects.toThrow(
      /Did you mean "attestation\/dns"/,
    );
  });

  it("writes a baseline that lets old findings pass and fails new ones", async () => {
    const first = await run({ manifests: "bad.yaml", "baseline-output": "baseline.json", ...strict });
    expect(first.outcome).toBe("failed");
    expect(JSON.parse(readFileSync(join(workspace, "baseline.json"), "utf8")).findings).toContainEqual({
      check: "security/read-only-root",
      subject: "Deployment shop/orders, container orders",
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}:1$/),
    });
    const old = await run({ manifests: "bad.yaml", baseline: "baseline.json", ...strict });
    expect(old).toMatchObject({ outcome: "succeeded", outputs: { failed: "0" } });
    const more = await run({ manifests: "worse.yaml", baseline: "baseline.json", ...strict });
    expect(more).toMatchObject({ outcome: "succeeded" });
    expect(more.said.join("\n")).toMatch(/security\/privilege-escalation \(high\)/);
    const worse = { ...strict, "fail-on": "high", relax: "network/*\nreliability/*\nperformance/*\nobjects/*" };
    expect((await run({ manifests: "worse.yaml", baseline: "baseline.json", ...worse })).outcome).toBe("failed");
    const mended = await run({ manifests: "good.yaml", baseline: "baseline.json", ...strict });
    expect(mended).toMatchObject({ outcome: "succeeded" });
    expect(mended.summary).toMatch(/is found no more: take it out of the baseline/);
  });

  it("relaxes a check by name, tells it, and fails nothing for it", async () => {
    const relaxed = await run({ manifests: "bad.yaml", relax: "security/read-only-root", ...strict });
    expect(relaxed).toMatchObject({ outcome: "succeeded", outputs: { failed: expect.stringMatching(/[1-9]/) } });
    expect(relaxed.summary).toContain("relaxed here");
  });

  it("gives a check another severity", async () => {
    const checks = "security/read-only-root: { severity: critical }";
    expect((await run({ manifests: "bad.yaml", checks })).failure?.found).toMatch(/read-only-root \(critical\)/);
  });

  it("under a profile takes for unknown what no input says where to look for, and asks for attestations", async () => {
    const daily = await run({ manifests: "good.yaml", profile: "daily", "fail-on": "none" });
    expect(daily.summary).toContain("the profile daily asks for it, but");
    expect(daily.summary).toContain("attestation/security-alerts");
    expect(daily.outcome).toBe("succeeded");
    expect((await run({ manifests: "good.yaml", profile: "post-deployment" })).outcome).toBe("failed");
  });

  it("counts what nobody knows as the input says, by default of pre-production against the service, and never for it", async () => {
    // Nobody listens there.
    const asked = { manifests: "good.yaml", endpoint: "http://127.0.0.1:1", "fail-on": "high", relax: "attestation/*" };
    const unknownOf = async (given: Readonly<Record<string, string>>) => {
      const { report } = await verdicts({ ...asked, ...given });
      return report.checks.filter(({ state, severity }) => state === "unknown" && /critical|high/.test(severity));
    };
    const whole = await unknownOf({ profile: "pre-production" });
    expect(whole.filter(({ id }) => id.startsWith("endpoint/")).length).toBeGreaterThan(3);
    expect(whole.filter(({ blocks, relaxed, reason }) => (!blocks && !relaxed) || reason === "")).toEqual([]);
    const told = await unknownOf({ profile: "pre-production", unknown: "report" });
    expect(told.map(({ id }) => id)).toEqual(whole.map(({ id }) => id));
    expect(told.filter(({ blocks }) => blocks)).toEqual([]);
    expect((await run(asked)).outcome).toBe("failed");
    expect((await run({ ...asked, unknown: "report" })).outcome).toBe("succeeded");
  });

  it("suggests a patch for the example with which the findings are gone, and nothing else is changed", async () => {
    cpSync("examples/orders/k8s", join(workspace, "k8s"), { recursive: true });
    const good = read("k8s/deployment.yaml");
    write(
      "k8s/deployment.yaml",
      good
        .replace("            allowPrivilegeEscalation: false\n", "")
        .replace("            readOnlyRootFilesystem: true\n", "            readOnlyRootFilesystem: false\n")
        .replace("drop: [ALL]", "drop: [KILL]"),
    );
    const given = { manifests: "k8s", "fail-on": "none" };
    const patched = { ...given, fix: "suggest", patch: "fix.patch" };
    const before = await verdicts(patched);
    const mended = before.report.checks.flatMap(({ id, findings }) =>
      findings.filter((one) => one.mended).map(({ subject, evidence }) => `${id}: ${subject}: ${evidence}`),
    );
    expect(mended.map((one) => one.replace(/:.*/, ""))).toEqual(
      expect.arrayContaining(["security/privilege-escalation", "security/read-only-root", "security/capabilities"]),
    );
    execFileSync("git", ["apply", "fix.patch"], { cwd: workspace, stdio: "pipe" });
    const after = await verdicts(given);
    expect(after.all).toEqual(before.all.filter((one) => !mended.includes(one)));
  });

  it("does not pass where no check could look at anything, told or not", async () => {
    write(
      "attested.yaml",
      `attestations:
  - { id: attestation/security-alerts, who: a, when: 2000-01-01, until: 2000-01-02, evidence: it was long ago }
`,
    );
    const blind = { profile: "daily", attestations: "attested.yaml", relax: "attestation/*" };
    const result = await run(blind);
    expect(result).toMatchObject({ outcome: "failed", outputs: { passed: "0" } });
    expect(result.failure?.found).toMatch(/no check could look at anything/);
    expect(
      result.said.filter((line) => line.startsWith("warning:") && line.includes("could not be judged")),
    ).toHaveLength(1);
  });

  it("runs a check in CEL beside the others", async () => {
    const rule = { id: "custom/team", title: "It has a team", severity: "high", kinds: ["Deployment"] };
    const whole = {
      ...rule,
      expression: "!has(object.spec.selector)",
      message: "too few",
      why: "Nobody knows.",
      fix: "Add it.",
    };
    write("own.yaml", JSON.stringify({ checks: [whole] }));
    const result = await run({ manifests: "good.yaml", "custom-checks": "own.yaml" });
    expect(result.failure?.found).toBe("custom/team (high): Deployment shop/orders: too few");
  });

  it("refuses to judge nothing", async () => {
    await expect(run({})).rejects.toThrow(/nothing to validate/);
  });
});
