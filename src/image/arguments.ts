// How is a build said in the arguments of buildx?

import type { BuildSecret, SecretFile } from "./secrets.ts";

/** All that buildx is told. Names and meanings as in docker/build-push-action. */
export interface BuildxInvocation {
  /** A folder or a URL. */
  readonly context: string;
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  readonly buildArgs: readonly string[];
  readonly buildContexts: readonly string[];
  readonly secrets: readonly BuildSecret[];
  readonly secretFiles: readonly SecretFile[];
  readonly ssh: readonly string[];
  readonly platforms: readonly string[];
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly addHosts: readonly string[];
  readonly network?: string | undefined;
  readonly shmSize?: string | undefined;
  readonly ulimit: readonly string[];
  readonly provenance?: string | undefined;
  readonly sbom?: string | undefined;
  /** What becomes of the result, each as `--output` takes it; it stays in the builder's cache where none is given. */
  readonly outputs: readonly string[];
  readonly builder?: string | undefined;
  readonly metadataFile?: string | undefined;
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
    ...each(
      "--secret",
      build.secretFiles.map(({ id, path }) => `id=${id},${csvField(`src=${path}`)}`),
    ),
    ...each("--ssh", build.ssh),
    ...option("--platform", build.platforms.join(",")),
    ...each("--label", build.labels),
    ...each("--annotation", build.annotations),
    ...each("--cache-from", build.cacheFrom),
    ...each("--cache-to", build.cacheTo),
    ...(build.noCache ? ["--no-cache"] : []),
    ...(build.pull ? ["--pull"] : []),
    ...each("--add-host", build.addHosts),
    ...option("--network", build.network),
    ...option("--shm-size", build.shmSize),
    ...each("--ulimit", build.ulimit),
    ...option("--provenance", build.provenance, "="),
    ...option("--sbom", build.sbom, "="),
    // Some builders warn where nothing says what becomes of the result.
    ...each("--output", build.outputs.length > 0 ? build.outputs : ["type=cacheonly"]),
    ...option("--metadata-file", build.metadataFile),
    // What follows is never an option, whatever it begins with.
    "--",
    build.context,
  ];
}

/**
 * An OCI layout as a tar on buildx's standard output: into a folder buildx writes blob by blob, and waits for the disk
 * after each. `oci-artifact`: attestations in the form that registries show as referrers.
 *
 * @param name of the image: what is attested names it as its subject. A layout with two names holds two images.
 */
export function layoutOutput(reproducible: boolean, name = ""): string {
  return ["type=oci", "dest=-", "oci-artifact=true"]
    .concat(name === "" ? [] : [`name=${name}`])
    .concat(reproducible ? ["rewrite-timestamp=true"] : [])
    .join(",");
}

/** Secrets reach buildx in its environment: not in arguments, which every process can read, and not in files. */
export function secretVariables(secrets: readonly BuildSecret[]): Record<string, string> {
  return Object.fromEntries(secrets.map(({ value }, index) => [secretVariable(index), value]));
}

/** One field of what buildx reads as comma-separated values. */
export function csvField(field: string): string {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function secretVariable(index: number): string {
  return `SLIPWAY_BUILD_SECRET_${index}`;
}

/** @param joint for an option that takes its value only in the same word */
function option(name: string, value: string | undefined, joint?: "="): string[] {
  if (!value) return [];
  return joint === undefined ? [name, value] : [`${name}${joint}${value}`];
}

function each(name: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [name, value]);
}
