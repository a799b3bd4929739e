import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkScanFiles, gateInputs, gatesOf } from "../../../src/actions/build-image-gates.ts";
import { checkValue } from "../../../src/config/shape.ts";
import type { Job } from "../../../src/github/job.ts";

const schema = z.strictObject(gateInputs);
const place = { directory: "/workspace" };
const ignore = () => undefined;
const job: Job = {
  log: { info: ignore, debug: ignore, warning: ignore, error: ignore, foreign: ignore, group: (_, body) => body() },
  run: { workspace: "", repository: "", sha: "", ref: "", event: "", actor: "", runKey: "", runUrl: "" },
  ...{
    signal: new AbortController().signal,
    env: {},
    tempDirectory: "/tmp",
    mask: ignore,
    saveState: ignore,
    redact: (text) => text,
  },
  ...{ addSummary: async () => undefined, state: () => "" },
};

describe("the inputs for what an image must pass", () => {
  it("mean a size that is only told, and no scan, unless given", async () => {
    const given = schema.parse({});
    expect(given).toMatchObject({ scan: "none", "fail-on": "high", "ignore-unfixed": false, "push-attempts": 5 });
    expect(await gatesOf(given, place, job)).toHaveLength(1);
  });

  it.each([
    [{ scan: "grype", waivers: "nope.yaml" }, /nope\.yaml cannot be read/],
    [{ scan: "report", "scan-report": "nope.json" }, /"scan-report": there is no file nope\.json/],
    [{ scan: "report", "scan-report": "src" }, /"scan-report": there is no file src/],
  ])("are missed before the build where %o names a file that is not there", async (given, found) => {
    await expect(checkScanFiles(schema.parse(given), process.cwd())).rejects.toThrow(found);
  });

  it.each([{ waivers: "nope.yaml" }, { scan: "report", "scan-report": "package.json" }])(
    "let %o pass",
    async (given) => {
      await expect(checkScanFiles(schema.parse(given), process.cwd())).resolves.toBeUndefined();
    },
  );

  it("mean a scan and a budget where they are", async () => {
    const given = schema.parse({ scan: "grype", "max-size": "150MB", "max-growth": "10%", "push-attempts": "1" });
    expect(given).toMatchObject({
      "max-size": 150_000_000,
      "max-growth": { kind: "percent", percent: 10 },
      "push-attempts": 1,
    });
    expect(await gatesOf(given, place, job)).toHaveLength(2);
  });

  it.each([
    [{ scan: "snyk" }, /none, grype, trivy, report/],
    [{ "fail-on": "urgent" }, /critical, high/],
    [{ "max-size": "big" }, /"big" is not a size.*150MB/],
    [{ "max-growth": "a lot" }, /neither a share nor a size/],
    [{ "push-attempts": "0" }, /from 1 to 20/],
    [{ "scan-max-database-age": "5 days" }, /5 days/],
  ])("are refused with what is allowed: %o", (inputs, words) => {
    const result = checkValue(schema, inputs);
    const problems = result.kind === "misfits" ? result.problems : [];
    expect(problems.map(({ found, advice }) => `${found}. ${advice}`).join("\n")).toMatch(words);
  });
});
