import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lockFile, missingPlatforms } from "../../../scripts/complete-lock.ts";

it("knows the packages of every platform, or npm ci fails for those who have them (node scripts/complete-lock.ts adds them)", () => {
  expect(missingPlatforms(JSON.parse(readFileSync(lockFile, "utf8")).packages)).toEqual({});
});

it("holds no address of a registry", () => {
  expect(readFileSync(lockFile, "utf8")).not.toContain('"resolved"');
});

it("adds what is missing with its platform", () => {
  const tool = {
    dev: true,
    optionalDependencies: { "@t/cli-linux-x64-musl": "1.0.0", "@t/cli-win32-arm64-msvc": "1.0.0", "@t/wasm": "^1" },
  };
  expect(missingPlatforms({ "node_modules/t": tool })).toEqual({
    "node_modules/@t/cli-linux-x64-musl": {
      version: "1.0.0",
      dev: true,
      optional: true,
      cpu: ["x64"],
      libc: ["musl"],
      os: ["linux"],
    },
    "node_modules/@t/cli-win32-arm64-msvc": {
      version: "1.0.0",
      dev: true,
      optional: true,
      cpu: ["arm64"],
      os: ["win32"],
    },
  });
});
