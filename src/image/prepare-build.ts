// What exactly is built, from what, by whom, and under which names?

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { lastSegment, parseImageReference } from "../manifests/image-reference.ts";
import { Failure } from "../report/failure.ts";
import { type AskedAhead, askAhead } from "./ask-ahead.ts";
import type { BuildContext, BuildRequest } from "./build-request.ts";
import { type Builder, nativePlatform } from "./builder.ts";
import { checkSettings, checkStages } from "./check-settings.ts";
import { argumentsByName, type BuildSources, findSources } from "./dockerfile/bases.ts";
import { type Dockerfile, parseDockerfile } from "./dockerfile/dockerfile.ts";
import { checkPins, type ResolvedBase } from "./dockerfile/pin-bases.ts";
import type { Buildx } from "./find-buildx.ts";
import type { LabelFacts } from "./labels.ts";
import type { SourcePlace } from "./locate-source.ts";
import type { ImageLookup } from "./registry.ts";
import { type RunFacts, readRunFacts } from "./run-facts.ts";
import { secretLikeArguments } from "./secrets.ts";
import type { SourceFacts } from "./source-facts.ts";
import { ruleTags, versionOfRun } from "./tag-rules.ts";
import { checkRepository, imageTags } from "./tags.ts";
import { chooseVersion } from "./version.ts";

export interface Preparation {
  readonly place: SourcePlace;
  readonly facts: SourceFacts & LabelFacts;
  readonly version: string;
  /** Whole references; none where nothing is pushed, or only by digest. */
  readonly tags: readonly string[];
  /** Where it is pushed to. */
  readonly repositories: readonly string[];
  readonly buildx: Buildx;
  readonly builder: Builder;
  /** What is built for: as asked, or the builder's own. */
  readonly platforms: readonly string[];
  /** Absent where the source is not on this machine. */
  readonly dockerfile:
    | { readonly file: string; readonly path: string; readonly text: string; readonly parsed: Dockerfile }
    | undefined;
  readonly sources: BuildSources;
  readonly bases: readonly ResolvedBase[];
  /** What BuildKit gets, by name. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** As `--sbom` takes it; undefined for none. */
  readonly sbom: string | undefined;
  /** What buildx finds in its environment unless the job sets it itself. */
  readonly variables: Readonly<Record<string, string>>;
}

/** How long a registry may take to say what a base image is now. The build itself asks again, and waits longer. */
const baseTimeout = 5_000;

/**
 * @param asked what was asked for already
 * @throws Failure for a request that cannot be built
 */
export async function prepareBuild(
  request: BuildRequest,
  context: BuildContext,
  asked: AskedAhead = askAhead(request, context),
): Promise<Preparation> {
  const { place } = asked;
  checkSettings(request);
  checkOutputs(request.outputs ?? []);
  const run = readRunFacts(context.env);
  const [source, { buildx, builder }] = await Promise.all([asked.source, asked.found]);
  const { version, from, tags } = chooseNames(request, source, run);
  if (source.refused !== undefined) warnOfGit(source.refused, context);
  context.log.info(`Version ${version || "unknown"}, from ${from}. Built by ${builderText(builder)}.`);

  const platforms = request.platforms?.length ? request.platforms : [nativePlatform(builder)];
  const dockerfile = readDockerfile(place, request);
  if (dockerfile !== undefined) checkStages(dockerfile.parsed, request);
  const variables = variablesOf(source, version);
  const buildArgs = argumentsByName(request.buildArgs ?? [], { ...variables, ...context.env });
  warnOfSecrets(buildArgs, context);
  const sources = sourcesOf(dockerfile?.parsed, request, buildArgs, platforms);
  const [bases, sbom] = await Promise.all([resolveBases(sources, context), chooseSbom(request, context)]);
  if (dockerfile !== undefined) checkPins(bases, request.pinBases ?? "off", dockerfile.file, context.log);
  const title = source.title || lastSegment(parseImageReference(tags[0] ?? "")?.repository ?? "");
  return {
    ...{ place, version, buildx, builder, platforms, dockerfile, sources, bases, buildArgs, variables, sbom },
    facts: { ...source, ...run, title },
    tags: request.pushByDigest ? [] : tags,
    repositories: repositoriesOf(request, tags),
  };
}

function builderText({ name, driver, version }: Builder): string {
  const facts = [driver, version === "" ? "" : `BuildKit ${version}`].filter((fact) => fact !== "");
  return `${name || "a builder that does not answer yet"}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
}

/** What BuildKit lists packages with unless it is told otherwise: docs/attestations/sbom.md of BuildKit. */
const usualGenerator = "docker/buildkit-syft-scanner:stable-1";

/** `auto` is on where the generator can be had. */
async function chooseSbom({ sbom }: BuildRequest, context: BuildContext): Promise<string | undefined> {
  if (sbom === undefined || sbom === "false") return undefined;
  if (sbom !== "auto") return sbom;
  const answer = await lookUp(usualGenerator, context);
  if (answer.kind === "found") return "true";
  context.log.info(`No SBOM is made: ${usualGenerator}, which makes it, cannot be had (${answer.reason}).`);
  return undefined;
}

function chooseNames(
  request: BuildRequest,
  source: SourceFacts,
  run: RunFacts,
): { version: string; from: string; tags: string[] } {
  const rules = request.tagRules ?? [];
  const ruledVersion = rules.some(({ name }) => name === "semver") ? versionOfRun(run)?.version : undefined;
  const { version, from } = chooseVersion(request.version ?? ruledVersion, source);
  const now = new Date(source.committedAt === undefined ? Date.now() : source.committedAt * 1000);
  const ruled = rules.length === 0 ? undefined : ruleTags(rules, { run, source, now });
  return { version, from, tags: chooseTags(request, version, ruled) };
}

/** Without the commit's time the same commit gives other bytes each time: nobody should find that out by comparing. */
function warnOfGit(refused: string, { log }: BuildContext): void {
  const advice = /dubious ownership/.test(refused)
    ? `Run git config --global --add safe.directory "$GITHUB_WORKSPACE" in a step before this one, as the job's container has another user.`
    : "Look at the checkout before this step.";
  log.warning(`Git says nothing about the source, so the image is not dated by its commit: ${refused}. ${advice}`);
}

function warnOfSecrets(buildArgs: Readonly<Record<string, string>>, { log }: BuildContext): void {
  for (const name of secretLikeArguments(buildArgs)) {
    log.warning(
      `The build argument ${name} looks like a secret. It stays readable in the image's history and provenance: hand it over by the input "secrets" and RUN --mount=type=secret.`,
    );
  }
}

function repositoriesOf(request: BuildRequest, tags: readonly string[]): string[] {
  const named = tags.map((tag) => tag.slice(0, tag.lastIndexOf(":")));
  const own = request.pushByDigest && request.image !== undefined ? [checkRepository(request.image)] : [];
  return [...new Set([...named, ...own])];
}

function pushes(request: BuildRequest): boolean {
  return request.push ?? true;
}

function chooseTags(request: BuildRequest, version: string, ruled: readonly string[] | undefined): string[] {
  if (request.image !== undefined && version === "" && ruled === undefined) {
    throw new Failure({
      attempted: "choosing the version to build",
      found: `the source has no commit that git or the runner could name, and the input "version" is empty`,
      advice: `Check the repository out in a step before this one (actions/checkout), or give "version".`,
    });
  }
  const tags = imageTags({ image: request.image, version, ruled, tags: request.tags });
  if (!pushes(request) || tags.length > 0 || (request.pushByDigest && request.image !== undefined)) return tags;
  if (ruled !== undefined && request.image !== undefined) {
    throw new Failure({
      attempted: "choosing the tags",
      found: `none of the rules in "tag-rules" applies to this run`,
      advice: `Add one that does, such as sha or branch, or set "push: false" for runs that should not push.`,
    });
  }
  throw new Failure({
    attempted: "reading the inputs",
    found: `neither "image" nor "tags" says where the image goes`,
    advice: `Give "image", such as ghcr.io/acme/orders, or "push: false" to only build.`,
  });
}

/** What pushes by itself would push before the tests. */
function checkOutputs(outputs: readonly string[]): void {
  const attempted = `reading the input "outputs"`;
  const pushing = outputs.find((output) => /(?:^|,)"?type=registry\b|(?:^|,)"?push=true\b/.test(output));
  if (pushing !== undefined) {
    throw new Failure({
      attempted,
      found: `"${pushing}" would push the image before it was tested`,
      advice: `Say where it goes by "image" or "tags": it is pushed when everything has passed.`,
    });
  }
  const printing = outputs.find(
    (output) =>
      output === "-" ||
      /(?:^|,)"?dest=-(?:"|,|$)/.test(output) ||
      (/(?:^|,)"?type=(?:tar|oci)\b/.test(output) && !/dest=/.test(output)),
  );
  if (printing === undefined) return;
  throw new Failure({
    attempted,
    found: `"${printing}" would print a file into the log`,
    advice: "Say where it goes: dest=image.tar.",
  });
}

function readDockerfile(place: SourcePlace, request: BuildRequest): Preparation["dockerfile"] {
  if (place.folder === undefined) return undefined;
  const path = resolve(request.directory, place.dockerfile);
  const text = readFileSync(path, "utf8");
  return { file: place.dockerfile, path, text, parsed: parseDockerfile(text) };
}

function sourcesOf(
  dockerfile: Dockerfile | undefined,
  request: BuildRequest,
  buildArgs: Readonly<Record<string, string>>,
  platforms: readonly string[],
): BuildSources {
  if (dockerfile === undefined) return { bases: [], contexts: [], remote: [] };
  const buildContexts = argumentsByName(request.buildContexts ?? [], {});
  const targets = [request.target, ...(request.testTarget === undefined ? [] : [request.testTarget])];
  return findSources(dockerfile, { targets, buildArgs, buildContexts, platforms });
}

async function resolveBases({ bases }: BuildSources, context: BuildContext): Promise<ResolvedBase[]> {
  return Promise.all(
    bases.map(async (base) => {
      const own = parseImageReference(base.reference)?.digest ?? "";
      if (own !== "") return { ...base, digest: own };
      const answer = await lookUp(base.reference, context);
      return { ...base, digest: answer.kind === "found" ? answer.digest : "" };
    }),
  );
}

/** The registry is loaded by who asks it: what begins with no image of others is built at once. */
async function lookUp(reference: string, { env, signal }: BuildContext): Promise<ImageLookup> {
  const { lookUpImage } = await import("./registry.ts");
  return lookUpImage(reference, { env, signal, timeout: baseTimeout });
}

/**
 * SOURCE_DATE_EPOCH goes on to BuildKit, which dates the image by it:
 * https://github.com/moby/buildkit/blob/master/docs/build-repro.md#source_date_epoch.
 * VERSION is for a build argument that is given without a value (`--build-arg VERSION`).
 */
function variablesOf(facts: SourceFacts, version: string): Record<string, string> {
  return {
    ...(facts.committedAt === undefined ? {} : { SOURCE_DATE_EPOCH: String(facts.committedAt) }),
    ...(version === "" ? {} : { VERSION: version }),
  };
}
