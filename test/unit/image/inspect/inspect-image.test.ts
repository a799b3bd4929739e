import { describe, expect, it } from "vitest";
import type { ImageFile } from "../../../../src/image/content/files.ts";
import { mergeLayers } from "../../../../src/image/content/files.ts";
import type { ImageConfig, PlatformImage } from "../../../../src/image/content/image-content.ts";
import { parseDockerfile } from "../../../../src/image/dockerfile/dockerfile.ts";
import { inspectImage } from "../../../../src/image/inspect/inspect-image.ts";
import { parseInspectionRules } from "../../../../src/image/inspect/rules.ts";
import { shellPrograms } from "../../../../src/image/inspect/shell-programs.ts";

type Settings = NonNullable<ImageConfig["config"]>;

const good: Settings = { User: "65532", Entrypoint: ["/orders"], Env: ["PATH=/bin"], WorkingDir: "/" };
const program: ImageFile = { path: "orders", kind: "file", mode: 0o755, size: 1 };
const dockerfile = parseDockerfile(
  'FROM base AS build\nFROM scratch\nCOPY id /id\nHEALTHCHECK CMD curl x\nEXPOSE 80\nUSER root\nENTRYPOINT ["/orders"]\n',
);

function findings(settings: Settings, files: Partial<ImageFile>[] = [], createdBy?: string): string[] {
  const layer = { digest: "sha256:1", size: 1, mediaType: "", createdBy };
  const brought = files.map((file): ImageFile => ({ path: "", kind: "file", mode: 0o644, size: 1, ...file }));
  const layers = [{ layer, files: [program, ...brought], removed: [] }];
  const image: PlatformImage = {
    platform: "linux/amd64",
    digest: "sha256:2",
    config: { os: "linux", architecture: "amd64", config: settings },
    layers: [layer],
  };
  return inspectImage({ image, layers, files: mergeLayers(layers), dockerfile }).map(
    ({ inspection, found, line }) => `${inspection} ${line}: ${found}`,
  );
}

describe("the inspection", () => {
  it("finds nothing in an image that is as it should be", () => {
    expect(findings(good)).toEqual([]);
  });

  it.each<[string, Settings, Partial<ImageFile>[], RegExp]>([
    ["no user", { ...good, User: "" }, [], /^user 6: the image runs as root, as it names no user$/],
    ["root by number", { ...good, User: "0:0" }, [], /^user 6: .*USER 0:0/],
    ["a name that is root", { ...good, User: "admin" }, [{ path: "etc/passwd", text: "admin:x:0:0\n" }], /^user 6/],
    [
      "a user whom nobody knows",
      { ...good, User: "app" },
      [{ path: "etc/passwd", text: "root:x:0:0\napple:x:1:1\n" }],
      /^user 6: no container .* runs as app, and its \/etc\/passwd has no user app$/,
    ],
    ["a user in an image without a list", { ...good, User: "app" }, [], /has no user app$/],
    [
      "a group that nobody knows",
      { ...good, User: "1:web" },
      [{ path: "etc/group", text: "app:x:1:\n" }],
      /no group web$/,
    ],
    ["no start", { ...good, Entrypoint: null }, [], /^entrypoint 7: .*nothing to start/],
    ["a missing start", { ...good, Entrypoint: ["nope"] }, [], /nope is not in the image/],
    [
      "a start without permission",
      { ...good, Entrypoint: ["/etc/x"] },
      [{ path: "etc/x" }],
      /\/etc\/x is not executable/,
    ],
    [
      "no shell to start with",
      { ...good, Entrypoint: ["/bin/sh", "-c", "orders"] },
      [],
      /\/bin\/sh is not in the image/,
    ],
    [
      "curl that is missing",
      { ...good, Healthcheck: { Test: ["CMD", "curl", "-f", "x"] } },
      [],
      /^healthcheck 4: .*needs curl/,
    ],
    [
      "a shell's curl",
      { ...good, Healthcheck: { Test: ["CMD-SHELL", "curl -f x || exit 1"] } },
      [{ path: "bin/sh", mode: 0o755 }],
      /needs curl, which is not in the image$/,
    ],
    [
      "a program behind a pipe",
      { ...good, Healthcheck: { Test: ["CMD-SHELL", "wget -qO- x 2>&1 | grep -q ok || exit 1"] } },
      [
        { path: "bin/sh", mode: 0o755 },
        { path: "bin/wget", mode: 0o755 },
      ],
      /needs grep, which is not in the image$/,
    ],
    [
      "a check by the shell that SHELL names",
      { ...good, Shell: ["/bin/bash", "-o", "pipefail", "-c"], Healthcheck: { Test: ["CMD-SHELL", "true"] } },
      [{ path: "bin/sh", mode: 0o755 }],
      /needs \/bin\/bash, which is not in the image$/,
    ],
    [
      "a check by a script whose interpreter is missing",
      { ...good, Healthcheck: { Test: ["CMD", "/check"] } },
      [
        { path: "check", mode: 0o755, text: "#!/usr/bin/env -S python3 -u\nprint()\n" },
        { path: "usr/bin/env", mode: 0o755 },
      ],
      /needs \/check, which is run by python3, and that is not in the image$/,
    ],
    [
      "a check that an entry point's shell would run",
      { ...good, Healthcheck: { Test: ["CMD", "/bin/sh", "-c", "curl x"] } },
      [{ path: "bin/sh", mode: 0o755 }],
      /needs curl, which/,
    ],
    [
      "a start whose loader is missing",
      { ...good, Entrypoint: ["/app"] },
      [{ path: "app", mode: 0o755, text: elfWith("/lib64/ld-linux-x86-64.so.2") }],
      /cannot start: \/app is run by \/lib64\/ld-linux-x86-64\.so\.2, and that is not in the image/,
    ],
    ["a low port", { ...good, ExposedPorts: { "80/tcp": {} } }, [], /^ports 5: .*port 80\/tcp/],
    ["a secret in ENV", { ...good, Env: ["PATH=/bin", "DB_PASSWORD=x"] }, [], /^secrets \d+: the variable DB_PASSWORD/],
    ["an environment's file", good, [{ path: "app/.env" }], /\/app\/\.env looks like settings/],
    [
      "a private key",
      good,
      [{ path: "a/tls.key", text: "-----BEGIN PRIVATE KEY-----" }],
      /tls\.key looks like a private key/,
    ],
    ["an npm token", good, [{ path: "root/.npmrc", text: "//r/:_authToken=npm_x" }], /an npm token/],
    [
      "apt's lists",
      good,
      [{ path: "var/lib/apt/lists/a", size: 5_000_000 }],
      /^caches undefined: .*apt.*1 files, 5\.0 MB/,
    ],
  ])("finds %s", (_, settings, files, expected) => {
    expect(findings(settings, files)).toEqual([expect.stringMatching(expected)]);
  });

  it.each<[string, Settings, Partial<ImageFile>[]]>([
    [
      "a check whose programs are all there",
      { ...good, Healthcheck: { Test: ["CMD-SHELL", "curl -f http://localhost/ > /dev/null 2>&1 || exit 1"] } },
      [
        { path: "bin/sh", mode: 0o755, text: "#!/bin/busybox\n" },
        { path: "bin/busybox", mode: 0o755 },
        { path: "bin/curl", mode: 0o755, text: elfWith("/lib/ld.so") },
        { path: "lib/ld.so", mode: 0o755 },
      ],
    ],
    [
      "a user and a group that are listed",
      { ...good, User: "app:web" },
      [
        { path: "etc/passwd", text: "app:x:1:1\n" },
        { path: "etc/group", text: "web:x:1:\n" },
      ],
    ],
    [
      "a user in a list elsewhere",
      { ...good, User: "app" },
      [{ path: "etc/passwd", kind: "link", target: "/lists/passwd" }, { path: "lists/passwd" }],
    ],
    [
      "a program that is linked statically",
      { ...good, Entrypoint: ["/app"] },
      [{ path: "app", mode: 0o755, text: elfWith() }],
    ],
  ])("lets %s be", (_, settings, files) => {
    expect(findings(settings, files)).toEqual([]);
  });

  it.each<[string, Partial<ImageFile>]>([
    ["certificates that everybody has", { path: "etc/ssl/certs/a.pem", text: "-----BEGIN PRIVATE KEY" }],
    ["a public key", { path: "a/tls.pem", text: "-----BEGIN CERTIFICATE" }],
    ["an example", { path: "app/.env.example" }],
    ["a test's key", { path: "app/testdata/id_rsa" }],
    ["an npm setting that is no secret", { path: "root/.npmrc", text: "fund=false\n_authToken=$TOKEN" }],
    ["an empty cache", { path: "var/lib/apt/lists/lock", size: 0 }],
  ])("lets %s be", (_, file) => {
    expect(findings(good, [file])).toEqual([]);
  });

  it("tells the line that brought a secret, and that removing it later does not help", () => {
    const layer = { digest: "sha256:1", size: 1, mediaType: "", createdBy: "COPY id /id # buildkit" };
    const secret: ImageFile = { path: "id_rsa", kind: "file", mode: 0o600, size: 9 };
    const layers = [
      { layer, files: [program, secret], removed: [] },
      { layer: { ...layer, createdBy: "RUN rm" }, files: [], removed: ["id_rsa"] },
    ];
    const config: ImageConfig = { os: "linux", architecture: "amd64", config: good };
    const image: PlatformImage = { platform: "linux/amd64", digest: "sha256:2", config, layers: [] };
    expect(inspectImage({ image, layers, files: mergeLayers(layers), dockerfile })).toMatchObject([
      { inspection: "secrets", line: 3, found: expect.stringContaining("a later layer removes it") },
    ]);
  });
});

it.each<[string, string[]]>([
  ["curl -f http://x || exit 1", ["curl"]],
  ["curl -f http://x > /dev/null 2>&1 || exit 1", ["curl"]],
  ["curl x &> /log; wget y >>/log 2>/dev/null", ["curl", "wget"]],
  ["A=1 wget -q -O- x | grep -q ok", ["wget", "grep"]],
  ["if [ -f /x ]; then /bin/check; fi", ["/bin/check"]],
  ["! nc -z localhost 80", ["nc"]],
  ["$TOOL --x && exec ./server", ["./server"]],
  ['curl -f "http://x/?a=1&b=2;c|d" | grep "a | b"', ["curl", "grep"]],
  ["curl 'a; rm b' \\\n  -f", ["curl"]],
  ['test "$(curl -s x | jq -r .status)" = UP', ["curl", "jq"]],
  ["[ `pgrep -c x` -gt $((1 + 2)) ]", ["pgrep"]],
  ["timeout -s KILL 5 pg_isready -U x", ["timeout", "pg_isready"]],
  ["timeout 5 pg_isready -U x", ["timeout", "pg_isready"]],
  ["sh -ec 'redis-cli ping | grep PONG'", ["sh", "redis-cli", "grep"]],
  ["command -v curl; while sleep 1; do nc x; done # and curl", ["sleep", "nc"]],
  ["for i in a b; do mysqladmin ping; done", ["mysqladmin"]],
  ["(cd /x && ./check) & wait", ["./check"]],
  ["mongosh --eval 'db.adminCommand(\"ping\")' < /dev/null", ["mongosh"]],
  ["case x in a) b;; esac", []],
])("sees the programs of %s", (script, expected) => {
  expect(shellPrograms(script)).toEqual(expected);
});

/** The beginning of a program for 64-bit Linux that names this loader. */
function elfWith(loader?: string): string {
  const bytes = Buffer.alloc(256);
  bytes.write("\x7fELF\x02\x01", "latin1");
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt32LE(loader === undefined ? 1 : 3, 64);
  bytes.writeBigUInt64LE(128n, 72);
  bytes.writeBigUInt64LE(BigInt((loader ?? "").length + 1), 96);
  bytes.write(loader ?? "", 128);
  return bytes.toString("latin1");
}

it("reads how much each inspection matters", () => {
  expect(parseInspectionRules([]).user).toBe("warning");
  expect(parseInspectionRules(["error", "caches=off"])).toMatchObject({
    user: "error",
    secrets: "error",
    caches: "off",
  });
  expect(() => parseInspectionRules(["users=error"])).toThrow(/user, healthcheck/);
  expect(() => parseInspectionRules(["fatal"])).toThrow(/off, warning, error/);
});
