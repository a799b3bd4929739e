import { describe, expect, it } from "vitest";
import type { BuiltImage } from "../../../src/image/build-request.ts";
import { buildSummary } from "../../../src/image/summary.ts";

const built: BuiltImage = {
  digest: "sha256:1",
  reference: "ghcr.io/acme/orders@sha256:1",
  tags: ["ghcr.io/acme/orders:1"],
  metadata: "{}",
  version: "1",
  reused: false,
  key: "k",
  bases: [{ name: "golang:1.26", reference: "golang:1.26", line: 1, pinned: false, digest: "sha256:9" }],
  steps: [
    { stage: "build", step: "RUN go build `x` | tee y", cached: false, seconds: 20, began: 1 },
    { stage: "build", step: "COPY . .", cached: true, seconds: 0 },
    { stage: "build", step: "RUN true", cached: false, seconds: 5, began: 21.5 },
  ],
  durationMs: 27_100,
};

describe("the summary of a build", () => {
  it("tells what was built, from what, what it passed, and draws where the time went", () => {
    const text = buildSummary(built, [{ name: "size", result: "warned", markdown: "large\n" }]);
    expect(text).toContain("| image | `ghcr.io/acme/orders@sha256:1` |");
    expect(text).toContain("#### ⚠️ size: warned\n\nlarge");
    expect(text).toContain("| 1 | `golang:1.26` | `sha256:9` | no |");
    expect(text).toContain("| `build` | 1 of 3 ███░░░░░░░ | 25.0 s |");
    expect(text).toContain("| ████████████████████ | 20.0 s | build: ``RUN go build `x` \\| tee y`` |");
    expect(text).toContain(
      [
        "```mermaid",
        "gantt",
        "  dateFormat x",
        "  axisFormat %s s",
        "  title Seconds since the build began",
        "  section build",
        "  RUN go build x tee y (20.0 s) :1000, 21000",
        "  RUN true (5.0 s) :21500, 26500",
        "```",
      ].join("\n"),
    );
    expect(text).toContain("| █████░░░░░░░░░░░░░░░ | 5.0 s | build: `RUN true` |");
  });

  it("tells that nothing was built where an image was used again", () => {
    const text = buildSummary({ ...built, reused: true, steps: [], bases: [] }, []);
    expect(text).toContain("the registry had an image of the same content");
    expect(text).not.toContain("Slowest");
  });
});
