import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { renderJunit } from "../../../../src/report/junit.ts";
import { renderSarif } from "../../../../src/report/sarif.ts";
import { extendHistory, noHistory, readHistory } from "../../../../src/validation/results/history.ts";
import { htmlReport } from "../../../../src/validation/results/html-report.ts";
import { junitOf } from "../../../../src/validation/results/junit-of.ts";
import { sarifOf } from "../../../../src/validation/results/sarif-of.ts";
import { at, badYaml, reportOfTests } from "./report.ts";

const report = await reportOfTests(noHistory);

describe("the report of a validation", () => {
  it("has what fails the job first, then what was found, then the rest", () => {
    const states = report.checks.map(({ blocks, state }) => (blocks ? "blocks" : state));
    expect(states[0]).toBe("blocks");
    expect([...new Set(states)]).toEqual(["blocks", "failed", "accepted", "passed", "not-applicable"]);
  });

  it("counts every check once", () => {
    expect(Object.values(report.counts).reduce((sum, count) => sum + count)).toBe(report.checks.length);
  });

  it("keeps a waived finding with its reason", () => {
    const waived = report.checks.flatMap(({ findings }) => findings).filter(({ state }) => state === "waived");
    expect(waived).toMatchObject([
      { file: "deploy/orders.yaml", accepted: "the <proxy> waits (team, until 2026-06-30)" },
    ]);
  });
});

describe("JUnit", () => {
  const xml = renderJunit(junitOf(report));

  it("is XML, and fails where the job fails and nowhere else", () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(xml);
    const blocking = report.checks.filter(({ blocks }) => blocks).length;
    expect(blocking).toBeGreaterThan(0);
    expect(Number(testsuites["@_failures"]) + Number(testsuites["@_errors"])).toBe(blocking);
    expect(Number(testsuites["@_tests"])).toBe(report.checks.length);
  });

  it("tells a waiver that has ended as a failure", () => {
    const suites = junitOf({ ...report, waivers: [{ waiver: "security/seccomp", problem: "ended" }] });
    expect(suites.at(-1)).toMatchObject({ name: "waivers", cases: [{ result: { kind: "failed" } }] });
  });
});

describe("SARIF", () => {
  const schema = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve("schemastore/schemas/json/sarif-2.1.0.json"), "utf8"),
  );
  const sarif = renderSarif(sarifOf(report, true)) as {
    runs: { results: { baselineState?: string; suppressions?: object[]; partialFingerprints: object }[] }[];
  };
  const results = sarif.runs[0]?.results ?? [];

  it("is valid against its schema", () => {
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile({
      ...schema,
      $schema: "http://json-schema.org/draft-07/schema#",
    });
    expect(validate(sarif), JSON.stringify(validate.errors)).toBe(true);
  });

  it("holds each finding with the fingerprint of the report, waived ones suppressed", () => {
    const findings = report.checks.flatMap((check) => check.findings);
    expect(results.map(({ partialFingerprints }) => partialFingerprints)).toEqual(
      findings.map(({ fingerprint }) => ({ "slipway/v1": fingerprint })),
    );
    expect(results.filter(({ suppressions }) => suppressions !== undefined)).toHaveLength(1);
    expect(new Set(results.map(({ baselineState }) => baselineState))).toEqual(new Set(["new"]));
  });
});

describe("the fingerprint in SARIF", () => {
  const keysOf = async (yaml?: string) => {
    const sarif = renderSarif(sarifOf(await reportOfTests(noHistory, yaml), true)) as {
      runs: { results: { partialFingerprints: Record<string, string>; locations?: Located[] }[] }[];
    };
    return (sarif.runs[0]?.results ?? []).map(({ partialFingerprints, locations }) => ({
      key: partialFingerprints["slipway/v1"],
      line: locations?.[0]?.physicalLocation.region?.startLine,
    }));
  };
  interface Located {
    readonly physicalLocation: { readonly region?: { readonly startLine: number } };
  }

  it("stays where lines move, and is another for another finding", async () => {
    const before = await keysOf();
    const after = await keysOf(`# moved\n# down\n${badYaml}`);
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
    expect(after.map(({ line }) => line)).toEqual(before.map(({ line }) => line && line + 2));
    expect(before.filter(({ line }) => line !== undefined).length).toBeGreaterThan(2);
    expect(new Set(before.map(({ key }) => key)).size).toBe(before.length);
  });
});

describe("the history", () => {
  it("remembers since when a finding is there, and forgets one that is gone", async () => {
    const first = readHistory(extendHistory(noHistory, report), "history.json");
    const [fingerprint = ""] = Object.keys(first.since);
    const old = {
      runs: first.runs,
      since: { ...first.since, [fingerprint]: "2025-12-01T00:00:00Z", gone: at.toISOString() },
    };
    const later = await reportOfTests(old);
    const since = later.checks
      .flatMap(({ findings }) => findings)
      .find((one) => one.fingerprint === fingerprint)?.since;
    expect(since).toBe("2025-12-01T00:00:00Z");
    const second = readHistory(extendHistory(old, later), "history.json");
    expect(second.runs).toHaveLength(2);
    expect(second.since).not.toHaveProperty("gone");
  });

  it("keeps no more runs than its picture shows", () => {
    const [run] = readHistory(extendHistory(noHistory, report), "history.json").runs;
    const long = { runs: Array.from({ length: 200 }, () => run ?? expect.fail()), since: {} };
    expect(readHistory(extendHistory(long, report), "history.json").runs).toHaveLength(60);
  });

  it("is refused where it is something else", () => {
    expect(() => readHistory('{ "format": 2 }', "history.json")).toThrow(/format/);
  });
});

describe("the HTML report", () => {
  it("asks the network for nothing, and names its only script by its hash", () => {
    const html = htmlReport(report);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'$/);
    expect(html).not.toMatch(/\s(?:src|srcset|data|action)=|<link|@import|url\(/);
  });

  it("shows what came from outside as text only", () => {
    const html = htmlReport({ ...report, subject: `</title><img src=x onerror=alert(1)>"'` });
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<proxy>");
  });

  it("tells each finding, also without its script", () => {
    const html = htmlReport(report);
    for (const { id, findings } of report.checks) {
      expect(html).toContain(`<code>${id}</code>`.replaceAll("'", "&#39;"));
      for (const { line } of findings) expect(html).toContain(`:${line}</code>`);
    }
  });
});
