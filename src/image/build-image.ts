// How does a source become a proven image in its registry?

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Failure } from "../report/failure.ts";
import type { BuildxInvocation } from "./arguments.ts";
import type { AskedAhead } from "./ask-ahead.ts";
import { readSteps } from "./build-log.ts";
import type { BuildContext, BuildRequest, BuiltImage } from "./build-request.ts";
import { layoutDigest, readLayout } from "./content/layout.ts";
import type { Gate, GateReport, ImageUnderTest } from "./gate.ts";
import { inspectGate } from "./inspect/inspect-gate.ts";
import { invocationOf, isOn, provenanceOf } from "./invocation.ts";
import { keyTag } from "./key/build-key.ts";
import { withBuilder } from "./own-builder.ts";
import { type Preparation, prepareBuild } from "./prepare-build.ts";
import { pushLayout, tagImage } from "./push.ts";
import { checkAttestations, type Referrer, separateAttestations } from "./push-attestations.ts";
import { sbomGeneratorMissing } from "./push-cache.ts";

import { type FoundImage, findByKey, keyOf } from "./reuse.ts";
import { type BuildRunResult, runBuild } from "./run-build.ts";

export type { BuildContext, BuildRequest, BuiltImage } from "./build-request.ts";

/**
 * Builds by `docker buildx` into a folder, tests and judges what is there, pushes exactly those bytes, and names them
 * by their tags last. Where the registry has an image of the same content already, that is judged and named instead.
 *
 * @param asked what git and the builder were asked for already
 * @throws Failure for a request that cannot be built, for a build or a test that fails (with the line of the
 * Dockerfile where it did), for an image that does not pass, and for a registry that does not have what was pushed
 */
export async function buildImage(
  request: BuildRequest,
  context: BuildContext,
  asked?: AskedAhead,
): Promise<BuiltImage> {
  const started = performance.now();
  const prepared = await prepareBuild(request, context, asked);
  const key = await reusableKey(request, prepared, context);
  const found = key === "" ? undefined : await findByKey(key, prepared.repositories, context);
  const made =
    found === undefined
      ? await inTemporaryFolder(context.tempDirectory, (folder) =>
          withOwnBuilder(request, prepared, context, (how) => make(how, prepared, key, folder, context)),
        )
      : await useAgain(request, prepared, found, context);
  return {
    ...made,
    ...{ key, version: prepared.version, tags: prepared.tags, bases: prepared.bases },
    durationMs: Math.round(performance.now() - started),
  };
}

type Made = Pick<BuiltImage, "digest" | "reference" | "metadata" | "content" | "reused" | "steps">;

/** The key by which the image is looked for and found later; empty where it is neither. */
async function reusableKey(request: BuildRequest, prepared: Preparation, context: BuildContext): Promise<string> {
  const asked = request.reuse && pushes(request) && !request.noCache && !request.pushByDigest;
  // An image that is used again exports nothing.
  if (!asked || request.load || request.outputs?.length || prepared.repositories.length === 0) return "";
  const key = await keyOf(request, prepared, context);
  if (key.kind === "known") {
    const size = `${key.files} files, ${(key.bytes / 1024 ** 2).toFixed(1)} MB`;
    const hint = key.bound ? "; only for this commit, as .git is not in .dockerignore" : "";
    context.log.info(`Key ${key.key.slice(0, 12)} of ${size}${hint}.`);
    return key.key;
  }
  context.log.info(`It is built in any case: ${key.reason}.`);
  return "";
}

/** Only where somebody looks into the image: docker's own builder builds and tests as well as any other. */
async function withOwnBuilder(
  request: BuildRequest,
  { builder, buildx }: Preparation,
  context: BuildContext,
  body: (request: BuildRequest) => Promise<Made>,
): Promise<Made> {
  if (!handsOutImage(request)) return body(request);
  return withBuilder(builder, buildx, context, (own) =>
    body(own === undefined ? request : { ...request, builder: own }),
  );
}

async function useAgain(
  request: BuildRequest,
  prepared: Preparation,
  { reference, content }: FoundImage,
  context: BuildContext,
): Promise<Made> {
  context.log.info(`The registry has an image of the same content: ${reference}. Nothing is built.`);
  const subject = underTest(prepared, { image: content, place: { kind: "registry", reference } });
  await passGates(request, prepared, subject, context);
  for (const repository of prepared.repositories) {
    const own = prepared.tags.filter((tag) => tag.startsWith(`${repository}:`));
    await tagImage(`${repository}@${content.digest}`, own, context);
  }
  return { digest: content.digest, reference, metadata: "", content, reused: true, steps: [] };
}

async function make(
  request: BuildRequest,
  prepared: Preparation,
  key: string,
  folder: string,
  context: BuildContext,
): Promise<Made> {
  const layout = handsOutImage(request) ? join(folder, "image") : undefined;
  const metadataFile = join(folder, "metadata.json");
  const invocation = invocationOf(request, prepared, layout, metadataFile);
  if (request.testTarget !== undefined) {
    const { runTestTarget } = await import("./tests/test-target.ts");
    const { testTarget: target, testResults: results = [], directory } = request;
    const report = await runTestTarget({ target, results, invocation, directory, folder }, prepared, context);
    context.onReport?.(report);
    if (report.failure !== undefined) throw report.failure;
  }
  const run = await buildOnce(request, prepared, invocation, context);
  if (run.kind === "failed") throw run.failure;
  const metadata = await readFile(metadataFile, "utf8");
  const steps = readSteps(run.lines);
  if (layout === undefined) return { digest: "", reference: "", metadata, reused: false, steps };

  const { digest, referrers } = await separateAttestations(layout, await layoutDigest(layout), formOf(request));
  const content = await readLayout(layout, digest);
  const subject = underTest(prepared, { image: content, place: { kind: "layout", folder: layout } });
  await passGates(request, prepared, subject, context);
  if (!pushes(request)) return { digest: "", reference: "", metadata, content, reused: false, steps };
  const reference = await push(request, prepared, { layout, digest, referrers, key }, context);
  return { digest, reference, metadata: withDigest(metadata, digest), content, reused: false, steps };
}

/** Once, or once more without the SBOM where only its generator is missing to the builder and nobody insists on it. */
async function buildOnce(
  request: BuildRequest,
  prepared: Preparation,
  invocation: BuildxInvocation,
  context: BuildContext,
): Promise<BuildRunResult> {
  const once = (how: BuildxInvocation) => {
    const build = { attempted: "building the image", invocation: how, dockerfile: prepared.place.dockerfile };
    const run = runBuild(build, prepared, request.directory, context);

    return run;
  };
  const run = await once(invocation);
  if (run.kind === "built" || request.sbom !== "auto" || !sbomGeneratorMissing(run.lines)) return run;
  context.log.warning("No SBOM is made: the builder cannot pull what makes it.");
  return once({ ...invocation, sbom: undefined });
}

/** Who reads the digest there means the image that was pushed, without what became referrers of it. */
function withDigest(metadata: string, digest: string): string {
  return JSON.stringify({ ...JSON.parse(metadata), "containerimage.digest": digest }, undefined, 2);
}

function pushes(request: BuildRequest): boolean {
  return request.push ?? true;
}

/** Without a push, only what has to look into the image needs it. */
function handsOutImage(request: BuildRequest): boolean {
  return pushes(request) || gatesAsked(request);
}

function gatesAsked({ inspect, testCommands = [], gates = [] }: BuildRequest): boolean {
  return inspect !== undefined || testCommands.length > 0 || gates.length > 0;
}

function formOf(request: BuildRequest): "referrers" | "index" {
  return request.attestations ?? "referrers";
}

function underTest(
  { dockerfile, repositories }: Preparation,
  subject: Pick<ImageUnderTest, "image" | "place">,
): ImageUnderTest {
  return { ...subject, dockerfile, repository: repositories[0] };
}

/** All of them run, so that one look at the summary tells everything; then the first failure ends the build. */
async function passGates(
  request: BuildRequest,
  prepared: Preparation,
  subject: ImageUnderTest,
  context: BuildContext,
): Promise<void> {
  const failures: Failure[] = [];
  for (const gate of gatesOf(request, prepared, context)) {
    const report: GateReport = await gate(subject, context);
    context.onReport?.(report);
    if (report.failure !== undefined) failures.push(report.failure);
  }
  const [first, ...others] = failures;
  for (const failure of others) context.log.error(failure.message, failure.at);
  if (first !== undefined) throw first;
}

function gatesOf(request: BuildRequest, prepared: Preparation, context: BuildContext): Gate[] {
  const { testCommands = [], inspect, addHosts = [], network, ulimit = [], shmSize, builder } = request;
  const settings = { addHosts, network, ulimit, shmSize, builder };
  const own: Gate[] = [];
  if (inspect !== undefined) own.push(inspectGate(inspect, request.target));
  if (testCommands.length > 0) {
    own.push(async (subject) => {
      const { testCommandGate } = await import("./tests/test-command-gate.ts");
      return testCommandGate(testCommands, subject, prepared, settings, context);
    });
  }
  return [...own, ...(request.gates ?? [])];
}

interface ToPush {
  readonly layout: string;
  readonly digest: string;
  readonly referrers: readonly Referrer[];
  readonly key: string;
}

/** @returns `name@digest` */
async function push(
  request: BuildRequest,
  { tags, repositories, sbom }: Preparation,
  { layout, digest, referrers, key }: ToPush,
  context: BuildContext,
): Promise<string> {
  const { pushAttempts: attempts } = request;
  const pushed = await context.log.group(`Push to ${repositories.join(", ")}`, () =>
    pushLayout({ layout, digest, tags, repositories, attempts, referrers, ...keyTagOf(key) }, context),
  );
  if (pushed.digest !== digest) throw new Error(`${digest} was tested and ${pushed.digest} was pushed`);
  const reference = `${repositories[0]}@${digest}`;
  const wanted = {
    referrers,
    provenance: isOn(provenanceOf(request)),
    sbom: sbom !== undefined && request.sbom !== "auto",
  };
  if (formOf(request) === "referrers") {
    for (const line of await checkAttestations(reference, wanted, context)) context.log.info(line);
  }
  return reference;
}

function keyTagOf(key: string): { readonly helpfulTag?: string } {
  return key === "" ? {} : { helpfulTag: keyTag(key) };
}

async function inTemporaryFolder<T>(parent: string, body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, "slipway-build-"));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
