import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { layoutDigest, readLayout } from "../../../src/image/content/layout.ts";
import type { GateReport, ImageUnderTest } from "../../../src/image/gate.ts";
import { pushLayout } from "../../../src/image/push.ts";
import { type ScanSettings, scanGate } from "../../../src/image/scan/scan-gate.ts";
import { Failure } from "../../../src/report/failure.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, type RecordedLog, recordLog } from "../../unit/image/support.ts";
import { grypeDatabase, grypeEnvironment } from "./grype-database.ts";
import { trivyDatabase, trivyEnvironment } from "./trivy-database.ts";

// The real grype and the real trivy, with small databases of our own, over an image that BuildKit built.

const rig = await rigEnvironment();
/** The published schema of SARIF 2.1.0. */
const sarifSchema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("schemastore/schemas/json/sarif-2.1.0.json"), "utf8"),
);
const grype = join(rig.bin, "grype");
let folder: string;
let subject: ImageUnderTest;
/** Nothing in it is weak. */
let clean: ImageUnderTest;
/** The first platform of the same, in the registry. */
let there: ImageUnderTest;
let databases: { fresh: string; old: string; empty: string };
let trivyDatabases: { fresh: string; old: string; empty: string };
const caches: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-scan-test-"));
  const context = join(folder, "context");
  for (const [name, version] of [
    ["lodash", "4.17.15"],
    ["left-pad", "1.3.0"],
  ] as const) {
    mkdirSync(join(context, "node_modules", name), { recursive: true });
    writeFileSync(join(context, "node_modules", name, "package.json"), JSON.stringify({ name, version }));
  }
  // Two platforms with weak packages, and one without.
  writeFileSync(
    join(context, "Dockerfile"),
    "FROM scratch AS weak\nCOPY node_modules /app/node_modules\nFROM weak AS amd64\nFROM weak AS arm64\nFROM scratch AS s390x\nCOPY Dockerfile /\nFROM $TARGETARCH\n",
  );
  const layout = join(folder, "layout");
  const args = [
    "build",
    "--quiet",
    "--provenance=mode=min",
    "--platform=linux/amd64,linux/arm64,linux/s390x",
    `--output=type=oci,tar=false,dest=${layout}`,
    context,
  ];
  execFileSync("docker-buildx", args, { env: rig.env, stdio: "pipe" });
  const image = await readLayout(layout);
  const [good] = image.platforms.filter(({ platform }) => platform === "linux/s390x");
  const weak = image.platforms.filter((one) => one !== good);
  subject = {
    image: { ...image, platforms: weak },
    place: { kind: "layout", folder: layout },
    repository: "ghcr.io/acme/orders",
  };
  clean = { ...subject, image: { ...image, platforms: good === undefined ? [] : [good] } };
  const repository = `${rig.registry}/scan-test/orders`;
  const digest = layoutDigest(layout);
  await pushLayout({ layout, digest, tags: [`${repository}:1`] }, { log: recordLog(), env: {}, signal: never });
  there = { ...onePlatform(), place: { kind: "registry", reference: `${repository}@${digest}` } };

  const known = [
    {
      id: "GHSA-35jh-r3h4-6jhm",
      aliases: ["CVE-2021-23337"],
      severity: "high",
      package: "lodash",
      affected: "<4.17.21",
      fixedIn: "4.17.21",
    },
    { id: "GHSA-pppp-aaaa-dddd", severity: "critical", package: "left-pad", affected: "<=1.3.0" },
    { id: "GHSA-zzzz-zzzz-zzzz", severity: "critical", package: "lodash", affected: "<4.17.0", fixedIn: "4.17.0" },
  ] as const;
  const now = new Date();
  databases = {
    fresh: grypeDatabase(grype, { built: now, known }),
    old: grypeDatabase(grype, { built: new Date(now.getTime() - 30 * 86_400_000), known }),
    empty: grypeDatabase(grype, { built: now, known: [] }),
  };
  trivyDatabases = {
    fresh: trivyDatabase({ built: now, known }),
    old: trivyDatabase({ built: new Date(now.getTime() - 30 * 86_400_000), known }),
    empty: trivyDatabase({ built: now, known: [] }),
  };
  caches.push(...Object.values(databases));
});
afterAll(() => {
  for (const path of [folder, ...caches.map((cache) => join(cache, "..")), ...Object.values(trivyDatabases)])
    rmSync(path, { recursive: true, force: true });
});

const usual: ScanSettings = {
  scan: "grype",
  directory: "",
  failOn: "high",
  ignoreUnfixed: false,
  maxDatabaseAge: 5 * 86_400_000,
};

async function scan(
  settings: Partial<ScanSettings> = {},
  env: NodeJS.ProcessEnv = {},
  of: ImageUnderTest = onePlatform(),
): Promise<{ report: GateReport | undefined; failure: Failure; log: RecordedLog }> {
  const log = recordLog();
  const tempDirectory = join(folder, "temp");
  mkdirSync(tempDirectory, { recursive: true });
  const gate = scanGate({ ...usual, directory: folder, ...settings });
  const context = {
    log,
    signal: never,
    env: { ...rig.env, ...grypeEnvironment(databases.fresh), ...env },
    tempDirectory,
    runCommand,
  };
  const report = await gate(of, context).catch((error: unknown) => error);
  expect(readdirSync(tempDirectory)).toEqual([]);
  if (report instanceof Error) {
    expect(report).toBeInstanceOf(Failure);
    return { report: undefined, failure: report as Failure, log };
  }
  const given = report as GateReport;
  return { report: given, failure: given.failure as Failure, log };
}

/** A scanner takes its time for each. */
function onePlatform(): ImageUnderTest {
  return { ...subject, image: { ...subject.image, platforms: subject.image.platforms.slice(0, 1) } };
}

const waivers = (entries: readonly object[]): string => {
  writeFileSync(join(folder, "waivers.yaml"), JSON.stringify({ waivers: entries }, undefined, 2));
  return "waivers.yaml";
};
const accepted = {
  reason: "Only the build uses it, and never with foreign text.",
  owner: "team-orders",
  expires: "2999-12-31",
};

describe("an image that grype looks at", () => {
  it("is stopped by what is severe enough, said in one sentence, with SARIF beside it", async () => {
    const { report, failure } = await scan({ sarif: "scan.sarif" });
    expect(report).toMatchObject({
      name: "scan",
      result: "failed",
      outputs: { vulnerabilities: "2", "vulnerabilities-waived": "0" },
    });
    expect(failure.found).toBe(
      "1 critical, 1 high; first critical GHSA-pppp-aaaa-dddd in left-pad 1.3.0 (no fix yet), /app/node_modules/left-pad/package.json",
    );
    expect(failure.advice).toContain("Update lodash");
    expect(report?.markdown).toMatch(/\*\*Scan\*\* by grype.*: 1 critical, 1 high\./);
    expect(report?.markdown).toContain("`4.17.21`");
    const sarif = JSON.parse(readFileSync(join(folder, "scan.sarif"), "utf8"));
    expect(
      sarif.runs[0].results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${ruleId} ${level}`),
    ).toEqual(["GHSA-pppp-aaaa-dddd error", "GHSA-35jh-r3h4-6jhm error"]);
  });

  it("passes, in the registry too, where what remains is accepted or has no fix, and waivers that nothing needs are told", async () => {
    const file = waivers([
      { id: "CVE-2021-23337", package: "lodash", image: "ghcr.io/acme/*", ...accepted },
      { id: "CVE-1999-0001", ...accepted },
      { id: "CVE-1999-0002", image: "ghcr.io/acme/other", ...accepted },
      { check: "single-replica", ...accepted },
    ]);
    const { report, failure, log } = await scan(
      { waivers: file, ignoreUnfixed: true, sarif: "waived.sarif" },
      {},
      there,
    );
    expect(failure, failure?.message).toBeUndefined();
    expect(report).toMatchObject({
      result: "passed",
      outputs: { vulnerabilities: "1", "vulnerabilities-waived": "1" },
    });
    expect(report?.markdown).toMatch(/1 accepted by waivers/);
    expect(log.entries.filter((entry) => entry.startsWith("warning"))).toEqual([
      expect.stringMatching(/CVE-1999-0001 is about nothing that was found/),
    ]);
    const sarif = JSON.parse(readFileSync(join(folder, "waived.sarif"), "utf8"));
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const isValid = ajv.compile({ ...sarifSchema, $schema: "http://json-schema.org/draft-07/schema#" });
    expect(isValid(sarif), JSON.stringify(isValid.errors)).toBe(true);
    expect(sarif.runs[0].results[1].suppressions[0].justification).toMatch(
      /Only the build uses it.*team-orders, until 2999-12-31/,
    );
  });

  it("passes where nothing is found by a database that knows something", async () => {
    const { report, failure } = await scan({}, {}, clean);
    expect(report, failure?.message).toMatchObject({ result: "passed", outputs: { vulnerabilities: "0" } });
  });
});

describe("an image that trivy looks at", () => {
  const byTrivy = (cache: string, settings: Partial<ScanSettings> = {}, of = onePlatform()) =>
    scan({ scan: "trivy", ...settings }, trivyEnvironment(cache), of);

  it("is stopped and passes by the same rules, in the registry too", async () => {
    const { report, failure } = await byTrivy(trivyDatabases.fresh, { sarif: "trivy.sarif" }, subject);
    expect(report).toMatchObject({ result: "failed", outputs: { vulnerabilities: "2" } });
    // Both platforms have them, and they count once.
    expect(failure.found).toBe(
      "1 critical, 1 high; first critical GHSA-pppp-aaaa-dddd in left-pad 1.3.0 (no fix yet), app/node_modules/left-pad/package.json",
    );
    expect(failure.advice).toContain("Update lodash");
    const sarif = JSON.parse(readFileSync(join(folder, "trivy.sarif"), "utf8"));
    expect(sarif.runs[0].tool.driver.name).toBe("slipway build-image (Trivy)");
    const waived = waivers([{ id: "GHSA-35jh-r3h4-6jhm", package: "lodash", ...accepted }]);
    const again = await byTrivy(trivyDatabases.fresh, { waivers: waived, ignoreUnfixed: true }, there);
    expect(again.failure, again.failure?.message).toBeUndefined();
    expect(again.report).toMatchObject({ result: "passed", outputs: { "vulnerabilities-waived": "1" } });
  });

  it("passes where nothing is found, and is stopped where the database could not find anything", async () => {
    const hidden = { TRIVY_SEVERITY: "LOW", TRIVY_IGNORE_UNFIXED: "true", TRIVY_PKG_TYPES: "os" };
    const good = await scan({ scan: "trivy" }, { ...trivyEnvironment(trivyDatabases.fresh), ...hidden }, clean);
    expect(good.report, good.failure?.message).toMatchObject({ result: "passed", outputs: { vulnerabilities: "0" } });
    const { report, failure } = await byTrivy(trivyDatabases.empty, { failOn: "none" }, clean);
    expect(report).toBeUndefined();
    expect(failure.found).toBe("trivy cannot be trusted: its database knows no vulnerability: it is empty");
    expect(failure.advice).toContain("trivy image --download-db-only");
  });

  it("is stopped where its database is too old, or is not there", async () => {
    const old = await byTrivy(trivyDatabases.old, { failOn: "none" });
    expect(old.failure.found).toMatch(/its database is 30 days old, and may be 5 days at most/);
    const none = await byTrivy(join(folder, "nowhere"), { failOn: "none" });
    expect(none.failure.found).toMatch(/no database that it can use/);
    expect(none.failure.advice).toContain("trivy image --download-db-only");
  });
});

describe("no answer that can be trusted", () => {
  it.each([
    ["a database that is too old", () => databases.old, /built 4 weeks ago \(max allowed age is 5 days\)/],
    ["a database without a vulnerability", () => databases.empty, /knows no vulnerability: it is empty/],
    ["no database at all", () => join(folder, "nowhere"), /no database that it can use/],
  ])("stops the image: %s", async (_, cache, found) => {
    const { report, failure } = await scan({ failOn: "none" }, grypeEnvironment(cache()));
    expect(report).toBeUndefined();
    expect(failure.found).toMatch(found);
    expect(failure.advice).toContain("grype db update");
  });

  it("stops the image where the scanner is missing, or ends badly", async () => {
    for (const scanner of ["grype", "trivy"] as const) {
      const missing = await scan({ scan: scanner, failOn: "none" }, { PATH: folder });
      expect(missing.failure.found).toBe(`there is no program ${scanner} on this runner`);
    }
    const bin = mkdtempSync(join(folder, "bin-"));
    writeFileSync(join(bin, "grype"), "#!/bin/sh\necho killed by the kernel >&2\nexit 137\n");
    chmodSync(join(bin, "grype"), 0o755);
    const broken = await scan({}, { PATH: `${bin}:${process.env.PATH}` });
    expect(broken.failure.found).toBe("grype gave no result: it ended with 137");
    expect(broken.failure.evidence[0]?.text).toBe("killed by the kernel");
  });
});
