// Which buildx is there?

import type { RunCommand } from "../config/run-command.ts";
import { Failure } from "../report/failure.ts";

export interface Buildx {
  readonly command: string;
  /** What stands before buildx's own arguments: `["buildx"]` where it is a plugin of docker. */
  readonly prefix: readonly string[];
  /** `v0.30.1`, as it says itself. */
  readonly version: string;
}

export interface BuildxOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly runCommand: RunCommand;
}

/** Where it can be, the likeliest first. */
export const buildxPlaces: readonly Pick<Buildx, "command" | "prefix">[] = [
  { command: "docker", prefix: ["buildx"] },
  { command: "docker-buildx", prefix: [] },
  { command: "buildx", prefix: [] },
];

/**
 * The plugin of docker where it answers, otherwise the program by itself: buildx needs no docker
 * where its builder is a BuildKit of its own.
 *
 * @throws Failure where none answers
 */
export async function findBuildx({ env, signal, runCommand }: BuildxOptions): Promise<Buildx> {
  for (const { command, prefix } of buildxPlaces) {
    const options = { directory: process.cwd(), env, signal, timeout: 30_000 };
    const answer = await runCommand(command, [...prefix, "version"], options);
    // `github.com/docker/buildx v0.30.1 <commit>`
    const version = answer.status === 0 ? /buildx\s+(\S+)/.exec(answer.stdout)?.[1] : undefined;
    if (version !== undefined) return { command, prefix, version };
  }
  throw new Failure({
    attempted: "looking for docker buildx",
    found: "neither `docker buildx` nor `docker-buildx` nor `buildx` answers on this runner",
    advice:
      "Use a step with docker/setup-buildx-action before this one, or install the docker-buildx-plugin package of the runner's system.",
  });
}
