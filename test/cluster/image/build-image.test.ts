import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { type BuildRequest, buildImage } from "../../../src/image/build-image.ts";
import { lookUpImage } from "../../../src/image/registry.ts";
import { Failure } from "../../../src/report/failure.ts";
import type { RigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";
import { type PrivateRegistry, startPrivateRegistry } from "./registry-door.ts";
import { imageRig } from "./support.ts";

let rig: RigEnvironment;
let workspace: string;

beforeAll(async () => {
  rig = await imageRig();
});

/** A folder with these files, as the workspace of a job. */
function workspaceWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(workspace, "w-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), "slipway-build-test-"));
});
afterAll(() => rmSync(workspace, { recursive: true }));

function build(
  request: BuildRequest,
  options: { signal?: AbortSignal; log?: ReturnType<typeof recordLog>; env?: NodeJS.ProcessEnv } = {},
) {
  const tempDirectory = join(workspace, "temp");
  mkdirSync(tempDirectory, { recursive: true });
  return buildImage(
    { buildContexts: rig.buildContexts, ...request },
    {
      log: options.log ?? recordLog(),
      signal: options.signal ?? never,
      env: { ...rig.env, ...options.env },
      tempDirectory,
      runCommand,
    },
  );
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  return error as Failure;
}

/** What the registry serves, asked without any code of the toolkit's. */
async function fetchJson(path: string): Promise<{ body: Record<string, unknown>; digest: string | null }> {
  const accept = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json";
  const response = await fetch(`http://${rig.registry}/v2/${path}`, { headers: { accept } });
  expect(response.status).toBe(200);
  return {
    body: (await response.json()) as Record<string, unknown>,
    digest: response.headers.get("docker-content-digest"),
  };
}

const scratch = { Dockerfile: "FROM scratch\nCOPY Dockerfile /Dockerfile\n" };

describe("building an image", () => {
  it("pushes the service that is released, and tells the digest that the registry serves", async () => {
    const repository = `${rig.registry}/build-test/orders`;
    const built = await build({
      directory: process.cwd(),
      context: "examples/orders",
      image: repository,
      version: "1.4.0+test",
      tags: [`${repository}:main`],
      buildArgs: ["VERSION"],
    });
    expect(built).toMatchObject({
      reference: `${repository}@${built.digest}`,
      tags: [`${repository}:1.4.0-test`, `${repository}:main`],
      version: "1.4.0+test",
    });
    for (const tag of ["1.4.0-test", "main"]) {
      expect((await fetchJson(`build-test/orders/manifests/${tag}`)).digest).toBe(built.digest);
    }
    expect(await lookUpImage(built.reference, { env: {}, signal: never })).toEqual({
      kind: "found",
      digest: built.digest,
    });
    expect(JSON.parse(built.metadata)).toMatchObject({ "containerimage.digest": built.digest });

    const config = await configOf("build-test/orders", built.digest);
    expect(config.Labels).toMatchObject({
      "org.opencontainers.image.version": "1.4.0+test",
      "org.opencontainers.image.revision": expect.stringMatching(/^[0-9a-f]{40}$/),
      "org.opencontainers.image.created": expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(config.User).toBe("65532:65532");
  });

  it("runs the service's own tests as a target, and pushes nothing", async () => {
    const built = await build({ directory: process.cwd(), context: "examples/orders", target: "test", push: false });
    expect(built).toMatchObject({ digest: "", reference: "", tags: [] });
  });

  it("builds what a URL leads to, which is not on this machine", async () => {
    const folder = workspaceWith(scratch);
    const archive = execFileSync("tar", ["-c", "-C", folder, "Dockerfile"]);
    const server = createServer((_, response) => response.end(archive));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const context = `http://127.0.0.1:${port}/source.tar`;
    const request = { directory: workspaceWith({}), context, version: "1", reuse: true };
    const built = await build({ ...request, image: `${rig.registry}/build-test/remote` }).finally(() => server.close());
    expect(built).toMatchObject({
      reused: false,
      key: "",
      content: { platforms: [{ layers: [{ size: expect.any(Number) }] }] },
    });
    expect((await fetchJson("build-test/remote/manifests/1")).digest).toBe(built.digest);
  });

  it("forwards an SSH agent to the steps that mount it, and to no image without one", async () => {
    const directory = workspaceWith({
      Dockerfile: `FROM golang:1.26\nRUN --mount=type=ssh,required=true test -S "$SSH_AUTH_SOCK" && echo forwarded\n`,
    });
    const key = join(directory, "deploy-key");
    const { privateKey } = generateKeyPairSync("ed25519", {
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    writeFileSync(key, privateKey, { mode: 0o600 });
    const log = recordLog();
    // buildx is the agent here, with this one key; without a file it forwards that of SSH_AUTH_SOCK.
    await build({ directory, push: false, ssh: [`default=${key}`], noCache: true }, { log });
    expect(log.entries.join("\n")).toMatch(/\d forwarded/);
    const failure = await failureOf(build({ directory, push: false, noCache: true }));
    expect(failure).toMatchObject({ at: { file: "Dockerfile", line: 2 } });
  });
});

describe("a build that cannot be", () => {
  const image = () => `${rig.registry}/build-test/refused`;

  it("tells of a Dockerfile that is not there before anything is started", async () => {
    const log = recordLog();
    const failure = await failureOf(
      build({ directory: workspaceWith({}), image: image(), version: "1", file: "deploy/Dockerfile" }, { log }),
    );
    expect(failure.found).toMatch(/there is no file deploy\/Dockerfile/);
    expect(log.entries).toEqual([]);
  });

  it.each([
    ["context", { context: "nowhere" }, /no folder nowhere/],
    ["tag", { tags: ["my image:1"] }, /"my image:1" is not the name of an image/],
    ["name of an image", { image: "https://ghcr.io/acme/orders" }, /is not the name of an image/],
    ["place to push to", {}, /neither "image" nor "tags"/],
  ])("tells of a malformed or missing %s", async (_, request, found) => {
    const failure = await failureOf(build({ directory: workspaceWith(scratch), version: "1", ...request }));
    expect(failure.found).toMatch(found);
  });

  it("tells of a version that nobody knows", async () => {
    const failure = await failureOf(
      build({ directory: workspaceWith(scratch), image: image() }, { env: { GITHUB_SHA: "" } }),
    );
    expect(failure.attempted).toBe("choosing the version to build");
  });

  it("tells the line, the step and the last lines of a RUN that fails", async () => {
    const directory = workspaceWith({
      Dockerfile:
        "FROM golang:1.26\n\nRUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done && \\\n    cat /nope\n",
    });
    const failure = await failureOf(build({ directory, image: image(), version: "1" }));
    expect(failure.at).toEqual({ file: "Dockerfile", line: 3 });
    expect(failure.found).toMatch(/^the step "RUN for i in .*" ended with exit code 1$/);
    expect(failure.evidence[0]?.text.split("\n")).toHaveLength(10);
    expect(failure.evidence[0]?.text).toMatch(/can't open '\/nope'|cat: \/nope/);
  });

  it.each([
    ["an instruction that is none", "FROM scratch\nRUNN x\n", 2, /unknown instruction: RUNN/, /this line/],
    [
      "a file that is not in the context",
      "FROM scratch\nCOPY nope /x\n",
      2,
      /"\/nope": not found/,
      /not in the build context/,
    ],
    [
      "a base image that does not exist",
      "FROM localhost:5000/build-test/nope:1\nCOPY x /\n",
      1,
      /not found/,
      /base image/,
    ],
  ])("tells of %s, at its line", async (_, dockerfile, line, found, advice) => {
    const failure = await failureOf(
      build({ directory: workspaceWith({ Dockerfile: dockerfile }), image: image(), version: "1" }),
    );
    expect(failure.at).toEqual({ file: "Dockerfile", line });
    expect(failure.found).toMatch(found);
    expect(failure.advice).toMatch(advice);
  });

  it("tells of a builder that does not exist", async () => {
    const directory = workspaceWith(scratch);
    const failure = await failureOf(build({ directory, image: image(), version: "1", builder: "nobody" }));
    expect(failure.found).toMatch(/no builder "nobody" found/);
  });

  it("leaves nothing in the job's temporary folder", () => {
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
  });
});

describe("a registry that asks who we are", () => {
  let registry: PrivateRegistry;
  beforeAll(async () => {
    registry = await startPrivateRegistry(rig.registry, rig.env.DOCKER_CONFIG);
  });
  afterAll(() => registry.stop());

  it("refuses whom it does not know, with words that help", async () => {
    const failure = await failureOf(
      build({ directory: workspaceWith(scratch), image: `${registry.host}/orders`, version: "1" }),
    );
    expect(failure.found).toMatch(/asks for a user and a password, and this machine has none/);
    expect(failure.advice).toMatch(/log in|username/i);
    const lookup = await lookUpImage(`${registry.host}/orders:1`, { env: {}, signal: never });
    expect(lookup).toEqual({ kind: "denied", reason: expect.stringContaining("this machine has none") });
  });

  it("takes the image from a user that docker knows, and shows it only to that user", async () => {
    const env = { DOCKER_CONFIG: registry.dockerConfig };
    const built = await build(
      { directory: workspaceWith(scratch), image: `${registry.host}/orders`, version: "1" },
      { env },
    );
    expect(await lookUpImage(built.reference, { env, signal: never })).toEqual({ kind: "found", digest: built.digest });
    expect(await lookUpImage(`${registry.host}/orders:2`, { env, signal: never })).toMatchObject({ kind: "missing" });
  });
});

describe("a build that is cancelled", () => {
  it("ends buildx and the step that ran, and leaves nothing", async () => {
    const abort = new AbortController();
    const reason = new Error("cancelled");
    const log = recordLog((entry) => {
      if (entry.includes("step-has-started")) abort.abort(reason);
    });
    const mark = `${Date.now() % 100_000}.25`;
    const directory = workspaceWith({ Dockerfile: `FROM golang:1.26\nRUN echo step-has-started && sleep ${mark}\n` });
    const image = `${rig.registry}/build-test/cancelled`;
    await expect(build({ directory, image, version: mark }, { signal: abort.signal, log })).rejects.toBe(reason);
    await expect.poll(() => processesWith(`${image}:${mark}`)).toEqual([]);
    await expect.poll(() => processesWith(`sleep ${mark}`), { timeout: 60_000 }).toEqual([]);
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
    expect(await lookUpImage(`${image}:${mark}`, { env: {}, signal: never })).toMatchObject({ kind: "missing" });
  });
});

function processesWith(text: string): string[] {
  const { stdout } = spawnSync("ps", ["-e", "-ww", "-o", "stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(text) && !line.startsWith("Z"));
}

async function configOf(repository: string, digest: string): Promise<{ Labels: Record<string, string>; User: string }> {
  return (await imageConfig(repository, digest)).config as { Labels: Record<string, string>; User: string };
}

async function imageConfig(repository: string, digest: string): Promise<Record<string, unknown>> {
  const manifest = (await fetchJson(`${repository}/manifests/${digest}`)).body as { config: { digest: string } };
  return (await fetchJson(`${repository}/blobs/${manifest.config.digest}`)).body;
}
