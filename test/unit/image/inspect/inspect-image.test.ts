import { describe, expect, it } from "vitest";
import type { ImageFile } from "../../../../src/image/content/files.ts";
import { mergeLayers } from "../../../../src/image/content/files.ts";
import type { ImageConfig, PlatformImage } from "../../../../src/image/content/image-content.ts";
import { parseDockerfile } from "../../../../src/image/dockerfile/dockerfile.ts";
import { inspectImage } from "../../../../src/image/inspect/inspect-image.ts";
import { shellPrograms } from "../../../../src/image/inspect/programs.ts";
import { parseInspectionRules } from "../../../../src/image/inspect/rules.ts";

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
      /^caches undefined: .*apt.*1 files, 4\.8 MB/,
    ],
  ])("finds %s", (_, settings, files, expected) => {
    expect(findings(settings, files)).toEqual([expect.stringMatching(expected)]);
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

it.each([
  ["curl -f http://x || exit 1", ["curl"]],
  ["A=1 wget -q -O- x | grep -q ok", ["wget", "grep"]],
  ["if [ -f /x ]; then /bin/check; fi", ["/bin/check"]],
  ["$TOOL --x && exec ./server", ["./server"]],
])("sees the programs of %s", (script, expected) => {
  expect(shellPrograms(script)).toEqual(expected);
});

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
