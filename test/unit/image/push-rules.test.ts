import { describe, expect, it } from "vitest";
import { cacheWarnings, sbomGeneratorMissing, tolerantCacheTo } from "../../../src/image/push-cache.ts";
import { isFull, isPassing, readRetryAfter, type Trouble, waitAfter } from "../../../src/image/registry-retry.ts";

const answer = (status: number, text = "", retryAfter = ""): Trouble => ({ kind: "status", status, text, retryAfter });
const broken = (code: string): Trouble => ({ kind: "connection", code });

describe("trouble with a registry", () => {
  it.each([
    [answer(408), true],
    [answer(429), true],
    [answer(500), true],
    [answer(502), true],
    [answer(503), true],
    [answer(504), true],
    [answer(400), false],
    [answer(401), false],
    [answer(404), false],
    [answer(413), false],
    [answer(501), false],
    [answer(507), false],
    [answer(500, "filesystem: write /r: no space left on device"), false],
    [answer(500, '{"Enclosed":{"Op":"write","Path":"/r","Err":28}}'), false],
    [answer(500, '{"Enclosed":{"Op":"write","Path":"/r","Err":5}}'), true],
    [broken("ECONNRESET"), true],
    [broken("ECONNREFUSED"), true],
    [broken("UND_ERR_SOCKET"), true],
    [broken("EAI_AGAIN"), true],
    [broken(""), true],
    [broken("ENOTFOUND"), false],
    [broken("CERT_HAS_EXPIRED"), false],
    [broken("DEPTH_ZERO_SELF_SIGNED_CERT"), false],
  ])("%o passes: %s", (trouble, passes) => {
    expect(isPassing(trouble)).toBe(passes);
  });

  it.each([
    [answer(507), true],
    [answer(500, "no space left on device"), true],
    [answer(403, "storage quota exceeded"), true],
    [
      answer(500, '{"errors":[{"detail":{"DriverName":"filesystem","Enclosed":{"Op":"mkdir","Path":"/","Err":122}}}]}'),
      true,
    ],
    [answer(500, '{"Op":"write","Path":"/r","Err":2}'), false],
    [answer(500, "internal"), false],
    [broken("ENOSPC"), false],
  ])("%o is a full disk: %s", (trouble, full) => {
    expect(isFull(trouble)).toBe(full);
  });

  const now = Date.parse("2026-01-01T00:00:00Z");
  it.each([
    ["0", 0],
    ["7", 7000],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["Thu, 01 Jan 2020 00:00:30 GMT", 0],
    ["", undefined],
    ["soon", undefined],
  ])("asks to come back after %j", (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });

  it("is waited for twice as long each time, spread, and never longer than 16 s unless it is asked for", () => {
    expect([1, 2, 3, 9].map((attempt) => waitAfter(attempt, answer(503), now, 1))).toEqual([500, 1000, 2000, 16_000]);
    expect(waitAfter(1, broken(""), now, 0)).toBe(250);
    expect(waitAfter(1, answer(429, "", "60"), now, 0)).toBe(60_000);
  });
});

describe("a cache", () => {
  it.each([
    ["type=gha,mode=max", "type=gha,mode=max,ignore-error=true"],
    ["type=registry,ref=ghcr.io/acme/orders:cache", "type=registry,ref=ghcr.io/acme/orders:cache,ignore-error=true"],
    ["ghcr.io/acme/orders:cache", "type=registry,ref=ghcr.io/acme/orders:cache,ignore-error=true"],
    ["type=registry,ref=a,ignore-error=false", "type=registry,ref=a,ignore-error=false"],
    ["type=inline", "type=inline"],
  ])("%s is written as %s", (entry, expected) => {
    expect(tolerantCacheTo([entry])).toEqual([expected]);
  });

  it("that nobody wrote yet is no trouble, and one that was read is none", () => {
    const lines = [
      "#4 importing cache manifest from ghcr.io/acme/orders:cache",
      "#4 ERROR: failed to configure registry cache importer: ghcr.io/acme/orders:cache: not found",
      "#5 importing cache manifest from ghcr.io/acme/orders:main",
      "#5 DONE 0.2s",
      "#6 [1/2] RUN exit 1",
      '#6 ERROR: process "/bin/sh -c exit 1" did not complete successfully: exit code: 1',
    ];
    expect(cacheWarnings(lines)).toEqual([]);
  });

  it("generator of SBOMs that cannot be pulled is told from a base image that cannot", () => {
    const at = (image: string) => [
      `ERROR: failed to build: failed to solve: failed to resolve source metadata for ${image}: no such host`,
    ];
    expect(sbomGeneratorMissing(at("docker.io/docker/buildkit-syft-scanner:stable-1"))).toBe(true);
    expect(sbomGeneratorMissing(at("docker.io/library/debian:12"))).toBe(false);
  });
});
