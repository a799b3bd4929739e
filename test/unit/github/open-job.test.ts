import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type OpenJob, openJob } from "../../../src/github/open-job.ts";

let printed: string;
let job: OpenJob;
const directory = mkdtempSync(join(tmpdir(), "slipway-test-"));
const files = { GITHUB_OUTPUT: "output", GITHUB_STATE: "state", GITHUB_STEP_SUMMARY: "summary" };
const read = (name: keyof typeof files): string => readFileSync(join(directory, files[name]), "utf8");

beforeEach(async () => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  for (const [name, file] of Object.entries(files)) {
    writeFileSync(join(directory, file), "");
    vi.stubEnv(name, join(directory, file));
  }
  vi.stubEnv("RUNNER_TEMP", directory);
  vi.stubEnv("GITHUB_WORKSPACE", "/checkout");
  job = await openJob();
});

afterEach(async () => {
  await job.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("the log of a job", () => {
  it("stops commands around foreign text with a token that is new each time", () => {
    job.log.foreign("::set-output name=digest::evil\n");
    job.log.foreign("no end of line");
    const [first, second] = [...printed.matchAll(/::stop-commands::(\w+)\n([\s\S]*?)\n::\1::\n/g)];
    expect(first?.[2]).toBe("::set-output name=digest::evil");
    expect(second?.[2]).toBe("no end of line");
    expect(first?.[1]).toMatch(/^[0-9a-f]{40}$/);
    expect(first?.[1]).not.toBe(second?.[1]);
  });

  it.each(["a\n::error::x", "  ::add-mask::x", "a\r::debug::x", "see ##[error]x", "\u0085::warning::x"])(
    "prints a line of ours that holds a command (%j) as foreign text",
    (message) => {
      job.log.info(message);
      expect(printed).toMatch(/^::stop-commands::/);
    },
  );

  it("prints plain lines plainly, annotations on one line and on the place in the checkout", () => {
    job.log.info("pods: 3 of 3");
    job.log.error("bad\n::set-output::x", { file: "/checkout/deploy/a.yaml", line: 3, column: 5 });
    job.log.warning("hm", { file: "deploy/a.yaml", line: 3 });
    expect(printed.split("\n")).toEqual([
      "pods: 3 of 3",
      "::error file=deploy/a.yaml,line=3,col=5::bad%0A::set-output::x",
      "::warning file=deploy/a.yaml,line=3::hm",
      "",
    ]);
  });

  it("ends a group also when its body throws, and flattens a group inside of a group", async () => {
    const failing = job.log.group("outer", () =>
      job.log.group("inner", async () => {
        throw new Error("no");
      }),
    );
    await expect(failing).rejects.toThrow("no");
    expect(printed.split("\n")).toEqual(["::group::outer", "inner", "::endgroup::", ""]);
  });

  it("masks a secret and keeps it out of every later line, whatever its form", async () => {
    job.mask("hunter2-hunter2");
    job.mask("");
    printed = "";
    job.log.info("password hunter2-hunter2");
    job.log.foreign(Buffer.from("user:hunter2-hunter2").toString("base64"));
    job.log.error("hunter2-hunter2");
    await job.log.group("hunter2-hunter2", async () => job.log.debug("hunter2-hunter2"));
    await job.addSummary("hunter2-hunter2");
    expect(printed + read("GITHUB_STEP_SUMMARY")).not.toMatch(/hunter2|aHVudGVyMi/);
  });
});

describe("the files of a job", () => {
  it("hold outputs, state and the summary", async () => {
    job.setOutput("digest", "sha256:1\nsecond");
    job.saveState("kubeconfig", "/tmp/x");
    await job.addSummary("# one\n");
    await job.addSummary("# two\n");
    expect(read("GITHUB_OUTPUT")).toMatch(/^digest<<(\S+)\nsha256:1\nsecond\n\1\n$/);
    expect(read("GITHUB_STATE")).toMatch(/^kubeconfig<<(\S+)\n\/tmp\/x\n\1\n$/);
    expect(read("GITHUB_STEP_SUMMARY")).toBe("# one\n# two\n");
  });

  it("keep a summary within GitHub's limit and put all of it into the log", async () => {
    await job.addSummary("line\n".repeat(300_000));
    expect(Buffer.byteLength(read("GITHUB_STEP_SUMMARY"))).toBeLessThanOrEqual(1024 * 1024);
    expect(printed).toContain("::warning::The step summary would exceed GitHub's limit of 1 MiB");
    expect(printed).toContain("::group::Step summary");
  });

  it("that cannot be written cost a warning, and the summary goes to the log", async () => {
    vi.stubEnv("GITHUB_STEP_SUMMARY", join(directory, "missing", "summary"));
    await job.addSummary("# one\n");
    expect(printed).toContain("::warning::The step summary could not be written");
    expect(printed).toContain("# one");
  });
});
