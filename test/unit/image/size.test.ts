import { describe, expect, it } from "vitest";
import type { ImageContent } from "../../../src/image/content/image-content.ts";
import { parseDockerfile } from "../../../src/image/dockerfile/dockerfile.ts";
import { judgeSizes, measure, sizeSummary } from "../../../src/image/size-gate.ts";
import { largestAfter, readByteSize, readGrowth, sizeText } from "../../../src/image/size-limit.ts";

describe("a size", () => {
  it.each([
    ["150MB", 150_000_000],
    ["150 mb", 150_000_000],
    ["1.5GB", 1_500_000_000],
    ["64MiB", 67_108_864],
    ["12 B", 12],
  ])("%s", (text, bytes) => {
    expect(readByteSize(text)).toBe(bytes);
  });

  it.each(["", "MB", "-1MB", "1e3", "10MBit", "10%"])("is not %j", (text) => {
    expect(readByteSize(text)).toMatchObject({ advice: expect.stringContaining("150MB") });
  });

  it("may grow by a share or by bytes", () => {
    expect(readGrowth("10%")).toEqual({ kind: "percent", percent: 10 });
    expect(readGrowth("5MB")).toEqual({ kind: "bytes", bytes: 5_000_000 });
    expect(readGrowth("10")).toEqual({ found: '"10" has no unit', advice: "Write 10% or 10MB" });
    expect(readGrowth("much")).toMatchObject({ found: '"much" is neither a share nor a size' });
    expect(largestAfter({ kind: "percent", percent: 10 }, 1000)).toBe(1100);
    expect(largestAfter({ kind: "bytes", bytes: 5 }, 1000)).toBe(1005);
  });

  it.each([
    [999, "999 B"],
    [12_345_678, "12.3 MB"],
    [-2_500_000_000, "-2.50 GB"],
  ])("of %s is shown as %s", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

const text = "FROM debian:12\nRUN apt-get update\nCOPY orders /orders\n";
const dockerfile = { file: "deploy/Dockerfile", parsed: parseDockerfile(text) };

function image(
  layers: readonly [digest: string, size: number, createdBy: string][],
  platform = "linux/amd64",
): ImageContent {
  const one = {
    platform,
    digest: `sha256:${platform}`,
    config: { os: "linux", architecture: "amd64" },
    layers: layers.map(([digest, size, createdBy]) => ({ digest, size, createdBy, mediaType: "" })),
  };
  return { digest: "sha256:x", mediaType: "", platforms: [one], attestations: [] };
}
const now = image([
  ["a", 30e6, "/bin/sh -c #(nop) ADD file:123 in /"],
  ["b", 90e6, "RUN /bin/sh -c apt-get update # buildkit"],
  ["c", 5e6, "COPY orders /orders # buildkit"],
  ["c", 5e6, "COPY orders /orders # buildkit"],
]);
const before = image([["a", 100e6, ""]]);

describe("the size of an image", () => {
  it("counts each layer once, and knows the line that made it", () => {
    const [size] = measure({ image: now, dockerfile }, before);
    expect(size).toMatchObject({ platform: "linux/amd64", bytes: 125e6, before: 100e6 });
    expect(size?.layers.map(({ place }) => place)).toEqual([
      "deploy/Dockerfile:2",
      "",
      "deploy/Dockerfile:3",
      "deploy/Dockerfile:3",
    ]);
  });

  it.each([
    [{ maxSize: 125e6 }, undefined],
    [{ maxSize: 124e6 }, /linux\/amd64 is 125\.0 MB large, and max-size allows 124\.0 MB/],
    [{ maxGrowth: { kind: "percent", percent: 25 } }, undefined],
    [
      { maxGrowth: { kind: "percent", percent: 24 } },
      /has grown by 25\.0 MB \(\+25\.0 %\) to 125\.0 MB since orders:1, and max-growth allows 24\.0 MB/,
    ],
    [{ maxGrowth: { kind: "bytes", bytes: 1 } }, /max-growth allows \d+ B/],
  ] as const)("is judged by %o", (settings, found) => {
    const failure = judgeSizes(
      measure({ image: now, dockerfile }, before),
      { ...settings, compareWith: "orders:1" },
      { dockerfile },
    );
    if (found === undefined) expect(failure).toBeUndefined();
    else {
      expect(failure?.found).toMatch(found);
      expect(failure?.at).toEqual({ file: "deploy/Dockerfile", line: 2 });
      expect(failure?.evidence[0]?.text).toMatch(/90\.0 MB {2}deploy\/Dockerfile:2/);
    }
  });

  it("does not grow from a platform that was not there", () => {
    const sizes = measure({ image: now, dockerfile }, image([["a", 1, ""]], "linux/arm64"));
    expect(sizes[0]?.before).toBeUndefined();
    expect(judgeSizes(sizes, { maxGrowth: { kind: "bytes", bytes: 0 } }, {})).toBeUndefined();
  });

  it("is shown with the largest layers first", () => {
    const summary = sizeSummary(measure({ image: now, dockerfile }, before), { maxSize: 150e6 });
    expect(summary).toContain("| linux/amd64 | 125.0 MB | +25.0 MB (+25.0 %) | 150.0 MB |");
    expect(summary).toContain("| 90.0 MB | `deploy/Dockerfile:2` | `RUN /bin/sh -c apt-get update` |");
    expect(summary).toContain("| 30.0 MB | base image |");
  });
});
