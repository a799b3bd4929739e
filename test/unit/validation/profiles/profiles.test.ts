import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { attestations } from "../../../../src/validation/attestations/attestation.ts";
import { parseAttestations } from "../../../../src/validation/attestations/load-attestations.ts";
import { judge } from "../../../../src/validation/judge.ts";
import { renderChecklists } from "../../../../src/validation/profiles/checklists-document.ts";
import { profileNames } from "../../../../src/validation/profiles/names.ts";
import { deploymentBoxes } from "../../../../src/validation/profiles/other-boxes.ts";
import { productionBoxes } from "../../../../src/validation/profiles/production-boxes.ts";
import { boxes, profileOf } from "../../../../src/validation/profiles/profile.ts";
import { checks } from "../../../../src/validation/registry.ts";
import { plainRules } from "../../../../src/validation/rules.ts";
import { subjectOf } from "../../../../src/validation/subject.ts";

const now = new Date("2026-06-01T12:00:00Z");

describe("the boxes of the guides", () => {
  it("are all there: 106 of the production checklist, by section as the guide has them", () => {
    const counts = [...Map.groupBy(productionBoxes, ({ section }) => section)].map(([section, own]) => [
      section,
      own.length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      "Security: authentication and authorization": 7,
      "Security: database": 6,
      "Performance: resource limits": 6,
      "Performance: benchmarks": 5,
      "Reliability: high availability": 6,
      "Reliability: backup and recovery": 6,
      "Monitoring: metrics": 5,
      "Monitoring: logging": 6,
      "Monitoring: alerting": 5,
      "Environment configuration": 6,
      "Database setup": 6,
      Infrastructure: 6,
      "Functional testing": 6,
      "Performance validation": 6,
      "Monitoring validation": 6,
      "Daily checks": 6,
      "Weekly checks": 6,
      "Monthly checks": 6,
    });
    expect(productionBoxes).toHaveLength(106);
    expect(deploymentBoxes).toHaveLength(15);
  });

  it("are each asked once in a section, and answered", () => {
    expect(new Set(boxes.map(({ section, asks }) => `${section}: ${asks}`)).size).toBe(boxes.length);
    expect(boxes.filter(({ by }) => by.length === 0)).toEqual([]);
  });

  it("ask for every attestation that there is, and each stands once", () => {
    const asked = new Set(boxes.flatMap(({ by }) => by));
    expect(attestations.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
    expect(new Set(attestations.map(({ id }) => id)).size).toBe(attestations.length);
    const known = attestations.map(({ id }) => id as string);
    expect([...asked].filter((id) => id.startsWith("attestation/") && !known.includes(id))).toEqual([]);
  });

  it("are answered by checks that exist", () => {
    const known = new Set<string>([...checks, ...attestations].map(({ id }) => id));
    const areas = new Set(checks.map(({ id }) => `${id.split("/")[0]}/*`));
    const asked = boxes.flatMap(({ by }) => by);
    expect(asked.filter((id) => !known.has(id) && !areas.has(id))).toEqual([]);
    expect(boxes.filter(({ by }) => new Set(by).size < by.length)).toEqual([]);
  });

  it("ask in each checklist for a machine's look as well as a person's", () => {
    const machines = boxes.filter(({ by }) => by.some((id) => !id.startsWith("attestation/")));
    expect(new Set(machines.map(({ checklist }) => checklist)).size).toBe(7);
    expect(machines.length).toBeGreaterThan(boxes.length * 0.6);
  });

  it("stand in docs/checklists.md as the code has them", async () => {
    expect(await readFile("docs/checklists.md", "utf8")).toBe(renderChecklists());
  });
});

describe("a profile", () => {
  it.each(profileNames)("%s is made of checks and attestations", (name) => {
    const { checks: own } = profileOf(name, { attested: undefined, now });
    expect(own.some(({ id }) => id.startsWith("attestation/"))).toBe(true);
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
  });

  it("pre-production is every check", () => {
    const own = profileOf("pre-production", { attested: undefined, now }).checks;
    expect(checks.filter((check) => !own.includes(check))).toEqual([]);
  });

  it("fails for what it cannot know before a release, and only tells it in a routine look", () => {
    const unknown = (name: (typeof profileNames)[number]) => profileOf(name, { attested: undefined, now }).unknown;
    expect(profileNames.filter((name) => unknown(name) === "report")).toEqual(["daily", "weekly", "monthly"]);
  });
});

describe("an attestation", () => {
  const entry = (id: string, when: string, until: string) =>
    `  - { id: ${id}, who: jana@example.com, when: ${when}, until: ${until}, evidence: https://wiki.example/report }\n`;
  const load = "attestation/load-test";

  function verdict(text: string | undefined) {
    const attested = text === undefined ? undefined : parseAttestations(`attestations:\n${text}`, "attestations.yaml");
    const own = profileOf("pre-deployment", { attested, now }).checks.filter(({ id }) => id === load);
    return judge(own, subjectOf([], undefined, undefined), plainRules).results[0];
  }

  it("passes while somebody answers for it", () => {
    expect(verdict(entry(load, "2026-05-01", "2026-06-01"))).toMatchObject({ state: "passed" });
  });

  it.each([
    ["no file", undefined, /no file is given/],
    ["nobody", entry("attestation/dns", "2026-05-01", "2026-07-01"), /nobody has answered/],
    ["one that is over", entry(load, "2026-04-01", "2026-05-31"), /held until 2026-05-31/],
    ["a look that has not been", entry(load, "2026-06-02", "2026-07-01"), /not come yet/],
    ["one that is too long", entry(load, "2026-01-01", "2027-01-01"), /365 days.*93 are as long/],
  ])("fails with its severity for %s", (_what, text, evidence) => {
    const result = verdict(text);
    expect(result).toMatchObject({ state: "failed", blocks: true, check: { severity: "high" } });
    expect(result?.findings[0]?.evidence).toMatch(evidence);
  });

  it("may be renewed: one of several that holds is enough", () => {
    const both = entry(load, "2026-01-01", "2026-02-01") + entry(load, "2026-05-01", "2026-07-01");
    expect(verdict(both)).toMatchObject({ state: "passed" });
  });

  it("of something that nobody asks for is refused at its line", () => {
    expect(() => verdict(entry("attestation/load-tests", "2026-05-01", "2026-07-01"))).toThrow(
      /Did you mean "attestation\/load-test"/,
    );
  });

  it("must say who, when, until when and what was seen", () => {
    const parse = (text: string) => parseAttestations(`attestations: [${text}]`, "a.yaml");
    const whole = "id: attestation/dns, who: jana, when: 2026-05-01, until: 2026-06-01";
    expect(() => parse(`{ ${whole} }`)).toThrow(/evidence.*missing/);
    expect(() => parse(`{ ${whole}, evidence: ok }`)).toThrow(/too short/);
    expect(() => parse(`{ ${whole.replace("2026-06-01", "soon")}, evidence: a link to it }`)).toThrow(/not a day/);
  });
});
