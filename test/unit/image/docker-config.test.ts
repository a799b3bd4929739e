import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCredentials } from "../../../src/image/docker-config.ts";
import { never } from "./support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-docker-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function credentialsOf(registry: string, config: unknown): ReturnType<typeof readCredentials> {
  writeFileSync(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  return readCredentials(registry, { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env.PATH}` }, never);
}

/** A real program that speaks the protocol of docker's credential helpers. */
function helper(name: string, script: string): void {
  writeFileSync(join(folder, `docker-credential-${name}`), `#!/bin/sh\nread -r server\n${script}\n`);
  chmodSync(join(folder, `docker-credential-${name}`), 0o755);
}

const ada = { auth: Buffer.from("ada:pass:word").toString("base64") };
const basic = { kind: "basic", username: "ada", password: "pass:word" };

describe("the credentials for a registry", () => {
  it.each([
    ["the file's", "ghcr.io", { auths: { "ghcr.io": ada } }, basic],
    ["the file's under a URL", "ghcr.io", { auths: { "https://ghcr.io/v2/": ada } }, basic],
    ["docker.io's under its old name", "docker.io", { auths: { "https://index.docker.io/v1/": ada } }, basic],
    [
      "a user and a password apart",
      "ghcr.io",
      { auths: { "ghcr.io": { username: "ada", password: "pass:word" } } },
      basic,
    ],
    [
      "an identity token",
      "ghcr.io",
      { auths: { "ghcr.io": { ...ada, identitytoken: "t" } } },
      { kind: "identity", token: "t" },
    ],
    [
      "none of another registry",
      "ghcr.io",
      { auths: { "quay.io": ada, "ghcr.io.example.com": ada } },
      { kind: "none" },
    ],
    ["none of an empty entry", "ghcr.io", { auths: { "ghcr.io": {} } }, { kind: "none" }],
  ])("are %s", async (_, registry, config, expected) => {
    expect(await credentialsOf(registry, config)).toMatchObject(expected);
  });

  it("are none where there is no file", async () => {
    expect(await readCredentials("ghcr.io", { DOCKER_CONFIG: join(folder, "nowhere") }, never)).toEqual({
      kind: "none",
    });
  });

  it("come from the registry's own helper first", async () => {
    helper("own", `echo "{\\"ServerURL\\":\\"$server\\",\\"Username\\":\\"$server\\",\\"Secret\\":\\"s\\"}"`);
    const config = { auths: { "ghcr.io": ada }, credHelpers: { "ghcr.io": "own" }, credsStore: "missing" };
    expect(await credentialsOf("ghcr.io", config)).toEqual({
      kind: "basic",
      username: "ghcr.io",
      password: "s",
      from: "docker-credential-own",
    });
  });

  it("come from the store of all, which may give a token", async () => {
    helper("store", `echo '{"Username":"<token>","Secret":"t"}'`);
    expect(await credentialsOf("docker.io", { credsStore: "store" })).toEqual({
      kind: "identity",
      token: "t",
      from: "docker-credential-store",
    });
  });

  it("come from the file where the store has none", async () => {
    helper("store", `echo "credentials not found in native keychain"; exit 1`);
    expect(await credentialsOf("ghcr.io", { credsStore: "store", auths: { "ghcr.io": ada } })).toMatchObject(basic);
  });

  it.each([
    [
      "a helper that is not there",
      { credHelpers: { "ghcr.io": "missing" } },
      /docker-credential-missing gave no credentials/,
    ],
    ["a file that is not JSON", '{"auths": hushhush', /cannot be read as JSON$/],
    ["a file of another shape", { auths: ["hushhush"] }, /is not a docker configuration$/],
  ])("are none, with the reason, for %s", async (_, config, problem) => {
    expect(await credentialsOf("ghcr.io", config)).toEqual({ kind: "none", problem: expect.stringMatching(problem) });
  });
});
