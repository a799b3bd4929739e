import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logIn, logOut, registryName } from "../../../src/actions/registry-login.ts";
import type { Job } from "../../../src/github/job.ts";

let folder: string;
let states: Map<string, string>;
let masked: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-login-"));
  states = new Map();
  masked = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The few parts of a job that a login touches. */
function job(): Job {
  const parts: Partial<Job> = {
    env: { DOCKER_CONFIG: join(folder, "own") },
    tempDirectory: folder,
    mask: (secret) => masked.push(secret),
    saveState: (name, value) => states.set(name, value),
    state: (name) => states.get(name) ?? "",
  };
  return parts as Job;
}

const given = { username: "ada", password: "hush" };
const hosts = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(JSON.parse(readFileSync(join(env.DOCKER_CONFIG ?? "", "config.json"), "utf8")).auths);

describe("a login of the inputs", () => {
  it("is for the registry of the image, or for the one that is named, and gone afterwards", async () => {
    const one = job();
    const env = await logIn(given, "ghcr.io/acme/orders", one);
    expect(hosts(env)).toEqual(["ghcr.io"]);
    expect(masked).toEqual(["hush"]);
    await logOut(one);
    expect(existsSync(env.DOCKER_CONFIG ?? "")).toBe(false);
    expect(hosts(await logIn({ ...given, registry: "https://quay.io/" }, "ghcr.io/acme/orders", job()))).toEqual([
      "quay.io",
    ]);
  });

  it("is removed by the post step too, which knows only the job's state", async () => {
    const env = await logIn(given, "ghcr.io/acme/orders", job());
    await logOut(job());
    expect(existsSync(env.DOCKER_CONFIG ?? "")).toBe(false);
  });

  it("that is not given leaves docker's own", async () => {
    const one = job();
    expect(await logIn({}, "ghcr.io/acme/orders", one)).toBe(one.env);
    await logOut(one);
  });

  it.each([
    [{ username: "ada" }, /the registry's password is missing/],
    [{ password: "hush" }, /the registry's username is missing/],
  ])("that is half is refused: %o", async (half, found) => {
    await expect(logIn(half, "ghcr.io/acme/orders", job())).rejects.toThrow(found);
  });

  it.each([
    ["ghcr.io", "ghcr.io"],
    ["https://index.docker.io/v1/", "docker.io"],
    ["GHCR.io/", "ghcr.io"],
    ["localhost:5000", "localhost:5000"],
  ])("%s names %s", (text, name) => {
    expect(registryName(text)).toBe(name);
  });
});
