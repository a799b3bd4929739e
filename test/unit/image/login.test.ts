import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readCredentials } from "../../../src/image/docker-config.ts";
import { withLogin, writeLogin } from "../../../src/image/login.ts";
import { never } from "./support.ts";

const login = { registry: "ghcr.io", username: "ada", password: "hush" };

describe("a login for one build", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-login-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("stands in a private copy that keeps what docker has beside it", async () => {
    const own = join(folder, "own");
    mkdirSync(join(own, "cli-plugins"), { recursive: true });
    writeFileSync(join(own, "config.json"), JSON.stringify({ auths: { "quay.io": { auth: "eA==" } }, proxies: {} }));
    const copy = await writeLogin(login, { DOCKER_CONFIG: own }, folder);
    expect(statSync(join(copy, "config.json")).mode & 0o777).toBe(0o600);
    expect(statSync(copy).mode & 0o777).toBe(0o700);
    expect(lstatSync(join(copy, "cli-plugins")).isSymbolicLink()).toBe(true);
    expect(await readCredentials("ghcr.io", { DOCKER_CONFIG: copy }, never)).toMatchObject({ username: "ada" });
    expect(JSON.parse(readFileSync(join(copy, "config.json"), "utf8"))).toMatchObject({ proxies: {} });
    expect(readFileSync(join(own, "config.json"), "utf8")).not.toContain("ghcr.io");
  });

  it("needs no configuration to begin with", async () => {
    const copy = await writeLogin(login, { DOCKER_CONFIG: join(folder, "nowhere") }, folder);
    expect(await readCredentials("ghcr.io", { DOCKER_CONFIG: copy }, never)).toMatchObject({ password: "hush" });
  });
});

describe("a docker configuration with a login", () => {
  const auth = { auth: Buffer.from("ada:hush").toString("base64") };

  it.each([
    [
      "in place of an older one",
      { auths: { "ghcr.io": { auth: "b2xk" } } },
      { auths: { "ghcr.io": auth }, credHelpers: {} },
    ],
    [
      "before the registry's own helper",
      { credHelpers: { "ghcr.io": "gh", "quay.io": "q" } },
      { auths: { "ghcr.io": auth }, credHelpers: { "quay.io": "q" } },
    ],
    [
      "before the store of all, which keeps the registries that it knows",
      { credsStore: "desktop", auths: { "quay.io": {} } },
      { auths: { "quay.io": {}, "ghcr.io": auth }, credHelpers: { "quay.io": "desktop" } },
    ],
  ])("has it %s", (_, config, expected) => {
    expect(withLogin(config, login)).toEqual(expected);
  });

  it("has docker.io's under the name that docker looks for", () => {
    expect(withLogin({}, { ...login, registry: "docker.io" })).toMatchObject({
      auths: { "https://index.docker.io/v1/": auth },
    });
  });
});
