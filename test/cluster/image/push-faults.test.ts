import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { type Attestation, separateAttestations } from "../../../src/image/attestations.ts";
import { readLayout } from "../../../src/image/content/layout.ts";
import { parseDockerfile } from "../../../src/image/dockerfile/dockerfile.ts";
import { findBuildx } from "../../../src/image/find-buildx.ts";
import type { ImageUnderTest } from "../../../src/image/gate.ts";
import { type PushRequest, pushLayout, tagImage } from "../../../src/image/push.ts";
import { lookUpImage } from "../../../src/image/registry.ts";
import { runBuildx } from "../../../src/image/run-buildx.ts";
import { runningImage } from "../../../src/image/running-image.ts";
import { type SizeSettings, sizeGate } from "../../../src/image/size-gate.ts";
import { updateRecord } from "../../../src/release/record-store.ts";
import { beginRelease, moveRelease } from "../../../src/release/states.ts";
import { Failure } from "../../../src/report/failure.ts";
import { type RigEnvironment, rigEnvironment } from "../../rig/environment.ts";
import { never, type RecordedLog, recordLog } from "../../unit/image/support.ts";
import { begun } from "../../unit/release/releases.ts";
import { openNamespace } from "../release/namespace.ts";
import {
  ada,
  type Door,
  dockerConfigWith,
  firstOnes,
  openDoor,
  type Question,
  type Reaction,
  sha256,
  tokens,
  unauthorised,
} from "./registry-door.ts";

// What can go wrong between a built image and its names in a registry. BuildKit builds it once; every test pushes the
// same bytes to a repository of its own, through a door before the real registry.

const rig: RigEnvironment = await rigEnvironment();
const closing: (() => void)[] = [];
let folder: string;
let layout: string;
/** What BuildKit wrote, and what is left of it without its attestations. */
let built: string;
let plain: { digest: string; referrers: Attestation[]; attestations: Attestation[] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "slipway-push-faults-"));
  layout = join(folder, "layout");
  const context = join(folder, "context");
  mkdirSync(context);
  // Random, so that no compression makes the layer small.
  writeFileSync(join(context, "payload"), randomBytes(1_500_000));
  writeFileSync(join(context, "Dockerfile"), "FROM scratch\nCOPY payload /payload\nCOPY Dockerfile /Dockerfile\n");
  const output = `--output=type=oci,tar=false,oci-artifact=true,dest=${layout}`;
  const { exitCode, metadata } = await buildx(["--provenance=mode=min", output], context);
  expect(exitCode).toBe(0);
  built = metadata["containerimage.digest"] as string;
  plain = separateAttestations(layout, built, "referrers");
});
afterAll(() => {
  for (const close of closing) close();
  rmSync(folder, { recursive: true, force: true });
});

async function buildx(args: readonly string[], context: string, more: readonly string[] = []) {
  const metadataFile = join(mkdtempSync(join(folder, "metadata-")), "metadata.json");
  const tools = { env: rig.env, signal: never, runCommand };
  const result = await runBuildx({
    buildx: await findBuildx(tools),
    args: ["build", "--progress=plain", `--metadata-file=${metadataFile}`, ...args, ...more, context],
    directory: folder,
    env: rig.env,
    log: recordLog(),
    signal: never,
  });
  const metadata = existsSync(metadataFile) ? readFileSync(metadataFile, "utf8") : "{}";
  return { ...result, metadata: JSON.parse(metadata) as Record<string, unknown> };
}

const openOne = (): Promise<Door> => openDoor(rig.registry, (close) => closing.push(close));

async function push(
  door: Door | string,
  repository: string,
  more: Partial<PushRequest> = {},
  context: { env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
) {
  const log: RecordedLog = recordLog();
  const host = typeof door === "string" ? door : door.host;
  const request = { layout, digest: plain.digest, tags: [`${host}/push-faults/${repository}:1`], ...more };
  const outcome = await pushLayout(request, { log, env: {}, signal: never, ...context }).catch(
    (error: unknown) => error,
  );
  return { log: log.entries.join("\n"), outcome, failure: outcome instanceof Failure ? outcome : undefined };
}

/** What the real registry serves, asked without any code of the toolkit's. */
async function served(repository: string, version: string): Promise<{ status: number; digest: string; body: string }> {
  const accept = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json";
  const response = await fetch(`http://${rig.registry}/v2/push-faults/${repository}/manifests/${version}`, {
    headers: { accept },
  });
  const body = await response.text();
  return { status: response.status, digest: sha256(body), body };
}

function statementOf({ attestations }: { attestations: Attestation[] }): string {
  return attestations[0]?.statements[0]?.digest ?? "none";
}

/** A repository that no earlier run has pushed to. */
function fresh(name: string): string {
  return `${name}-${process.pid}-${Date.now() % 1e6}`;
}

describe("a push", () => {
  it("sends the image under all of its names, the names last, and nothing twice", async () => {
    const door = await openOne();
    const repository = fresh("names");
    const tags = [
      `${door.host}/push-faults/${repository}:1.4.0`,
      `${door.host}/push-faults/${repository}:latest`,
      `${door.host}/push-faults/${repository}-copy:1.4.0`,
    ];
    const first = await push(door, repository, { tags });
    expect(first.outcome).toMatchObject({ digest: plain.digest, retries: 0 });
    expect((first.outcome as { bytesSent: number }).bytesSent).toBeGreaterThan(1_500_000);
    const puts = door.asked
      .filter((line) => /^PUT .*\/manifests\//.test(line))
      .map((line) => line.replace(/.*manifests\//, ""));
    expect(puts).toEqual([plain.digest, plain.digest, "1.4.0", "latest", "1.4.0"]);
    expect(await served(repository, "latest")).toMatchObject({ status: 200, digest: plain.digest });
    // The second repository of the same registry got its layers from the first: only mounts, no uploads.
    expect(door.asked.filter((line) => line.startsWith("PUT") && line.includes("-copy/blobs"))).toEqual([]);

    const second = await push(door, repository, { tags });
    expect(second.outcome).toMatchObject({ bytesSent: 0 });
    await tagImage(
      `${door.host}/push-faults/${repository}@${plain.digest}`,
      [`${door.host}/push-faults/${repository}:stable`],
      { log: recordLog(), env: {}, signal: never },
    );
    expect(await served(repository, "stable")).toMatchObject({ digest: plain.digest });
  });

  it("sends the layers itself where it may not take them over from another repository", async () => {
    const door = await openOne();
    door.become(({ path }) => (path.includes("mount=") ? unauthorised : "pass"));
    const repository = fresh("mount");
    const tags = [repository, `${repository}-copy`].map((name) => `${door.host}/push-faults/${name}:1`);
    const { outcome } = await push(door, repository, { tags });
    expect(outcome).toMatchObject({ digest: plain.digest });
    expect(door.asked.filter((line) => line.startsWith("PUT") && line.includes("-copy/blobs"))).not.toEqual([]);
    expect(await served(`${repository}-copy`, "1")).toMatchObject({ digest: plain.digest });
  });

  it("leaves a plain manifest, and the provenance as an artifact that refers to it", async () => {
    expect(plain.digest).not.toBe(built);
    const repository = fresh("referrers");
    const { outcome, log } = await push(rig.registry, repository, plain);
    expect(outcome).toMatchObject({ digest: plain.digest });
    expect(log).toMatch(/Read back: provenance of the image \(https:\/\/slsa\.dev\/provenance/);
    expect(JSON.parse((await served(repository, "1")).body)).toMatchObject({
      mediaType: "application/vnd.oci.image.manifest.v1+json",
    });
    // This registry has no referrers API: the tag of the digest's name stands for it.
    const list = JSON.parse((await served(repository, plain.digest.replace(":", "-"))).body);
    expect(list.manifests).toMatchObject([
      { digest: plain.referrers[0]?.digest, artifactType: expect.stringContaining("attestation") },
    ]);
  });

  it("is listed again where another push to the same image wrote the list at the same moment", async () => {
    const door = await openOne();
    const isList = (line: string) => /manifests\/sha256-/.test(line);
    const others = () => Buffer.from('{"schemaVersion":2,"manifests":[]}');
    let lost = false;
    door.become(({ method, path }) => {
      const isWritten = door.asked.some((line) => line.startsWith("PUT") && isList(line));
      if (lost || method !== "GET" || !isList(path) || !isWritten) return "pass";
      lost = true;
      return { change: others };
    });
    const repository = fresh("beside");
    const { outcome } = await push(door, repository, plain);
    expect(outcome).toMatchObject({ digest: plain.digest });
    expect(door.asked.filter((line) => line.startsWith("PUT") && isList(line))).toHaveLength(2);
    const list = JSON.parse((await served(repository, plain.digest.replace(":", "-"))).body);
    expect(list.manifests).toMatchObject([{ digest: plain.referrers[0]?.digest }]);
  });

  it.each<[string, () => Partial<PushRequest>, (question: Question) => Reaction, RegExp]>([
    [
      "a list of referrers that leaves it out",
      () => plain,
      ({ method, path }) =>
        method === "GET" && /manifests\/sha256-/.test(path)
          ? { change: () => Buffer.from('{"manifests":[]}') }
          : "pass",
      /took the attestation sha256:\w+, and does not list it/,
    ],
    [
      "referrers that its API leaves out",
      () => plain,
      ({ path }) => (path.includes("/referrers/") ? { status: 200, body: { manifests: [] } } : "pass"),
      /took the attestation sha256:\w+, and does not list it/,
    ],
    [
      "a statement that is lost, beside the image",
      () => plain,
      ({ method, path }) => (method === "GET" && path.endsWith(statementOf(plain)) ? { status: 404 } : "pass"),
      /does not have the attestations of the image: it answered 404 for the statement/,
    ],
    [
      "a statement with other bytes, in the index",
      () => ({ digest: built, attestations: plain.attestations }),
      ({ method, path }) =>
        method === "GET" && path.endsWith(statementOf(plain)) ? { change: () => Buffer.from("{}") } : "pass",
      /serves other bytes for the statement/,
    ],
  ])("is noticed before any name is set: %s", async (_, request, mood, found) => {
    const door = await openOne();
    door.become(mood);
    const repository = fresh("lost");
    const { failure } = await push(door, repository, { ...request(), attempts: 2 });
    expect(failure?.found).toMatch(found);
    expect(await served(repository, "1")).toMatchObject({ status: 404 });
  });

  it("of the form index carries BuildKit's own index, and its attestations are read back", async () => {
    const own = separateAttestations(layout, built, "index");
    expect(own).toMatchObject({ digest: built, referrers: [], attestations: [{ subject: plain.digest }] });
    const { outcome, log } = await push(rig.registry, fresh("index"), own);
    expect(outcome).toMatchObject({ digest: built });
    expect(log).toMatch(/Read back: provenance of the image/);
  });
});

describe("the size of what is pushed", () => {
  const size = (settings: SizeSettings, env: NodeJS.ProcessEnv = {}) =>
    sizeGate(settings)(subject, { log: recordLog(), signal: never, env, tempDirectory: folder, runCommand });
  let subject: ImageUnderTest;
  beforeAll(async () => {
    const file = join(folder, "context", "Dockerfile");
    const dockerfile = { file: "Dockerfile", parsed: parseDockerfile(readFileSync(file, "utf8")) };
    subject = { image: await readLayout(layout, plain.digest), place: { kind: "layout", folder: layout }, dockerfile };
  });

  it("is compared with the image that the registry has, and told at the line of the largest layer", async () => {
    const repository = fresh("size");
    await push(rig.registry, repository);
    const compareWith = `${rig.registry}/push-faults/${repository}:1`;
    const same = await size({ compareWith, maxGrowth: { kind: "bytes", bytes: 0 } });
    expect(same).toMatchObject({
      result: "passed",
      markdown: expect.stringMatching(/linux\/\w+ \| 1\.5 MB \| \+0 B \(\+0\.0 %\)/),
    });
    const large = await size({ maxSize: 1_000_000 });
    expect(large.failure).toMatchObject({
      found: expect.stringMatching(/1\.5 MB large, and max-size allows 1\.0 MB/),
      at: { file: "Dockerfile", line: 2 },
    });
  });

  it("is compared with the image that runs in the environment: by the record of its releases, else by its workload", async () => {
    const { cluster, close } = await openNamespace();
    try {
      const orders = { apiVersion: "apps/v1", kind: "Deployment", name: "orders", namespace: cluster.namespace };
      const repository = fresh("running");
      const image = `${rig.registry}/push-faults/${repository}`;
      const running = () => runningImage(orders, image, { cluster, signal: never });
      expect(await running()).toBeUndefined();
      const labels = { app: "orders" };
      const containers = [
        { name: "proxy", image: "proxy:1" },
        { name: "orders", image: `${image}:1` },
      ];
      await cluster.create({
        ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "orders" } },
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      });
      expect(await running()).toBe(`${image}:1`);
      expect(await runningImage(orders, "ghcr.io/acme/other", { cluster, signal: never })).toBeUndefined();
      const release = begun({ id: "1", image: `${image}:1`, digest: plain.digest });
      await updateRecord(cluster, orders, (record) => moveRelease(beginRelease(record, release), "1", "promoted"));
      expect(await running()).toBe(`${image}@${plain.digest}`);

      await push(rig.registry, repository);
      const same = await size({ compareWith: running, maxGrowth: { kind: "bytes", bytes: 0 } });
      expect(same).toMatchObject({
        result: "passed",
        markdown: expect.stringContaining(`Compared with \`${image}@sha256:`),
      });
    } finally {
      await close();
    }
  });

  it("has nothing to compare with before the first push, and is not guessed where the registry does not say", async () => {
    const growth = { maxGrowth: { kind: "percent", percent: 1 } } as const;
    expect(await size({ compareWith: `${rig.registry}/push-faults/${fresh("none")}:1`, ...growth })).toMatchObject({
      result: "passed",
    });
    const door = await openOne();
    door.become("refusing");
    await expect(size({ compareWith: `${door.host}/push-faults/size:1`, ...growth })).rejects.toThrow(
      /its growth is unknown/,
    );
  });
});

describe("a registry with a bad moment", () => {
  it("that asks to come back later is asked again then", async () => {
    const door = await openOne();
    door.become(firstOnes(1, /^POST .*uploads/, { status: 429, headers: { "retry-after": "1" } }));
    const repository = fresh("limit");
    const { outcome, log } = await push(door, repository);
    expect(outcome).toMatchObject({ retries: 1 });
    expect(log).toMatch(/answered 429 .*Once more in 1 s \(attempt 2 of 5\)/);
    expect(await served(repository, "1")).toMatchObject({ digest: plain.digest });
  });

  it("that asks to come back after the job is not waited for", async () => {
    const door = await openOne();
    door.become(firstOnes(100, /^POST .*uploads/, { status: 429, headers: { "retry-after": "3600" } }));
    const { failure } = await push(door, fresh("hour"));
    expect(failure?.found).toMatch(/answered 429 .*asks to come back in 1 h/);
  });

  it("that answers 503 three times gets the image nevertheless", async () => {
    const door = await openOne();
    door.become(firstOnes(3, /^PUT .*manifests\/sha256/, { status: 503, headers: { "retry-after": "0" } }));
    const repository = fresh("burst");
    const { outcome } = await push(door, repository);
    expect(outcome).toMatchObject({ retries: 3 });
    expect(await served(repository, "1")).toMatchObject({ digest: plain.digest });
  });

  it("that never recovers is asked as often as the input says, and no name is set", async () => {
    const door = await openOne();
    door.become(
      firstOnes(100, /^PUT .*manifests/, {
        status: 503,
        headers: { "retry-after": "0" },
        body: { errors: [{ message: "try later" }] },
      }),
    );
    const repository = fresh("down");
    const { failure } = await push(door, repository, { attempts: 2 });
    expect(failure?.found).toMatch(/answered 503 .*try later, also after 2 attempts/);
    expect(door.asked.filter((line) => line.startsWith("PUT") && line.includes("manifests"))).toHaveLength(2);
    expect(await served(repository, "1")).toMatchObject({ status: 404 });
  });

  it("whose connection breaks in the middle of a layer gets the layer again, whole", async () => {
    const door = await openOne();
    let cut = false;
    door.become(({ method, size }) => {
      if (cut || method !== "PUT" || size < 1_000_000) return "pass";
      cut = true;
      return { cutAfter: 400_000 };
    });
    const repository = fresh("cut");
    const { outcome, log } = await push(door, repository);
    expect(outcome).toMatchObject({ retries: 1 });
    expect(log).toMatch(/cannot be reached: .*Once more/);
    const manifest = JSON.parse((await served(repository, "1")).body) as { layers: { digest: string }[] };
    for (const { digest } of manifest.layers) {
      const blob = await fetch(`http://${rig.registry}/v2/push-faults/${repository}/blobs/${digest}`);
      expect(sha256(Buffer.from(await blob.arrayBuffer()))).toBe(digest);
    }
  });

  it("is left at once when the job is cancelled, without a name", async () => {
    const door = await openOne();
    const abort = new AbortController();
    const reason = new Error("cancelled");
    door.become(({ method, path }) => {
      if (!`${method} ${path}`.startsWith("POST")) return "pass";
      setTimeout(() => abort.abort(reason), 20);
      return { status: 503, headers: { "retry-after": "60" } };
    });
    const repository = fresh("cancelled");
    expect((await push(door, repository, {}, { signal: abort.signal })).outcome).toBe(reason);
    expect(await served(repository, "1")).toMatchObject({ status: 404 });
  });
});

describe("a registry that asks who we are", () => {
  it("whose token ends in the middle of the push gives another", async () => {
    const door = await openOne();
    let given = 0;
    door.become(
      tokens(8, (count) => {
        given = count;
      }),
    );
    const env = { DOCKER_CONFIG: dockerConfigWith({ auths: { [door.host]: { auth: ada } } }) };
    const repository = fresh("token");
    const { outcome } = await push(door, repository, {}, { env });
    expect(outcome).toMatchObject({ digest: plain.digest, retries: 0 });
    expect(given).toBeGreaterThan(1);
    expect(await served(repository, "1")).toMatchObject({ digest: plain.digest });
  });

  it("and refuses is never asked again, and the failure names the helper that gave the credentials", async () => {
    const door = await openOne();
    let withLogin = 0;
    door.become(({ authorization }) => {
      if (authorization !== "") withLogin += 1;
      return unauthorised;
    });
    const bin = mkdtempSync(join(folder, "bin-"));
    writeFileSync(
      join(bin, "docker-credential-vault"),
      `#!/bin/sh\necho '{"Username":"ada","Secret":"wrong-secret"}'\n`,
    );
    chmodSync(join(bin, "docker-credential-vault"), 0o755);
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      DOCKER_CONFIG: dockerConfigWith({ credHelpers: { [door.host]: "vault" } }),
    };
    const { failure, log } = await push(door, "refused", {}, { env });
    expect(failure?.found).toContain(
      `${door.host} refuses to take push-faults/refused with the credentials from docker-credential-vault (401)`,
    );
    expect(failure?.advice).toMatch(/docker\/login-action/);
    // One per part that was being sent: none of them twice.
    expect(withLogin).toBeLessThanOrEqual(4);
    expect(log).not.toMatch(/Once more/);
    expect(`${failure?.message}${log}`).not.toContain("wrong-secret");
    expect((await push(door, "refused", {}, { env: { DOCKER_CONFIG: join(folder, "none") } })).failure?.found).toMatch(
      /this machine has none/,
    );
  });
});

describe("a digest that differs after the push", () => {
  it("fails the push before any name is set", async () => {
    const door = await openOne();
    const change = (body: Buffer) => Buffer.from(body.toString().replace('"schemaVersion": 2', '"schemaVersion":  2'));
    door.become(({ method, path }) => (method === "GET" && path.includes("/manifests/sha256") ? { change } : "pass"));
    const repository = fresh("differs");
    const { failure } = await push(door, repository);
    expect(failure?.found).toMatch(
      new RegExp(`the registry serves sha256:[0-9a-f]{64}, and ${plain.digest} was pushed`),
    );
    expect(failure?.advice).toMatch(/do not release it/);
    expect(await served(repository, "1")).toMatchObject({ status: 404 });
  });

  it("fails the push where a name leads elsewhere", async () => {
    const door = await openOne();
    const change = () => Buffer.from("{}");
    door.become(({ method, path }) => (method === "GET" && path.endsWith("/manifests/1") ? { change } : "pass"));
    expect((await push(door, fresh("moved"))).failure?.advice).toMatch(/Another job may have pushed to the same tag/);
  });
});

// A registry of its own on a disk of its own takes root and Debian's program; only the rig has both.
if (rig.registryProgram !== undefined) {
  const program = rig.registryProgram;
  describe("a registry whose disk is full", () => {
    it("ends the push at once, in words that say so", async () => {
      const disk = mkdtempSync(join(folder, "disk-"));
      expect(spawnSync("mount", ["-t", "tmpfs", "-o", "size=512k", "slipway-full", disk]).status).toBe(0);
      const config = join(folder, "registry.yml");
      writeFileSync(
        config,
        JSON.stringify({
          version: 0.1,
          log: { level: "error" },
          storage: { filesystem: { rootdirectory: disk } },
          http: { addr: "127.0.0.1:0" },
        }),
      );
      const registry = spawn(program, ["serve", config], {
        env: { ...process.env, OTEL_TRACES_EXPORTER: "none" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const ended = new Promise((resolve) => registry.once("exit", resolve));
      try {
        const host = `127.0.0.1:${await portOf(registry.pid)}`;
        // The first push fills the disk in the middle of a layer; the second finds it full from the beginning, which this
        // registry tells in another form.
        for (const repository of ["full", "full-already"]) {
          const { failure, log } = await push(host, repository);
          expect(failure?.found).toMatch(/answered 500 .*no space left/);
          expect(failure?.advice).toMatch(/Free space/);
          // It may hang up before its answer is read: a broken connection is another thing, and is tried again.
          expect(log).not.toMatch(/answered .*Once more/);
        }
        expect(await lookUpImage(`${host}/push-faults/full:1`, { env: {}, signal: never })).toMatchObject({
          kind: "missing",
        });
      } finally {
        registry.kill("SIGKILL");
        await ended;
        spawnSync("umount", [disk]);
      }
    });
  });
}

/** The loopback port that a process listens on: it was told to choose one. */
async function portOf(pid: number | undefined): Promise<number> {
  let port = 0;
  await expect
    .poll(() => {
      const { stdout } = spawnSync("ss", ["-Hltnp"], { encoding: "utf8" });
      const line = stdout.split("\n").find((one) => one.includes(`pid=${pid},`));
      port = Number(/127\.0\.0\.1:(\d+)\s/.exec(line ?? "")?.[1] ?? 0);
      return port;
    })
    .toBeGreaterThan(0);
  return port;
}
