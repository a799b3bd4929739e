import { describe, expect, it } from "vitest";
import { fitSummary } from "../../../src/github/summary.ts";

describe("fitSummary", () => {
  it("keeps what fits", () => {
    expect(fitSummary("# ok\n", 1000)).toBe("# ok\n");
  });

  it("cuts at the end of a line, says so, and stays within the limit also with characters of several bytes", () => {
    const fitting = fitSummary("üüüüüüüüüü\n".repeat(100), 500);
    expect(Buffer.byteLength(fitting)).toBeLessThanOrEqual(500);
    expect(fitting).toMatch(/^(ü{10}\n)+\n\n_This summary is cut/);
  });

  it("ends a code block that the cut left open", () => {
    const fitting = fitSummary(`\`\`\`\`text\n${"line\n".repeat(200)}\`\`\`\`\n`, 500);
    expect(fitting).toContain("line\n````\n\n\n_This summary is cut");
  });

  it("is nothing where not even the notice fits", () => {
    expect(fitSummary("x".repeat(100), 10)).toBe("");
  });
});
