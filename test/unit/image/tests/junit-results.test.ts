import { describe, expect, it } from "vitest";
import { junitSummary, readJunit } from "../../../../src/image/tests/junit-results.ts";

const text = `<?xml version="1.0"?>
<testsuites tests="99">
  <testsuite name="sums" tests="99">
    <testcase classname="sums" name="adds" time="0.25"/>
    <testcase classname="sums" name="divides" time="0.5"><failure message="by &lt;zero&gt;">line 1
line 2</failure></testcase>
    <testsuite><testcase name="nested"><skipped/></testcase></testsuite>
  </testsuite>
</testsuites>`;

describe("JUnit files", () => {
  it("are added up by their cases, not by what they claim", () => {
    const results = readJunit([
      { name: "a.xml", text },
      { name: "b.xml", text: "<testsuite><testcase name='one'><error>boom</error></testcase></testsuite>" },
    ]);
    expect(results).toMatchObject({ passed: 1, failed: 2, skipped: 1, seconds: 0.75 });
    expect(results.failures).toEqual([
      { test: "sums › divides", message: "by <zero>", text: "line 1\nline 2" },
      { test: "one", message: "boom", text: "boom" },
    ]);
  });

  it("are told as numbers, and nothing in a failure is markup", () => {
    const summary = junitSummary(readJunit([{ name: "a.xml", text: text.replace("line 2", "```\n# no heading") }]));
    expect(summary).toContain("| 3 | 1 | 1 | 1 | 0.8 s |");
    expect(summary).toContain("````text");
  });

  it("are refused where they are none, or where they bring entities of their own", () => {
    expect(() => readJunit([{ name: "a.xml", text: "<html/>" }])).toThrow("a.xml is no JUnit XML");
    const bomb = `<!DOCTYPE x [<!ENTITY a "${"b".repeat(10)}">]><testsuite><testcase name="&a;"/></testsuite>`;
    expect(() => readJunit([{ name: "a.xml", text: bomb }])).not.toThrow();
  });
});
