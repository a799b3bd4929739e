// How does a source become a proven image in its registry?

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BuildxInvocation } from "./arguments.ts";
import type { AskedAhead } from "./ask-ahead.ts";
import { readSteps } from "./build-log.ts";
import type { BuildContext, BuildRequest, BuiltImage, Made } from "./build-request.ts";
import { handsOutImage, invocationOf, isOn, loadInvocation, metadataVariables, pushes } from "./invocation.ts";
import type { KeptOutputs } from "./key/built-before.ts";
import { withBuilder } from "./own-builder.ts";
import { type Preparation, prepareBuild } from "./prepare-build.ts";
import { sbomGeneratorMissing } from "./push-cache.ts";
import type { FoundImage } from "./reuse.ts";
import { type BuildRunResult, runBuild } from "./run-build.ts";
import { sizeText } from "./size-limit.ts";

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
  const same = key === "" ? undefined : await lookForKey(key, prepared, context);
  const found = same !== undefined && isOfKind(same, request, prepared) ? same : undefined;
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

/** The key by which the image is looked for and found later; empty where it is neither. */
async function reusableKey(request: BuildRequest, prepared: Preparation, context: BuildContext): Promise<string> {
  const asked = request.reuse && pushes(request) && !request.noCache && !request.pushByDigest;
  // An image that is used again exports nothing.
  if (!asked || request.load || request.outputs?.length || prepared.repositories.length === 0) return "";
  const { keyOf } = await import("./reuse.ts");
  const key = await keyOf(request, prepared, context);
  if (key.kind === "known") {
    const size = `${key.files} files, ${sizeText(key.bytes)}`;
    const hint = key.bound ? "; only for this commit, as .git is not in .dockerignore" : "";
    context.log.info(`Key ${key.key.slice(0, 12)} of ${size}${hint}.`);
    return key.key;
  }
  context.log.info(`It is built in any case: ${key.reason}.`);
  return "";
}

async function lookForKey(
  key: string,
  { repositories }: Preparation,
  context: BuildContext,
): Promise<FoundImage | undefined> {
  const { findByKey } = await import("./reuse.ts");
  return findByKey(key, repositories, context);
}

/** A builder of this machine was taken for one of this machine's kind, which its images show. */
function isOfKind({ content }: FoundImage, request: BuildRequest, { platforms: [native = ""] }: Preparation): boolean {
  const kind = native.split("/", 2).join("/");
  return (
    !!request.platforms?.length || content.platforms.every(({ platform }) => `${platform}/`.startsWith(`${kind}/`))
  );
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
  { reference, content, outputs }: FoundImage,
  context: BuildContext,
): Promise<Made> {
  context.log.info(`The registry has an image of the same content: ${reference}. Nothing is built.`);
  if (request.testTarget !== undefined) {
    const markdown = "Passed when it was built.\n";
    context.onReport?.({ name: "tests", result: "passed", markdown, outputs: outputs.tests });
  }
  const { passGates } = await import("./finish-build.ts");
  await passGates(request, prepared, { image: content, place: { kind: "registry", reference } }, context);
  const { tagImage } = await import("./push.ts");
  for (const repository of prepared.repositories) {
    const own = prepared.tags.filter((tag) => tag.startsWith(`${repository}:`));
    await tagImage(`${repository}@${content.digest}`, own, context);
  }
  return { digest: content.digest, reference, metadata: outputs.metadata, content, reused: true, steps: [] };
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
  const invocation = invocationOf(request, prepared, layout !== undefined, metadataFile);
  let tests: KeptOutputs["tests"] = {};
  if (request.testTarget !== undefined) {
    const { runTestTarget } = await import("./tests/test-target.ts");
    const { testTarget: target, testResults: results = [], directory } = request;
    const report = await runTestTarget({ target, results, invocation, directory, folder }, prepared, context);
    context.onReport?.(report);
    if (report.failure !== undefined) throw report.failure;
    tests = report.outputs ?? {};
  }
  const image = Promise.withResolvers<{ sbom: boolean }>();
  const how = { invocation, layout, onImage: (sbom: boolean) => image.resolve({ sbom }) };
  const ended = buildOnce(request, prepared, how, context).then(async (run) => {
    if (run.kind === "failed") throw run.failure;
    if (layout !== undefined && request.load) await load(request, prepared, invocation, context);
    return { metadata: readFileSync(metadataFile, "utf8"), steps: readSteps(run.lines, run.at) };
  });
  // BuildKit works meanwhile: what looks at its work and pushes it is loaded, and the registry lets us in.
  const finishing = import("./finish-build.ts");
  context.onBuilding?.();
  if (layout === undefined) return { digest: "", reference: "", reused: false, ...(await ended) };
  finishing.then(({ knock }) => knock(request, prepared, context)).catch(() => undefined);
  try {
    const { sbom } = await Promise.race([image.promise, ended.then(() => image.promise)]);
    const { finishBuild } = await finishing;
    return await finishBuild(request, prepared, { layout, key, tests, sbom, ended }, context);
  } finally {
    // Nothing of the build goes on where a gate has failed.
    await Promise.allSettled([ended]);
  }
}

interface HandedOut {
  readonly invocation: BuildxInvocation;
  readonly layout: string | undefined;
  /** Told whether the builder was asked for an SBOM of it. */
  readonly onImage: (sbom: boolean) => void;
}

/** Once, or once more without the SBOM where only its generator is missing to the builder and nobody insists on it. */
async function buildOnce(
  request: BuildRequest,
  prepared: Preparation,
  { invocation, layout, onImage }: HandedOut,
  context: BuildContext,
): Promise<BuildRunResult> {
  const once = (one: BuildxInvocation) => {
    const handed = { layout, onImage: () => onImage(isOn(one.sbom)) };
    const build = { attempted: "building the image", invocation: one, dockerfile: prepared.place.dockerfile };
    const variables = metadataVariables(request);
    return runBuild({ ...build, ...handed, variables }, prepared, request.directory, context);
  };
  const run = await once(invocation);
  if (run.kind === "built" || request.sbom !== "auto" || !sbomGeneratorMissing(run.lines)) return run;
  context.log.warning("No SBOM is made: the builder cannot pull what makes it.");
  return once({ ...invocation, sbom: undefined });
}

async function load(
  request: BuildRequest,
  prepared: Preparation,
  invocation: BuildxInvocation,
  context: BuildContext,
): Promise<void> {
  const dockerfile = prepared.place.dockerfile;
  const build = { attempted: "loading the image into docker", dockerfile };
  const run = await runBuild(
    { ...build, invocation: loadInvocation(request, invocation, prepared) },
    prepared,
    request.directory,
    context,
  );
  if (run.kind === "failed") throw run.failure;
}

async function inTemporaryFolder<T>(parent: string, body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(parent, "slipway-build-"));
  try {
    return await body(folder);
  } finally {
    // In this thread: a turn of the thread pool for each of a few files takes longer.
    rmSync(folder, { recursive: true, force: true });
  }
}
