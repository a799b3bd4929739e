import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { computeKey, type KeyInputs, keyTag } from "../../../../src/image/key/build-key.ts";
import { never } from "../support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-key-"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src", "main.go"), "package main");
  writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nCOPY . /\n");
  writeFileSync(join(folder, ".dockerignore"), "*.log\nDockerfile\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const base = { name: "a", reference: "a", line: 1, pinned: false, digest: "sha256:1" };

async function keyOf(change: Partial<KeyInputs> = {}): Promise<string> {
  const inputs: KeyInputs = {
    folder,
    dockerfile: join(folder, "Dockerfile"),
    directory: folder,
    sources: { bases: [], contexts: [], remote: [] },
    bases: [base],
    buildArgs: { A: "1" },
    commit: "c1",
    settings: { target: "final", platforms: ["linux/amd64"] },
    ...change,
  };
  const result = await computeKey(inputs, never);
  return result.kind === "known" ? result.key : result.reason;
}

describe("the key of a build", () => {
  it.each<[string, () => unknown]>([
    ["a content", () => writeFileSync(join(folder, "src", "main.go"), "package other")],
    ["a name", () => writeFileSync(join(folder, "src", "new.go"), "")],
    ["a permission", () => chmodSync(join(folder, "src", "main.go"), 0o755)],
    ["a permission of a folder", () => chmodSync(join(folder, "src"), 0o700)],
    ["a link", () => symlinkSync("main.go", join(folder, "src", "link.go"))],
    ["a pipe", () => execFileSync("mkfifo", [join(folder, "src", "pipe")])],
    ["an empty folder", () => mkdirSync(join(folder, "empty"))],
    [
      "the Dockerfile, also where it is ignored itself",
      () => writeFileSync(join(folder, "Dockerfile"), "FROM scratch\n"),
    ],
  ])("changes with %s", async (_, change) => {
    const before = await keyOf();
    change();
    expect(await keyOf()).not.toBe(before);
  });

  it.each<[string, () => unknown]>([
    ["nothing", () => undefined],
    ["a time", () => utimesSync(join(folder, "src", "main.go"), 1, 1)],
    ["an ignored file", () => writeFileSync(join(folder, "build.log"), "x")],
  ])("stays with a change of %s", async (_, change) => {
    const before = await keyOf();
    change();
    expect(await keyOf()).toBe(before);
  });

  it.each<[string, Partial<KeyInputs>]>([
    ["an argument", { buildArgs: { A: "2" } }],
    ["the digest of a base image", { bases: [{ ...base, digest: "sha256:2" }] }],
    ["the target", { settings: { target: "test", platforms: ["linux/amd64"] } }],
    ["the platforms", { settings: { target: "final", platforms: ["linux/arm64"] } }],
  ])("changes with %s", async (_, change) => {
    expect(await keyOf(change)).not.toBe(await keyOf());
  });

  it("changes with a file of a named context", async () => {
    const lib = `${folder}-lib`;
    mkdirSync(lib);
    const change: Partial<KeyInputs> = { sources: { bases: [], contexts: [lib], remote: [] } };
    const before = await keyOf(change);
    writeFileSync(join(lib, "x"), "");
    expect(await keyOf(change)).not.toBe(before);
    rmSync(lib, { recursive: true });
  });

  it.each<[string, Partial<KeyInputs>, RegExp]>([
    ["a base image that cannot be asked for", { bases: [{ ...base, digest: "" }] }, /base image a is not known/],
    [
      "an ADD from the network",
      { sources: { bases: [], contexts: [], remote: [{ what: "https://x.test", line: 3 }] } },
      /line 3 .* without --checksum/,
    ],
    ["a context elsewhere", { sources: { bases: [], contexts: ["https://x.test/a.git"], remote: [] } }, /not a folder/],
    [
      "a context that is not there",
      { sources: { bases: [], contexts: ["nowhere"], remote: [] } },
      /cannot be read .*nowhere/,
    ],
  ])("is not known with %s", async (_, change, reason) => {
    expect(await keyOf(change)).toMatch(reason);
  });

  it.each<[string, () => void]>([
    [
      "a name that is no text",
      () => writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]), ""),
    ],
    ["a pattern that is none", () => writeFileSync(join(folder, ".dockerignore"), "[z-a]\n")],
  ])("is not known with %s, of which BuildKit says what is wrong", async (_, change) => {
    change();
    expect(await keyOf()).toMatch(/^the context cannot be read/);
  });

  it("knows the commit only where the build could read it, in .git", async () => {
    const before = await keyOf();
    expect(await keyOf({ commit: "c2" })).toBe(before);
    mkdirSync(join(folder, ".git"));
    const bound = await keyOf();
    writeFileSync(join(folder, ".git", "index"), "whatever git did last");
    expect(await keyOf()).toBe(bound);
    expect(await keyOf({ commit: "c2" })).not.toBe(bound);
    writeFileSync(join(folder, ".dockerignore"), ".git\n*.log\nDockerfile\n");
    expect(await keyOf({ commit: "c2" })).toBe(await keyOf());
  });

  it("makes a tag that registries take", async () => {
    expect(keyTag(await keyOf())).toMatch(/^slipway-key-[0-9a-f]{40}$/);
  });

  it("gives up in the middle of a large file when it is told to", async () => {
    writeFileSync(join(folder, "large"), "");
    truncateSync(join(folder, "large"), 1024 ** 4);
    const reason = new Error("enough");
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 20);
    const inputs = {
      folder,
      dockerfile: join(folder, "Dockerfile"),
      directory: folder,
      buildArgs: {},
      commit: "",
      settings: {},
    };
    const sources = { bases: [], contexts: [], remote: [] };
    await expect(computeKey({ ...inputs, sources, bases: [] }, abort.signal)).rejects.toBe(reason);
  });
});
