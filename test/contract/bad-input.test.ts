import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { badInputs } from "./support/bad-inputs.ts";
import { startEntry } from "./support/run-entry.ts";

const root = resolve(import.meta.dirname, "../..");
const postSteps = inject("entries").flatMap((entry) => (entry.hasPost ? [[entry.name]] : []));
const secret = "contract-secret-4711";
const kubeconfig = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  users: [{ name: "u", user: { token: secret } }],
});

describe.each(inject("entries").map((entry) => [entry.name]))("dist/%s.js", (name) => {
  it("ends a bad input with one error, its outputs and exit status 1, without a secret", async () => {
    const inputs = await badInputs(name, { kubeconfig });
    const { status, stdout, stderr, outputs, summary } = await startEntry(`${name}.js`, inputs).ended;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.match(/^::error/gm)).toHaveLength(1);
    expect(stdout).toContain("reading the inputs");
    expect(outputs).toMatchObject({ outcome: "failed", reason: expect.stringMatching(/\w/) });
    expect(summary).toContain("Failed while reading the inputs");
    const visible = stdout.replaceAll(/^::add-mask::.*$/gm, "") + JSON.stringify(outputs) + summary;
    expect(visible).not.toContain(secret);
    expect(visible).not.toContain("at file:");
  });
});

describe.each(postSteps)("dist/%s-post.js", (name) => {
  it("ends well where the main step kept nothing", async () => {
    const { status, stdout, stderr } = await startEntry(`${name}-post.js`, {}).ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toContain("::error");
  });
});

describe("dist/build-image-post.js", () => {
  it("removes the login that a main step which was killed has left", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-docker-"));
    writeFileSync(join(folder, "config.json"), "{}", { mode: 0o600 });
    const { status } = await startEntry("build-image-post.js", {}, { "STATE_docker-config": folder }).ended;
    expect(status).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("dist", () => {
  it("holds each file that an action.yml names, and each action.yml runs on node24", () => {
    const files = readdirSync(join(root, "actions")).map((name) => join(root, "actions", name, "action.yml"));
    const named = files.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      expect(text, file).toMatch(/using: ["']?node24/);
      return [...text.matchAll(/dist\/([\w-]+\.js)/g)].map(([, name]) => name ?? "");
    });
    const built = readdirSync(inject("dist"));
    expect(named.filter((name) => !built.includes(name))).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(files.length);
  });

  it("holds no path of the machine that built it", () => {
    const files = readdirSync(inject("dist"), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const holding = files.filter((file) => readFileSync(join(file.parentPath, file.name), "utf8").includes(root));
    expect(holding.map(({ name }) => name)).toEqual([]);
  });
});
