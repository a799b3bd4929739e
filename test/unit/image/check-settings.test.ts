import { describe, expect, it } from "vitest";
import type { BuildRequest } from "../../../src/image/build-request.ts";
import { checkSettings } from "../../../src/image/check-settings.ts";

// What buildx v0.30.1 takes without a word and BuildKit then makes something else of.

const check = (request: Partial<BuildRequest>) => () => checkSettings({ directory: ".", ...request });

describe("a setting", () => {
  it.each<[string, Partial<BuildRequest>]>([
    ["platforms", { platforms: ["linux/amd64", "linux/amd"] }],
    ["platforms", { platforms: ["linux"] }],
    ["platforms", { platforms: ["amd64"] }],
    ["platforms", { platforms: ["linux/arm/v7/x"] }],
    ["network", { network: "nonee" }],
    ["provenance", { provenance: "mod=max" }],
    ["provenance", { provenance: "mode=maximum" }],
    ["provenance", { provenance: "flase" }],
    ["labels", { labels: ["team=orders", "team"] }],
  ])("of %s with a typo is refused: %o", (input, request) => {
    expect(check(request)).toThrow(new RegExp(`reading the input "${input}".* is not allowed`, "s"));
  });

  it.each<[Partial<BuildRequest>]>([
    [{}],
    [{ platforms: ["linux/amd64", "linux/arm64/v8", "linux/arm/v7", "windows(10.0.17763)/amd64", "local"] }],
    [{ platforms: ["linux/x86_64", "Linux/AArch64"] }],
    [{ network: "host", labels: ["a=b=c", "empty="] }],
    [{ provenance: "mode=max,builder-id=https://ci.example/1,reproducible=true" }],
    [{ provenance: "false" }],
    [{ provenance: "max" }],
  ])("that is right is taken: %o", (request) => {
    expect(check(request)).not.toThrow();
  });
});
