import { describe, expect, it } from "vitest";
import { imageTags, sanitiseTag } from "../../../src/image/tags.ts";

describe("the names of an image", () => {
  it.each([
    [
      "the repository with the version",
      { image: "ghcr.io/acme/orders", version: "1.4.0" },
      ["ghcr.io/acme/orders:1.4.0"],
    ],
    ["upper case of an owner lowered", { image: "ghcr.io/Acme/Orders", version: "V1" }, ["ghcr.io/acme/orders:V1"]],
    ["a registry with a port", { image: "localhost:5000/orders", version: "1" }, ["localhost:5000/orders:1"]],
    [
      "further tags after it, each once",
      { image: "orders", version: "1", tags: ["orders:1", "Orders:Main"] },
      ["orders:1", "orders:Main"],
    ],
    ["only tags", { version: "", tags: ["orders:1"] }, ["orders:1"]],
    [
      "latest where a tag says none",
      { version: "", tags: ["localhost:5000/orders"] },
      ["localhost:5000/orders:latest"],
    ],
  ])("are %s", (_, inputs, expected) => {
    expect(imageTags(inputs)).toEqual(expected);
  });

  it.each([
    [
      "a tag of its own",
      { image: "ghcr.io/acme/orders:1", version: "1" },
      /"image".*has a tag of its own.*ghcr\.io\/acme\/orders:? ?/,
    ],
    ["a digest", { image: `orders@sha256:${"0".repeat(64)}`, version: "1" }, /has a digest of its own/],
    ["a version of nothing", { image: "orders", version: "---" }, /the version "---" has nothing that a tag can hold/],
    ["an image with a space", { image: "my orders", version: "1" }, /"my orders" is not the name of an image/],
    [
      "a tag with a space",
      { version: "", tags: ["orders:my tag"] },
      /"tags".*"orders:my tag" is not the name of an image/,
    ],
    ["a URL", { image: "https://ghcr.io/acme/orders", version: "1" }, /is not the name of an image/],
    ["a tag that is a digest", { version: "", tags: [`orders@sha256:${"0".repeat(64)}`] }, /write name:tag/],
  ])("are refused with %s", (_, inputs, message) => {
    expect(() => imageTags(inputs)).toThrow(message);
  });
});

describe("a version as a tag", () => {
  it.each([
    ["1.4.0", "1.4.0"],
    ["v1.4.0-3-gabc1234-dirty", "v1.4.0-3-gabc1234-dirty"],
    ["1.4.0+build.7", "1.4.0-build.7"],
    ["feature/orders list", "feature-orders-list"],
    [".-1", "1"],
    ["x".repeat(200), "x".repeat(128)],
  ])("%s is %s", (version, tag) => {
    expect(sanitiseTag(version)).toBe(tag);
  });
});
