// Which image of the example is released in the tests?

import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "../../../src/github/run-command.ts";
import { buildImage } from "../../../src/image/build-image.ts";
import { rigEnvironment } from "../../rig/environment.ts";
import { never, recordLog } from "../../unit/image/support.ts";

const context = "examples/orders";
const repository = "rollout-test/orders";
const anyManifest = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** `name@digest` of the example in this version. What another file has built from the same source is used again. */
export async function exampleImage(version: string): Promise<string> {
  const { registry } = await rigEnvironment();
  const tag = `${version}-${sourceHash()}`;
  const lock = join(tmpdir(), `slipway-orders-${tag}`);
  const end = performance.now() + 60_000;
  for (;;) {
    const known = await ask(registry, tag);
    if (known !== undefined) return `${registry}/${repository}@${known.digest}`;
    // Whoever builds it may have died, and what it was named in may be no registry that can be asked.
    if (isTaken(lock) && performance.now() < end) await sleep(200);
    else break;
  }
  try {
    const built = await build(version);
    await name(registry, built.slice(built.indexOf("@") + 1), tag);
    return built;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Test files run side by side and begin together: one of them builds. */
function isTaken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return false;
  } catch {
    return true;
  }
}

/** Of all that the image is made from, so that a change of the example is a new image. */
function sourceHash(): string {
  const files = readdirSync(context, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const hash = createHash("sha256");
  for (const path of files.map((each) => join(each.parentPath, each.name)).sort())
    hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

async function build(version: string): Promise<string> {
  const rig = await rigEnvironment();
  const built = await buildImage(
    {
      directory: process.cwd(),
      context,
      // Files run side by side, and a push whose tag another one moves at the same moment is refused.
      tags: [`${rig.registry}/${repository}:${version}-${randomBytes(4).toString("hex")}`],
      version,
      buildArgs: ["VERSION"],
      buildContexts: rig.buildContexts,
      // Nobody reads it here.
      provenance: "false",
    },
    { log: recordLog(), signal: never, env: rig.env, tempDirectory: tmpdir(), runCommand },
  );
  return built.reference;
}

interface Manifest {
  readonly digest: string;
  readonly type: string;
  readonly body: string;
}

/** Undefined where the registry does not have it, or is none that answers without a login. */
async function ask(registry: string, tag: string): Promise<Manifest | undefined> {
  const answer = await fetch(urlOf(registry, tag), { headers: { accept: anyManifest } }).catch(() => undefined);
  const body = (await answer?.text()) ?? "";
  if (answer?.ok !== true) return undefined;
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  return { digest, type: answer.headers.get("content-type") ?? "", body };
}

/** Whoever is last gives its own image the name: they are all of the same source. */
async function name(registry: string, digest: string, tag: string): Promise<void> {
  const manifest = await ask(registry, digest);
  if (manifest === undefined) return;
  const { type, body } = manifest;
  await fetch(urlOf(registry, tag), { method: "PUT", headers: { "content-type": type }, body }).catch(() => undefined);
}

function urlOf(registry: string, reference: string): string {
  return `http://${registry}/v2/${repository}/manifests/${reference}`;
}
