import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ImageUnderTest } from "../../../../src/image/gate.ts";
import { digestOf } from "../../../../src/image/registry.ts";
import { runScanner } from "../../../../src/image/scan/run-scanner.ts";
import { never, recordLog } from "../support.ts";

// A script answers here in the forms that trivy documents: this shows how it is asked, and what becomes of answers that
// the real one, which runs in test/cluster/image/scan.test.ts, does not give on demand.

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-trivy-"));
  mkdirSync(join(folder, "layout", "blobs", "sha256"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [] }));
const found = {
  SchemaVersion: 2,
  ArtifactName: "x",
  Results: [
    {
      Target: "app",
      Type: "node-pkg",
      Vulnerabilities: [{ VulnerabilityID: "CVE-1", PkgName: "lodash", Severity: "HIGH", InstalledVersion: "1" }],
    },
  ],
};

async function scan(version: object, script = "") {
  writeFileSync(join(folder, "report.json"), JSON.stringify(found));
  writeFileSync(join(folder, "version.json"), JSON.stringify(version));
  writeFileSync(
    join(folder, "trivy"),
    `#!/bin/sh
if [ "$1" = version ]; then cat ${folder}/version.json; exit 0; fi
${script}
for argument in "$@"; do
  echo "$argument" >> ${folder}/arguments
  case "$argument" in --output=*) cp ${folder}/report.json "\${argument#--output=}";; */image-0) cp "$argument/index.json" ${folder}/seen.json;; esac
done
`,
  );
  chmodSync(join(folder, "trivy"), 0o755);
  const digest = digestOf(manifest);
  writeFileSync(join(folder, "layout", "blobs", "sha256", digest.slice(7)), manifest);
  const platform = { platform: "linux/amd64", digest, config: { os: "linux", architecture: "amd64" }, layers: [] };
  const subject: ImageUnderTest = {
    image: { digest, mediaType: "", platforms: [platform], attestations: [] },
    place: { kind: "layout", folder: join(folder, "layout") },
  };
  const env = { PATH: `${folder}:${process.env.PATH}` };
  return runScanner("trivy", subject, 5 * 86_400_000, { log: recordLog(), signal: never, env, tempDirectory: folder });
}

const fresh = { Version: "0.66.0", VulnerabilityDB: { Version: 2, UpdatedAt: new Date().toISOString() } };

describe("trivy", () => {
  it("looks at the one manifest of a platform, and is asked how old its database is", async () => {
    expect(await scan(fresh)).toMatchObject({
      tool: "Trivy",
      toolVersion: "0.66.0",
      vulnerabilities: [{ id: "CVE-1", severity: "high" }],
    });
    const given = readFileSync(join(folder, "arguments"), "utf8").split("\n");
    expect(given).toEqual(
      expect.arrayContaining(["image", "--scanners=vuln", "--format=json", "--exit-code=0", "--input"]),
    );
    expect(JSON.parse(readFileSync(join(folder, "seen.json"), "utf8")).manifests).toMatchObject([
      { digest: digestOf(manifest), size: manifest.length },
    ]);
  });

  it.each([
    ["without a database", { Version: "0.66.0" }, "", /nobody knows when its database was made/],
    [
      "with an old database",
      { VulnerabilityDB: { UpdatedAt: "2020-01-01T00:00:00.000000000Z" } },
      "",
      /its database is \d+ days old/,
    ],
    [
      "that could not fetch one",
      fresh,
      'echo "FATAL failed to download vulnerability DB: 429" >&2; exit 1',
      /no database that it can use/,
    ],
    ["that fails", fresh, "echo out of memory >&2; exit 1", /gave no result: it ended with 1/],
    ["that writes no report", fresh, "exit 0", /wrote no report that can be read/],
  ])("%s stops the image", async (_, version, script, words) => {
    await expect(scan(version, script)).rejects.toThrow(words);
  });
});
