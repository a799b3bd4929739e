import { describe, expect, it } from "vitest";
import { renderJunit } from "../../../src/report/junit.ts";

describe("renderJunit", () => {
  it("counts, times and names what happened", () => {
    const xml = renderJunit([
      {
        name: "orders",
        cases: [
          { name: "answers", durationMs: 1500, result: { kind: "passed" } },
          { name: "is fast", durationMs: 20, result: { kind: "failed", message: "took 20 ms", text: "at most 10 ms" } },
          { name: "is there", durationMs: 0, result: { kind: "error", message: "no answer" } },
          { name: "sells", durationMs: 0, result: { kind: "skipped" }, classname: "later" },
        ],
      },
    ]);
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="1" skipped="1" time="1.520">
  <testsuite name="orders" tests="4" failures="1" errors="1" skipped="1" time="1.520">
    <testcase name="answers" classname="orders" time="1.500"/>
    <testcase name="is fast" classname="orders" time="0.020">
      <failure message="took 20 ms">at most 10 ms</failure>
    </testcase>
    <testcase name="is there" classname="orders" time="0.000">
      <error message="no answer">no answer</error>
    </testcase>
    <testcase name="sells" classname="later" time="0.000">
      <skipped/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it("holds any text: markup, the end of CDATA, controls, half a surrogate, line breaks in attributes", () => {
    const xml = renderJunit([
      {
        name: 'a"<b>',
        cases: [{ name: "x\ny", durationMs: 0, result: { kind: "passed" }, output: "]]>\u0000\u001b[31m\ud800&" }],
      },
    ]);
    expect(xml).toContain('name="a&quot;&lt;b&gt;"');
    expect(xml).toContain('name="x&#10;y"');
    expect(xml).toContain("<system-out>]]&gt;\ufffd\ufffd[31m\ufffd&amp;</system-out>");
  });
});
