import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import type { BuildRequest } from "../../../src/image/build-request.ts";
import { finishBuild, knock, type Left } from "../../../src/image/finish-build.ts";
import type { Gate } from "../../../src/image/gate.ts";
import { parseInspectionRules } from "../../../src/image/inspect/rules.ts";
import type { Preparation } from "../../../src/image/prepare-build.ts";
import { scanGate } from "../../../src/image/scan/scan-gate.ts";
import { sizeGate } from "../../../src/image/size-gate.ts";
import { Failure } from "../../../src/report/failure.ts";
import { type MemoryRegistry, memoryRegistry } from "./memory-registry.ts";
import { writeLayout } from "./oci-layout.ts";
import { never, recordLog } from "./support.ts";

// What is sent before, beside and after the gates. The bytes are BuildKit's in test/cluster/image.

let folder: string;
let digest: string;
let registry: MemoryRegistry;
/** What the registry does not take. */
let refuses: (question: string) => boolean;
let server: Server;
let prepared: Preparation;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-finish-"));
  digest = await writeLayout(folder);
  refuses = () => false;
  registry = memoryRegistry((question) => refuses(question));
  server = createServer(registry.answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const repository = `127.0.0.1:${(server.address() as AddressInfo).port}/acme/orders`;
  const parts: Partial<Preparation> = {
    tags: [`${repository}:1`, `${repository}:latest`],
    repositories: [repository],
    dockerfile: undefined,
    // Every command that this builder runs in an image fails.
    buildx: { command: "false", prefix: [] },
    builder: { name: "own", driver: "remote", platforms: [], version: "" },
    variables: {},
    buildArgs: {},
  };
  prepared = parts as Preparation;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const context = () => ({
  log: recordLog(),
  signal: never,
  env: { PATH: process.env.PATH, DOCKER_CONFIG: folder },
  tempDirectory: folder,
  runCommand,
});

const good = Promise.resolve({ metadata: "{}", steps: [] });
function finish({ gates = [], ...request }: Partial<BuildRequest>, by = context(), ended: Left["ended"] = good) {
  const left = { layout: folder, key: "k", tests: {}, sbom: false, ended };
  const all = { directory: folder, provenance: "false", ...request, gates: [unhurried, ...gates] };
  return finishBuild(all, prepared, left, by);
}

/** Ends when whoever sends without waiting for the gates has had the time to. */
const unhurried: Gate = Object.assign(
  async () => {
    await expect.poll(() => registry.asked.filter((one) => one.startsWith("HEAD "))).toHaveLength(2);
    const host = prepared.repositories[0]?.split("/")[0];
    for (let round = 0; round < 20; round++) await (await fetch(`http://${host}/v2/`)).text();
    return { name: "unhurried", result: "passed" } as const;
  },
  { onlyTells: true },
);

/** A report as trivy writes it, with one vulnerability. */
function scanned(Severity: string): Gate {
  const Vulnerabilities = [{ VulnerabilityID: "CVE-1", PkgName: "left-pad", InstalledVersion: "1", Severity }];
  const report = { SchemaVersion: 2, ArtifactName: "orders", Results: [{ Target: "app", Vulnerabilities }] };
  writeFileSync(join(folder, "scan.json"), JSON.stringify(report));
  return scanGate({ ...scan, directory: folder, report: "scan.json" });
}
const unknown = { attempted: "comparing", found: "nobody knows", advice: "Look." };
const scan = { scan: "report", failOn: "high", ignoreUnfixed: false, maxDatabaseAge: 1000 } as const;

describe("a gate that fails", () => {
  it.each<[string, () => Partial<BuildRequest>, RegExp]>([
    ["an inspection", () => ({ inspect: parseInspectionRules(["user=error"]) }), /root/],
    ["a test command", () => ({ testCommands: [["/orders"]] }), /ended with exit code 1/],
    ["a size", () => ({ gates: [sizeGate({ maxSize: 1 })] }), /max-size allows/],
    [
      "a size that cannot be compared",
      () => ({ gates: [sizeGate({ compareWith: () => Promise.reject(new Failure(unknown)) })] }),
      /nobody knows/,
    ],
    ["a scan", () => ({ gates: [scanned("HIGH")] }), /^1 high; first high CVE-1/],
    [
      "a scan without a report",
      () => ({ gates: [scanGate({ ...scan, directory: folder })] }),
      /"scan-report" is empty/,
    ],
  ])("keeps every byte of the image here: %s", async (_, request, found) => {
    const error: unknown = await finish(request()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).found).toMatch(found);
    expect(registry.writes()).toEqual([]);
  });

  it("is told with those that fail beside it, each in its own words", async () => {
    const one = context();
    const request = {
      inspect: parseInspectionRules(["user=error"]),
      gates: [sizeGate({ maxSize: 1 }), scanned("HIGH")],
    };
    await expect(finish(request, one)).rejects.toThrow(/root/);
    expect(one.log.entries.filter((entry) => entry.startsWith("error: "))).toEqual([
      expect.stringContaining("max-size allows"),
      expect.stringContaining("1 high; first high CVE-1"),
    ]);
    expect(registry.writes()).toEqual([]);
  });
});

describe("a gate that passes", () => {
  it("has seen nothing sent, and then come the layers, the manifest, the tags in their order and the key", async () => {
    const atItsEnd: string[][] = [];
    const last: Gate = async () => {
      atItsEnd.push(registry.writes());
      return { name: "last", result: "passed" };
    };
    const made = await finish({ inspect: parseInspectionRules(["secrets=error"]), gates: [scanned("LOW"), last] });
    expect(made.digest).toBe(digest);
    expect(atItsEnd).toEqual([[]]);
    const puts = registry.writes().filter((one) => one.startsWith("PUT "));
    const manifests = puts.map((one) => /manifests\/(.*)/.exec(one)?.[1]);
    expect(manifests.slice(0, 3)).toEqual([undefined, undefined, digest]);
    expect(manifests.filter((one) => one === "1" || one === "latest")).toEqual(["1", "latest"]);
    expect(manifests).toContainEqual(expect.stringMatching(/^slipway-key-/));
  });
});

const manifest = (version: string) => `/v2/acme/orders/manifests/${version}`;

describe("where no gate can fail", () => {
  it("all is sent and read back beside the inspection, and named only after it", async () => {
    const named: string[][] = [];
    const telling = Object.assign(
      async () => {
        await expect.poll(() => registry.asked).toContain(`GET ${manifest(digest)}`);
        named.push([manifest("1"), manifest("latest")].filter((one) => registry.asked.includes(`PUT ${one}`)));
        return { name: "telling", result: "passed" } as const;
      },
      { onlyTells: true },
    );
    await finish({ inspect: parseInspectionRules([]), gates: [telling, sizeGate({})] });
    expect(named).toEqual([[]]);
    expect(registry.asked).toContain(`PUT ${manifest("latest")}`);
  });

  it("only layers are sent while the build has not ended", async () => {
    const end = Promise.withResolvers<{ metadata: string; steps: [] }>();
    const telling = Object.assign(
      async () => {
        await expect.poll(() => registry.writes().filter((one) => one.startsWith("PUT "))).toHaveLength(2);
        expect(registry.writes().filter((one) => one.includes("/manifests/"))).toEqual([]);
        end.resolve({ metadata: "{}", steps: [] });
        return { name: "telling", result: "passed" } as const;
      },
      { onlyTells: true },
    );
    await finish({ inspect: parseInspectionRules([]), gates: [unhurried, telling] }, context(), end.promise);
    expect(registry.has("latest")).toBe(true);
  });
});

describe("a build that fails after it handed out the image", () => {
  it("leaves nothing in the registry that anybody could pull", async () => {
    const ended = Promise.reject(new Error("the cache cannot be exported"));
    ended.catch(() => undefined);
    const inspect = parseInspectionRules([]);
    await expect(finish({ inspect }, context(), ended)).rejects.toThrow("the cache cannot be exported");
    expect(registry.writes().filter((one) => one.includes("/manifests/"))).toEqual([]);
  });
});

describe("a registry", () => {
  it.each([
    ["for a moment, gets it when the tags are there", 1, 0],
    ["at all, gets the image nevertheless, and that is told", 9, 1],
  ])("that does not take the key %s", async (_, times, warnings) => {
    let left = times;
    refuses = (question) => question.includes("/manifests/slipway-key-") && left-- > 0;
    const by = context();
    expect((await finish({}, by)).digest).toBe(digest);
    expect(registry.has("latest")).toBe(true);
    expect(by.log.entries.filter((one) => /^warning: .* cannot be found by its key later/.test(one))).toHaveLength(
      warnings,
    );
    const puts = registry.writes().filter((one) => one.includes("/manifests/"));
    expect(puts.at(-1)).toContain("slipway-key-");
  });

  it("is greeted without a word about the image, and not at all where nothing is pushed", async () => {
    await knock({ directory: folder, push: false }, prepared, context());
    expect(registry.asked).toEqual([]);
    await knock({ directory: folder }, prepared, context());
    expect(registry.asked).toEqual(["HEAD /v2/acme/orders/manifests/latest"]);
  });
});
