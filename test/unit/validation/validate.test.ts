import { describe, expect, it } from "vitest";
import { loadManifests } from "../../../src/manifests/load.ts";
import type { Manifest } from "../../../src/manifests/manifest.ts";
import { readManifests } from "../../../src/manifests/read-objects.ts";
import type { Position } from "../../../src/report/failure.ts";
import type { Log } from "../../../src/report/log.ts";
import type { LiveObjects } from "../../../src/validation/live-objects.ts";
import type { Observations } from "../../../src/validation/observations.ts";
import { validationFailure, validationSummary } from "../../../src/validation/report-validation.ts";
import { type NamedWorkload, subjectOf } from "../../../src/validation/subject.ts";
import { type FailOn, validate } from "../../../src/validation/validate.ts";
import { liveDeployment, livePod, liveWith, manifestsWith } from "./objects.ts";

function recordingLog(): { log: Log; said: string[] } {
  const said: string[] = [];
  const say = (level: string) => (message: string, at?: Position) => {
    said.push(`${level} ${at ? `${at.file}:${at.line} ` : ""}${message}`);
  };
  const log: Log = {
    info: say("info"),
    debug: say("debug"),
    warning: say("warning"),
    error: say("error"),
    foreign: say("foreign"),
    group: (_title, body) => body(),
  };
  return { log, said };
}

interface Given {
  readonly manifests?: readonly Manifest[];
  readonly live?: LiveObjects;
  readonly workload?: NamedWorkload | "all";
  readonly failOn?: FailOn;
  readonly observed?: Observations;
}

function run({ manifests = [], live, workload, failOn = "low", observed }: Given, log = recordingLog().log) {
  const subject = subjectOf(manifests, live, workload, observed);
  return validate({ subject, failOn }, { log, signal: new AbortController().signal });
}

const named = { kind: "Deployment", name: "orders" };

describe("a validation", () => {
  it("passes a good service at the strictest threshold", async () => {
    const result = await run({ manifests: manifestsWith(), live: liveWith(), workload: named });
    const states = ["passed", "not-applicable"];
    expect(result.results.filter(({ state }) => !states.includes(state)).map(({ check }) => check.id)).toEqual([]);
    expect(result.passed).toBe(true);
  });

  it.each<[FailOn, boolean]>([
    ["critical", true],
    ["high", true],
    ["medium", false],
    ["low", false],
    ["none", true],
  ])("with a finding of medium severity and fail-on %s passes: %s", async (failOn, passed) => {
    const manifests = manifestsWith("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false");
    expect((await run({ manifests, failOn })).passed).toBe(passed);
  });

  it("fails where what it must read cannot be read", async () => {
    const live = liveWith({ Pod: { kind: "unreadable", reason: "pods is forbidden" } });
    const result = await run({ manifests: manifestsWith(), live, workload: named, failOn: "critical" });
    expect(result.passed).toBe(false);
    expect(validationFailure(result).found).toContain("pods is forbidden");
    expect(validationSummary(result)).toContain("unknown: pods is forbidden");
  });

  it("fails where an object has not the shape that Kubernetes gives it", async () => {
    const result = await run({ manifests: manifestsWith("env: [{ name: DB_PASSWORD", "env: 5 #"), failOn: "critical" });
    expect(result.results.find(({ check }) => check.id === "security/plain-secrets")?.state).toBe("unknown");
    expect(result.passed).toBe(false);
  });

  it("refuses to judge nothing", async () => {
    await expect(run({})).rejects.toThrow(/nothing to validate/);
    const service = readManifests("apiVersion: v1\nkind: Service\nmetadata: { name: a }\n", "a.yaml");
    await expect(run({ manifests: service })).rejects.toThrow(/nothing to validate/);
    const problem = { attempted: "reading b.yaml", found: "a tab", advice: "", at: { file: "b.yaml", line: 3 } };
    const observed: Observations = { files: { kind: "seen", value: { count: 2, problems: [problem] } } };
    await expect(run({ manifests: service, observed })).rejects.toMatchObject({
      found: expect.stringContaining("what could not be read: b.yaml (a tab)"),
      at: { file: "b.yaml", line: 3 },
    });
  });

  it("refuses a named workload that is not in the cluster, manifests or not", async () => {
    const live = liveWith({ Deployment: [] });
    await expect(run({ live, workload: named })).rejects.toThrow(/not in the cluster/);
    await expect(run({ manifests: manifestsWith(), live, workload: named })).rejects.toThrow(/not in the cluster/);
  });

  it("judges a live workload that no manifest describes", async () => {
    const live = liveWith({ Deployment: [liveDeployment()], Pod: [livePod("a"), livePod("b"), livePod("c")] });
    const result = await run({ live, workload: named });
    const failed = result.results.filter(({ state }) => state === "failed").map(({ check }) => check.id);
    expect(failed).toEqual([
      "reliability/disruption-budget",
      "network/default-deny",
      "network/egress-policy",
      "network/network-policy",
    ]);
  });

  it("annotates the manifest's line: errors what blocks, warns of the rest, is quiet about low severity", async () => {
    const { log, said } = recordingLog();
    const manifests = manifestsWith("allowPrivilegeEscalation: false, readOnlyRootFilesystem: true", "runAsUser: 1");
    const result = await run({ manifests, failOn: "high" }, log);
    const failure = validationFailure(result);
    expect(failure.found).toMatch(/^security\/privilege-escalation \(high\)/);
    expect(failure.at).toMatchObject({ file: "orders.yaml", line: 28 });
    expect(said.filter((line) => line.startsWith("error"))).toEqual([]);
    expect(said.find((line) => line.startsWith("warning"))).toMatch(/^warning orders.yaml:28 security\/read-only-root/);
  });

  it("tells each finding that blocks once: the worst as the failure, the others as annotations", async () => {
    const { log, said } = recordingLog();
    const manifests = manifestsWith("allowPrivilegeEscalation: false, readOnlyRootFilesystem: true", "runAsUser: 1");
    const result = await run({ manifests, failOn: "medium" }, log);
    const errors = said.filter((line) => line.startsWith("error"));
    const blocking = result.results.filter(({ blocks }) => blocks).flatMap(({ findings }) => findings);
    expect(errors).toHaveLength(blocking.length - 1);
    expect(errors.join()).toMatch(/^error orders.yaml:28 security\/read-only-root/);
    expect(errors.join()).not.toContain("security/privilege-escalation");
  });

  it("escapes what comes from outside in the summary", async () => {
    const manifests = manifestsWith("name: orders\n          image", 'name: "<b>|x"\n          image');
    const result = await run({ manifests: manifests.map((one) => one), failOn: "none" });
    expect(validationSummary(result)).not.toContain("<b>");
  });

  it("lets the example service pass but for what its release puts in", async () => {
    const manifests = await loadManifests(["examples/orders/k8s"], { directory: "." });
    const result = await run({ manifests });
    const failed = result.results
      .filter(({ state, check }) => state === "failed" && check.severity !== "info")
      .map(({ check }) => check.id);
    expect(failed).toEqual(["security/image-digest", "security/image-registries", "reliability/image-tag"]);
  });
});
