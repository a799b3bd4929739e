import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { missingPrerequisites } from "../../../scripts/prerequisites.mjs";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A PATH that holds only these programs, each a script that prints its text. */
function machineWith(
  programs: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "slipway-path-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${text}'\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return { PATH: folder, ...others };
}

const common = { npm: "11", git: "git version 2", go: "go version go1.26.0 linux/amd64" };
const debian = { "apt-get": "", "dpkg-deb": "", ip: "", unshare: "", mount: "", tar: "" };

describe("missingPrerequisites", () => {
  it("asks for npm alone where no cluster is needed", () => {
    expect(missingPrerequisites(machineWith({ npm: "11" }), "node")).toEqual([]);
    expect(missingPrerequisites(machineWith({}), "node")).toEqual([
      "npm: it comes with Node.js, https://nodejs.org/en/download",
    ]);
  });

  it("is content with docker and kind, or with a cluster of the user's", () => {
    expect(missingPrerequisites(machineWith({ ...common, docker: "", kind: "" }), "cluster")).toEqual([]);
    expect(missingPrerequisites(machineWith(common, { SLIPWAY_CLUSTER: "kubeconfig" }), "cluster")).toEqual([]);
  });

  it("is content with an older Go that fetches the one which a module asks for", () => {
    const all = { ...common, docker: "", kind: "" };
    const older = (toolchain: string) => ({ ...all, go: `go version go1.24.2 linux/amd64\n${toolchain}` });
    expect(missingPrerequisites(machineWith(older("auto")), "cluster")).toEqual([]);
    expect(missingPrerequisites(machineWith(older("local")), "cluster")[0]).toContain("this is go1.24");
  });

  it("names each missing thing and how to get it", () => {
    const missing = missingPrerequisites(machineWith({ npm: "11", go: "go version go1.19.8 linux/amd64" }), "cluster");
    expect(missing[0]).toBe("git: apt-get install git");
    expect(missing[1]).toBe("Go 1.26 or later (this is go1.19): install it from https://go.dev/dl/");
    expect(missing.slice(2).join("\n")).toContain("install docker and kind");
    expect(missingPrerequisites(machineWith({ ...debian, npm: "", git: "" }), "cluster")[0]).toContain(
      "Go 1.26 or later:",
    );
  });
});
