// What is the builder that builds, and for which platforms can it run programs?

import type { RunCommand } from "../config/run-command.ts";
import { Failure } from "../report/failure.ts";
import { type Buildx, findBuildx } from "./find-buildx.ts";
import { knownBuilder } from "./known-builder.ts";

export interface Builder {
  readonly name: string;
  /** `docker-container`, `remote`, `kubernetes`, `docker`; empty where buildx does not say. */
  readonly driver: string;
  /** Its own first. Empty where it has not been started yet, and where nobody had to ask. */
  readonly platforms: readonly string[];
  /** Of its BuildKit: `v0.26.2`; empty as `platforms` is. */
  readonly version: string;
}

export interface BuilderOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly runCommand: RunCommand;
  /** Told as buildx is started. */
  readonly onStart?: (() => void) | undefined;
  /** Asks buildx in any case. */
  readonly wholly?: boolean | undefined;
}

/** @throws Failure where there is no buildx */
export async function findBuilder(
  name: string | undefined,
  options: BuilderOptions,
): Promise<{ buildx: Buildx; builder: Builder }> {
  const buildx = await findBuildx(options);
  const known = options.wholly ? undefined : knownBuilder(name, options.env);
  const builder = known ? { ...known, platforms: [], version: "" } : await inspectBuilder(buildx, name, options);
  return { buildx, builder };
}

/** Asks `buildx inspect`. A builder that does not answer is left to the build, which says why. */
async function inspectBuilder(
  buildx: Buildx,
  name: string | undefined,
  { env, signal, runCommand, onStart }: BuilderOptions,
): Promise<Builder> {
  const args = [...buildx.prefix, "inspect", ...(name === undefined ? [] : [name])];
  const options = { directory: process.cwd(), env, signal, timeout: 20_000, onStart };
  const answer = await runCommand(buildx.command, args, options);
  return readBuilder(answer.stdout);
}

/** `Name: …`, `Driver: …`, `Platforms: linux/amd64*, linux/arm64`: what was asked for by the user has a star. */
export function readBuilder(text: string): Builder {
  const field = (name: string): string => new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(text)?.[1]?.trim() ?? "";
  const platforms = field("Platforms")
    .split(",")
    .map((platform) => platform.trim().replace(/\*$/, ""))
    .filter((platform) => platform !== "");
  return { name: field("Name"), driver: field("Driver"), platforms, version: field("BuildKit version") };
}

/** The platform of an image that is built where nothing says another. */
export function nativePlatform(builder: Builder): string {
  const architectures: Record<string, string> = { x64: "amd64", arm: "arm/v7", ia32: "386" };
  return builder.platforms[0] ?? `linux/${architectures[process.arch] ?? process.arch}`;
}

/**
 * The builder inside of docker itself hands out no image, only names it in docker's own store, and makes no
 * attestations, unless docker keeps images in containerd's store.
 *
 * @param output the words with which buildx refused
 */
export function dockerDriverFailure(output: string): Failure | undefined {
  if (!/is not supported for the docker driver|exporter "?oci"? could not be found/i.test(output)) return undefined;
  return new Failure({
    attempted: "building the image",
    found:
      "the builder is docker's own (driver docker), which cannot hand out an image to be tested before it is pushed",
    advice:
      "Use a step with docker/setup-buildx-action before this one: it makes a builder of the driver docker-container. Docker with the containerd image store works too.",
  });
}
