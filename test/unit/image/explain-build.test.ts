import { describe, expect, it } from "vitest";
import { explainBuild, readBuildError } from "../../../src/image/explain-build.ts";

const failedRun = [
  "#8 [test 1/2] RUN go vet ./...",
  "#8 DONE 1.0s",
  "#9 [test 2/2] RUN go test ./...",
  ...Array.from({ length: 15 }, (_, index) => `#9 ${index}.100 line ${index}`),
  "#10 [other 1/1] RUN sleep 1",
  "#10 0.2 not its own",
  '#9 ERROR: process "/bin/sh -c go test ./..." did not complete successfully: exit code: 1',
  "------",
  " > [test 2/2] RUN go test ./...:",
  "14.100 line 14",
  "------",
  "Dockerfile:10",
  "--------------------",
  "   9 |     RUN go vet ./...",
  "  10 | >>> RUN go test ./...",
  "  11 |     ",
  "--------------------",
  'ERROR: failed to build: failed to solve: process "/bin/sh -c go test ./..." did not complete successfully: exit code: 1',
];

describe("a failed build", () => {
  it("is told by its step, its line and the last lines that the step printed", () => {
    expect(readBuildError(failedRun)).toEqual({
      message: 'process "/bin/sh -c go test ./..." did not complete successfully: exit code: 1',
      step: "RUN go test ./...",
      line: 10,
      lastLines: Array.from({ length: 10 }, (_, index) => `line ${index + 5}`),
    });
  });

  it("points to the Dockerfile as the user named it", () => {
    const failure = explainBuild(failedRun, "services/orders/Dockerfile", 1);
    expect(failure.at).toEqual({ file: "services/orders/Dockerfile", line: 10 });
    expect(failure.found).toBe('the step "RUN go test ./..." ended with exit code 1');
    expect(failure.evidence[0]?.title).toBe('last lines of the step "RUN go test ./..."');
  });

  it("keeps an error that stderr printed before the last lines of stdout", () => {
    const burst = [
      "cat: can't open '/nope': No such file or directory",
      ...Array.from({ length: 12 }, (_, index) => `line ${index}`),
    ];
    const lines = ["#6 [1/1] RUN x", ...burst.map((line) => `#6 0.1 ${line}`), "#6 ERROR: x", "ERROR: x"];
    const shown = readBuildError(lines).lastLines;
    expect(shown).toEqual([burst[0], "…", ...burst.slice(-8)]);
  });

  it("shortens a step of many lines", () => {
    const lines = [`#6 [1/1] RUN echo start &&     ${"echo more &&     ".repeat(20)}`, "#6 ERROR: x", "ERROR: x"];
    expect(readBuildError(lines).step).toMatch(/^RUN echo start && echo more && .{50,80}…$/);
  });

  it("takes what BuildKit does by itself for no step of the Dockerfile", () => {
    const lines = [
      "#2 [internal] load metadata for x:1",
      "#2 ERROR: x:1: not found",
      "Dockerfile:1",
      "-----",
      "ERROR: x:1: not found",
    ];
    expect(readBuildError(lines)).toMatchObject({ step: undefined, line: 1 });
  });

  it("shows what buildx did last where no step printed anything", () => {
    const error = readBuildError(["#1 [internal] load build definition", "------", "", 'ERROR: no builder "x" found']);
    expect(error).toEqual({
      message: 'no builder "x" found',
      step: undefined,
      line: undefined,
      lastLines: ["#1 [internal] load build definition", 'ERROR: no builder "x" found'],
    });
  });

  it("has words even where buildx said nothing", () => {
    expect(explainBuild([], "Dockerfile", 137).message).toContain("buildx ended with exit code 137");
  });

  it.each([
    [
      "ERROR: failed to build: failed to solve: failed to push localhost:5000/orders:1: failed to authorize: 401 Unauthorized",
      /Log in/,
    ],
    [
      "ERROR: failed to solve: golang:1.99: failed to resolve source metadata for docker.io/library/golang:1.99: not found",
      /base image/,
    ],
    [
      'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref x: "/nope": not found',
      /not in the build context/,
    ],
    ["ERROR: failed to solve: dockerfile parse error on line 3: unknown instruction: RUNN", /this line/],
    ['ERROR: failed to solve: target stage "tset" could not be found', /stage of the Dockerfile/],
    ['ERROR: failed to solve: process "x" did not complete successfully: exit code: 137', /memory/],
    ["ERROR: granting entitlement network.host is not allowed by build daemon configuration", /buildkitd-flags/],
    [
      "ERROR: failed to convert agent config {default [] false}: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set",
      /SSH agent/,
    ],
    [
      "ERROR: failed to solve: failed to push localhost:1/x:1: dial tcp 127.0.0.1:1: connect: connection refused",
      /builder that pushes/,
    ],
    ["ERROR: failed to build: failed to solve: secret k: not found", /secrets: k=value/],
    ["ERROR: failed to solve: unset ssh forward key default", /ssh: default/],
    ['ERROR: invalid argument "abc" for "--shm-size" flag: invalid size: \'abc\'', /input "shm-size"/],
    ['ERROR: invalid argument "abc" for "--add-host" flag: bad format', /input "add-hosts"/],
    ["ERROR: failed to solve: failed to load LLB: security.insecure is not allowed", /--security=insecure cannot/],
    ["ERROR: failed to build: invalid host abc", /"add-hosts": name:address/],
    ["ERROR: failed to build: registry cache exporter requires ref", /cache-from and cache-to/],
    ['ERROR: failed to build: failed to solve: exporter "lcal" could not be found', /input outputs/],
    [
      "ERROR: failed to solve: failed to resolve source metadata for docker.io/docker/dockerfile:1: no such host",
      /# syntax=/,
    ],
    ["ERROR: something new", /above in the log/],
  ])("advises: %s", (line, advice) => {
    expect(explainBuild([line], "Dockerfile", 1).advice).toMatch(advice);
  });

  it("finds the line of a parse error", () => {
    expect(
      readBuildError(["ERROR: failed to solve: dockerfile parse error on line 3: unknown instruction: RUNN"]).line,
    ).toBe(3);
  });

  it("finds the first line that the rules complain of", () => {
    const lines = [
      "\u001b[0m - FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 2)",
      " - MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label (line 6)",
      "ERROR: failed to build: failed to solve: lint violation found for rules: FromAsCasing, MaintainerDeprecated",
    ];
    const { at, advice } = explainBuild(lines, "Dockerfile", 1);
    expect({ at, advice }).toMatchObject({ at: { line: 2 }, advice: expect.stringContaining("# check=skip=RULE") });
    expect(readBuildError([...lines.slice(0, 2), "ERROR: failed to solve: process"]).line).toBeUndefined();
  });

  it("has an advice for whatever BuildKit says of a line that it could not begin with", () => {
    const lines = [
      "Dockerfile:3",
      "--------------------",
      "   3 | >>> STOPSIGNAL SIGFOO",
      "ERROR: invalid signal: SIGFOO",
    ];
    expect(explainBuild(lines, "Dockerfile", 1).advice).toBe("Mend this line of the Dockerfile.");
  });

  it("ends no sentence twice", () => {
    const line = "ERROR: Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?";
    expect(explainBuild([line], "Dockerfile", 1).message).toMatch(/unix:\/\/\/x\.sock\. The docker engine/);
  });
});
