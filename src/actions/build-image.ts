// How does the action build-image take its inputs to one image in its registry?

import { rm } from "node:fs/promises";
import { z } from "zod";
import { flag, lines, words } from "../config/input.ts";
import type { Job } from "../github/job.ts";
import { runCommand } from "../github/run-command.ts";
import type { BuildRequest, BuiltImage } from "../image/build-image.ts";
import { writeLogin } from "../image/login.ts";
import { registryAddress } from "../image/reference.ts";
import { type BuildSecret, parseSecrets } from "../image/secrets.ts";
import { Failure } from "../report/failure.ts";
import { codeSpan, table } from "../report/markdown.ts";
import type { Action, ActionResult } from "./action.ts";

const inputs = z.strictObject({
  image: z.string().optional(),
  version: z.string().optional(),
  tags: words().default([]),
  context: z.string().default("."),
  file: z.string().optional(),
  target: z.string().optional(),
  "build-args": lines().default([]),
  "build-contexts": lines().default([]),
  secrets: z.string().default(""),
  platforms: words().default([]),
  labels: lines().default([]),
  annotations: lines().default([]),
  "cache-from": lines().default([]),
  "cache-to": lines().default([]),
  "no-cache": flag().default(false),
  pull: flag().default(false),
  push: flag().default(true),
  builder: z.string().optional(),
  "registry-username": z.string().optional(),
  "registry-password": z.string().optional(),
});

type Inputs = z.output<typeof inputs>;

export const action: Action<Inputs> = {
  name: "build-image",
  inputs,
  async main(given, job) {
    job.mask(given["registry-password"] ?? "");
    try {
      const secrets = parseSecrets(given.secrets);
      maskSecrets(secrets, job);
      const env = await logIn(given, job);
      // What builds is loaded only now: an action that ends on a bad input does not wait for it.
      const { buildImage } = await import("../image/build-image.ts");
      const built = await buildImage(requestOf(given, secrets, job), {
        log: job.log,
        signal: job.signal,
        tempDirectory: job.tempDirectory,
        env,
        runCommand,
      });
      return succeeded(given, built);
    } catch (error) {
      if (error instanceof Failure) return failed(error, job.signal.aborted);
      throw error;
    } finally {
      await removeLogin(job);
    }
  },
  /** For a main step that was killed. */
  post: removeLogin,
};

const loginFolders = new WeakMap<Job, string>();

/** The environment in which docker has the login of the inputs; the job's own where they give none. */
async function logIn(given: Inputs, job: Job): Promise<NodeJS.ProcessEnv> {
  const { "registry-username": username, "registry-password": password } = given;
  if (username === undefined && password === undefined) return job.env;
  const registry = registryAddress(given.image ?? given.tags[0] ?? "")?.registry;
  if (username === undefined || password === undefined) {
    throw new Failure({
      attempted: "reading the inputs",
      found: `"registry-${username === undefined ? "username" : "password"}" is missing or empty, and the other of the two is given`,
      advice:
        "Give both, or none to use the login that docker has. A secret that is not set, or that a called workflow does not get, is an empty text.",
    });
  }
  if (registry === undefined) return job.env;
  const folder = await writeLogin({ registry, username, password }, job.env, job.tempDirectory);
  job.saveState("docker-config", folder);
  loginFolders.set(job, folder);
  return { ...job.env, DOCKER_CONFIG: folder };
}

async function removeLogin(job: Job): Promise<void> {
  const folder = loginFolders.get(job) ?? job.state("docker-config");
  if (folder !== "") await rm(folder, { recursive: true, force: true });
}

/** The runner masks line by line: a value of several lines would show in part. */
function maskSecrets(secrets: readonly BuildSecret[], job: Job): void {
  for (const { value } of secrets) {
    for (const part of new Set([value, ...value.split(/\r?\n/)])) job.mask(part.trim());
  }
}

function requestOf(given: Inputs, secrets: readonly BuildSecret[], job: Job): BuildRequest {
  return {
    directory: job.run.workspace || process.cwd(),
    image: given.image,
    version: given.version,
    tags: given.tags,
    context: given.context,
    file: given.file,
    target: given.target,
    buildArgs: given["build-args"],
    buildContexts: given["build-contexts"],
    secrets,
    platforms: given.platforms,
    labels: given.labels,
    annotations: given.annotations,
    cacheFrom: given["cache-from"],
    cacheTo: given["cache-to"],
    noCache: given["no-cache"],
    pull: given.pull,
    push: given.push,
    builder: given.builder,
  };
}

function succeeded(given: Inputs, built: BuiltImage): ActionResult {
  return {
    outcome: "succeeded",
    outputs: {
      changed: String(given.push),
      digest: built.digest,
      reference: built.reference,
      tags: built.tags.join("\n"),
      metadata: built.metadata,
      version: built.version,
    },
    summary: table(
      ["", ""],
      [
        ["image", built.reference === "" ? "built, not pushed" : codeSpan(built.reference)],
        ["tags", built.tags.map(codeSpan).join("<br>")],
        ["version", codeSpan(built.version)],
        ["took", `${(built.durationMs / 1000).toFixed(1)} s`],
      ],
    ),
  };
}

function failed(failure: Failure, cancelled: boolean): ActionResult {
  const outputs = { changed: "false", digest: "", reference: "", tags: "", metadata: "", version: "" };
  return { outcome: cancelled ? "aborted" : "failed", outputs, failure };
}
