// How does a source become an image in its registry?

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { lastSegment, parseImageReference } from "../manifests/image-reference.ts";
import type { RunCommand } from "../release/run-command.ts";
import { Failure } from "../report/failure.ts";
import type { Log } from "../report/log.ts";
import { type BuildxInvocation, buildxArguments, secretVariables } from "./arguments.ts";
import { confirmPush } from "./confirm-push.ts";
import { explainBuild } from "./explain-build.ts";
import { type Buildx, findBuildx } from "./find-buildx.ts";
import { imageLabels } from "./labels.ts";
import { locateSource, type SourcePlace } from "./locate-source.ts";
import { runBuildx } from "./run-buildx.ts";
import type { BuildSecret } from "./secrets.ts";
import { readSourceFacts, type SourceFacts } from "./source-facts.ts";
import { imageTags } from "./tags.ts";
import { chooseVersion } from "./version.ts";

/** What is built and where it goes. Names and meanings as in docker/build-push-action; lists are empty unless given. */
export interface BuildRequest {
  /** Where relative paths begin: the workspace. */
  readonly directory: string;
  /** A folder or a URL; `.` unless given. */
  readonly context?: string | undefined;
  /** `<context>/Dockerfile` unless given. */
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  /** `NAME=value`; a bare `NAME` takes the job's variable, and a bare `VERSION` otherwise the version that is built. */
  readonly buildArgs?: readonly string[] | undefined;
  readonly buildContexts?: readonly string[] | undefined;
  readonly secrets?: readonly BuildSecret[] | undefined;
  readonly platforms?: readonly string[] | undefined;
  /** The repository; its tag is then the version. */
  readonly image?: string | undefined;
  /** Whole references, beside the one made of `image`. */
  readonly tags?: readonly string[] | undefined;
  /** `git describe` unless given. */
  readonly version?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly annotations?: readonly string[] | undefined;
  readonly cacheFrom?: readonly string[] | undefined;
  readonly cacheTo?: readonly string[] | undefined;
  readonly noCache?: boolean | undefined;
  readonly pull?: boolean | undefined;
  /** True unless given. Without a push the build only shows that it can be built. */
  readonly push?: boolean | undefined;
  readonly builder?: string | undefined;
}

export interface BuildContext {
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  readonly tempDirectory: string;
  /** For short questions to git and buildx. */
  readonly runCommand: RunCommand;
}

export interface BuiltImage {
  /** `sha256:…`; empty where nothing was pushed. */
  readonly digest: string;
  /** `name@digest`; empty where nothing was pushed. */
  readonly reference: string;
  readonly tags: readonly string[];
  /** buildx's metadata file: JSON. */
  readonly metadata: string;
  readonly version: string;
  readonly durationMs: number;
}

/**
 * Builds by `docker buildx` and pushes, and asks the registry whether it serves what was pushed.
 *
 * @throws Failure for a request that cannot be built, for a build that fails (with the line of the
 * Dockerfile where it did), and for a registry that does not have what was pushed
 */
export async function buildImage(request: BuildRequest, context: BuildContext): Promise<BuiltImage> {
  const started = performance.now();
  const place = locateSource(request);
  const facts = await readSourceFacts({ ...context, directory: place.folder });
  const { version, from } = chooseVersion(request.version, facts);
  const tags = chooseTags(request, version);
  const buildx = await findBuildx(context);
  context.log.info(`Version ${version || "unknown"}, from ${from}. Built by buildx ${buildx.version}.`);

  const metadata = await inTemporaryFolder(context.tempDirectory, (folder) => {
    const invocation = invocationOf(request, {
      place,
      facts,
      version,
      tags,
      metadataFile: join(folder, "metadata.json"),
    });
    const tools = {
      buildx,
      directory: request.directory,
      dockerfile: place.dockerfile,
      variables: variables(facts, version),
    };
    return build(invocation, tools, context);
  });

  const { digest, reference } = pushes(request) ? pushed(metadata, tags) : { digest: "", reference: "" };
  if (reference !== "") await confirmPush(reference, tags, context);
  return { digest, reference, tags, metadata, version, durationMs: Math.round(performance.now() - started) };
}

function chooseTags(request: BuildRequest, version: string): string[] {
  if (request.image !== undefined && version === "") {
    throw new Failure({
      attempted: "choosing the version to build",
      found: `the source has no commit that git or the runner could name, and the input "version" is empty`,
      advice: `Check the repository out in a step before this one (actions/checkout), or give "version".`,
    });
  }
  const tags = imageTags({ image: request.image, version, tags: request.tags });
  if (pushes(request) && tags.length === 0) {
    throw new Failure({
      attempted: "reading the inputs",
      found: `neither "image" nor "tags" says where the image goes`,
      advice: `Give "image", such as ghcr.io/acme/orders, or "push: false" to only build.`,
    });
  }
  return tags;
}

function pushes(request: BuildRequest): boolean {
  return request.push ?? true;
}

interface Chosen {
  readonly place: SourcePlace;
  readonly facts: SourceFacts;
  readonly version: string;
  readonly tags: readonly string[];
  readonly metadataFile: string;
}

function invocationOf(request: BuildRequest, chosen: Chosen): BuildxInvocation {
  const { place, facts, version, tags, metadataFile } = chosen;
  const title = facts.title || lastSegment(parseImageReference(tags[0] ?? "")?.repository ?? "");
  return {
    ...withDefaults(request),
    context: place.context,
    file: place.folder === undefined ? request.file : place.dockerfile,
    tags,
    labels: imageLabels({ ...facts, title }, version, request.labels ?? []),
    push: pushes(request),
    metadataFile,
  };
}

function withDefaults(request: BuildRequest): Omit<BuildxInvocation, "context" | "tags" | "metadataFile"> {
  const none: readonly string[] = [];
  const lists = { buildArgs: none, buildContexts: none, platforms: none, labels: none, annotations: none };
  const switches = { noCache: false, pull: false, push: true };
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  return { ...lists, cacheFrom: none, cacheTo: none, secrets: [], ...switches, ...given };
}

interface Tools {
  readonly buildx: Buildx;
  readonly directory: string;
  readonly dockerfile: string;
  /** What buildx finds in its environment unless the job sets it itself. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Runs the build. Gives the content of buildx's metadata file. */
async function build(invocation: BuildxInvocation, tools: Tools, context: BuildContext): Promise<string> {
  const args = buildxArguments(invocation);
  const command = [tools.buildx.command, ...tools.buildx.prefix, ...args];
  return context.log.group(`Build ${invocation.tags[0] ?? tools.dockerfile}`, async () => {
    context.log.foreign(command.map(quote).join(" "));
    const result = await runBuildx({
      buildx: tools.buildx,
      args,
      directory: tools.directory,
      env: { ...tools.variables, ...context.env, ...secretVariables(invocation.secrets) },
      log: context.log,
      signal: context.signal,
    });
    if (result.exitCode !== 0) throw explainBuild(result.lines, tools.dockerfile, result.exitCode);
    return readFile(invocation.metadataFile, "utf8");
  });
}

/**
 * SOURCE_DATE_EPOCH goes on to BuildKit, which dates the image by it:
 * https://github.com/moby/buildkit/blob/master/docs/build-repro.md#source_date_epoch.
 * VERSION is for a build argument that is given without a value (`--build-arg VERSION`).
 */
function variables(facts: SourceFacts, version: string): Record<string, string> {
  return {
    ...(facts.committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(facts.committedAt) }),
    ...(version === "" ? {} : { VERSION: version }),
  };
}

/** For the eye: nothing of it reaches a shell. */
function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

const metadataSchema = z.object({ "containerimage.digest": z.string().regex(/^sha256:[0-9a-f]{64}$/) });

function pushed(metadata: string, tags: readonly string[]): { digest: string; reference: string } {
  const parsed = metadataSchema.safeParse(JSON.parse(metadata));
  const repository = parseImageReference(tags[0] ?? "")?.repository;
  if (!parsed.success || repository === undefined) {
    throw new Failure({
      attempted: "reading the digest of the image",
      found: "buildx ended well, and its metadata names no digest",
      advice: "Use a buildx of 0.8 or later with a BuildKit builder (docker/setup-buildx-action).",
      evidence: [{ title: "buildx's metadata", text: metadata }],
    });
  }
  const digest = parsed.data["containerimage.digest"];
  return { digest, reference: `${repository}@${digest}` };
}

async function inTemporaryFolder<T>(parent: string, body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, "slipway-build-"));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
