import { expect, it } from "vitest";
import { countTests, runCommand } from "../../../scripts/test-steps.ts";

it("counts what vitest reports, and a skipped test as one that did not pass", () => {
  const tests = ["passed", "passed", "failed", "pending"].map((status, index) => ({
    fullName: `test ${index}`,
    status,
  }));
  const report = JSON.stringify({ testResults: [{ assertionResults: tests }, { assertionResults: [] }] });
  expect(countTests(report)).toEqual({ passed: 2, failed: 2, failures: ["test 2 (failed)", "test 3 (pending)"] });
});

it.each([
  [0, { passed: 1, failed: 0 }],
  [3, { passed: 0, failed: 1 }],
])("counts a gate that ends with %i", async (status, counts) => {
  const lines: string[] = [];
  const script = `console.log("one"); process.exit(${status})`;
  const options = { cwd: process.cwd(), env: process.env, say: (line: string) => lines.push(line) };
  expect(await runCommand("gate", [process.execPath, ["-e", script]], options)).toEqual({ name: "gate", ...counts });
  expect(lines).toContain("gate | one");
});

it("counts a program that is not there as a gate that does not hold", async () => {
  const options = { cwd: process.cwd(), env: process.env, say: () => undefined };
  expect(await runCommand("gate", ["/does/not/exist", []], options)).toMatchObject({ failed: 1 });
});
