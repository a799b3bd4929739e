// How is a build said in the arguments of buildx?

import type { BuildSecret } from "./secrets.ts";

/** All that buildx is told. Names and meanings as in docker/build-push-action. */
export interface BuildxInvocation {
  /** A folder or a URL. */
  readonly context: string;
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  readonly buildArgs: readonly string[];
  readonly buildContexts: readonly string[];
  readonly secrets: readonly BuildSecret[];
  readonly platforms: readonly string[];
  readonly tags: readonly string[];
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly push: boolean;
  readonly builder?: string | undefined;
  readonly metadataFile: string;
}

/** The arguments after `buildx`. No secret is in them: see `secretVariables`. */
export function buildxArguments(build: BuildxInvocation): string[] {
  return [
    "build",
    "--progress=plain",
    ...option("--builder", build.builder),
    ...option("--file", build.file),
    ...option("--target", build.target),
    ...each("--build-arg", build.buildArgs),
    ...each("--build-context", build.buildContexts),
    ...each(
      "--secret",
      build.secrets.map(({ id }, index) => `id=${id},env=${secretVariable(index)}`),
    ),
    ...option("--platform", build.platforms.join(",")),
    ...each("--tag", build.tags),
    ...each("--label", build.labels),
    ...each("--annotation", build.annotations),
    ...each("--cache-from", build.cacheFrom),
    ...each("--cache-to", build.cacheTo),
    ...(build.noCache ? ["--no-cache"] : []),
    ...(build.pull ? ["--pull"] : []),
    // Some builders warn where nothing says what becomes of the result.
    build.push ? "--push" : "--output=type=cacheonly",
    "--metadata-file",
    build.metadataFile,
    // What follows is never an option, whatever it begins with.
    "--",
    build.context,
  ];
}

/** Secrets reach buildx in its environment: not in arguments, which every process can read, and not in files. */
export function secretVariables(secrets: readonly BuildSecret[]): Record<string, string> {
  return Object.fromEntries(secrets.map(({ value }, index) => [secretVariable(index), value]));
}

function secretVariable(index: number): string {
  return `SLIPWAY_BUILD_SECRET_${index}`;
}

function option(name: string, value: string | undefined): string[] {
  return value ? [name, value] : [];
}

function each(name: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [name, value]);
}
