// How do the tests of images build, and what do they ask the registry?

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { runCommand } from "../../../src/github/run-command.ts";
import { type BuildRequest, buildImage } from "../../../src/image/build-image.ts";
import type { GateReport } from "../../../src/image/gate.ts";
import { Failure } from "../../../src/report/failure.ts";
import { type RigEnvironment, rigEnvironment } from "../../rig/environment.ts";
import { never, type RecordedLog, recordLog } from "../../unit/image/support.ts";

export interface Bench {
  readonly rig: RigEnvironment;
  /** Where builds keep what they need for a while: empty when none runs. */
  readonly tempDirectory: string;
  /** A commit of these files, at one fixed time, as the workspace of a job. */
  workspace(files: Readonly<Record<string, string>>): string;
  build(
    request: BuildRequest,
    options?: { log?: RecordedLog; signal?: AbortSignal; env?: NodeJS.ProcessEnv; reports?: GateReport[] },
  ): ReturnType<typeof buildImage>;
  /** The bytes of what the registry serves, asked without any code of the toolkit's; undefined for what it has not. */
  fetch(path: string): Promise<{ json: Record<string, unknown>; digest: string | null } | undefined>;
  remove(): void;
}

/** Where the tests of images build. There is more memory than processor, as for the programs of the rig. */
export async function imageRig(): Promise<RigEnvironment> {
  const rig = await rigEnvironment();
  return { ...rig, env: { ...rig.env, GOGC: "400" } };
}

export async function openBench(): Promise<Bench> {
  const rig = await imageRig();
  const folder = mkdtempSync(join(tmpdir(), "slipway-image-test-"));
  const tempDirectory = join(folder, "temp");
  mkdirSync(tempDirectory);
  return {
    rig,
    tempDirectory,
    workspace: (files) => commit(mkdtempSync(join(folder, "w-")), files),
    build: (request, { log = recordLog(), signal = never, env = {}, reports } = {}) =>
      buildImage(
        { buildContexts: rig.buildContexts, ...request },
        {
          ...{ log, signal, tempDirectory, runCommand },
          env: { ...rig.env, ...env },
          onReport: (report) => reports?.push(report),
        },
      ),
    fetch: (path) => fetchFrom(rig.registry, path),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  return error as Failure;
}

function commit(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const date = "2024-01-01T00:00:00Z";
  const env = { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date };
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, env });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a");
  return folder;
}

async function fetchFrom(registry: string, path: string) {
  const accept = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json";
  const response = await fetch(`http://${registry}/v2/${path}`, { headers: { accept } });
  if (response.status === 404) return undefined;
  expect(response.status).toBe(200);
  return {
    json: (await response.json()) as Record<string, unknown>,
    digest: response.headers.get("docker-content-digest"),
  };
}
