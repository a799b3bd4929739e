import { expect, it } from "vitest";
import { checkPlatforms } from "../../../src/image/merge.ts";

const part = (architecture: string, digest: string, os = "linux") => ({
  mediaType: "",
  size: 1,
  digest,
  platform: { os, architecture },
});

it("refuses two images for one platform, and lets attestations be", () => {
  expect(() =>
    checkPlatforms([
      part("amd64", "a"),
      part("arm64", "b"),
      part("unknown", "c", "unknown"),
      part("unknown", "d", "unknown"),
    ]),
  ).not.toThrow();
  expect(() => checkPlatforms([part("amd64", "a"), part("amd64", "b")])).toThrow(
    "two of them are for linux/amd64: a and b",
  );
});
