// Which buildx is there?

import { accessSync, constants, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { z } from "zod";
import type { RunCommand } from "../config/run-command.ts";
import { Failure } from "../report/failure.ts";

export interface Buildx {
  /** A path, or a name on the PATH. */
  readonly command: string;
  /** What stands before buildx's own arguments: `["buildx"]` where docker has to be asked for it. */
  readonly prefix: readonly string[];
}

export interface BuildxOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly runCommand: RunCommand;
  /** Where every user's plugins are; docker's own folders unless given. */
  readonly systemFolders?: readonly string[] | undefined;
}

/** https://github.com/docker/cli/blob/master/cli-plugins/manager/manager_unix.go */
const pluginFolders = [
  "/usr/local/lib/docker/cli-plugins",
  "/usr/local/libexec/docker/cli-plugins",
  "/usr/lib/docker/cli-plugins",
  "/usr/libexec/docker/cli-plugins",
];

/**
 * The plugin that docker would run, otherwise the program on the PATH: buildx needs no docker where its builder is a
 * BuildKit of its own. The plugin is run by itself, as `docker` costs a tenth of a second each time before it starts it.
 *
 * @throws Failure where there is none
 */
export async function findBuildx(options: BuildxOptions): Promise<Buildx> {
  const { env, systemFolders = pluginFolders } = options;
  const own = env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker");
  const folders = [join(own, "cli-plugins"), ...extraFolders(own), ...systemFolders];
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const found =
    firstProgram(folders, "docker-buildx") ?? firstProgram(onPath, "docker-buildx") ?? firstProgram(onPath, "buildx");
  if (found !== undefined) return { command: found, prefix: [] };
  // A docker that brings its own buildx: podman's.
  const { signal, runCommand } = options;
  const answer = await runCommand("docker", ["buildx", "version"], {
    ...{ directory: process.cwd(), env, signal },
    timeout: 30_000,
  });
  if (answer.status === 0 && /buildx/i.test(answer.stdout)) return { command: "docker", prefix: ["buildx"] };
  throw new Failure({
    attempted: "looking for docker buildx",
    found: "neither `docker buildx` nor `docker-buildx` nor `buildx` answers on this runner",
    advice:
      "Use a step with docker/setup-buildx-action before this one, or install the docker-buildx-plugin package of the runner's system.",
  });
}

const configSchema = z.object({ cliPluginsExtraDirs: z.array(z.string()).optional() });

function extraFolders(own: string): readonly string[] {
  try {
    return configSchema.parse(JSON.parse(readFileSync(join(own, "config.json"), "utf8"))).cliPluginsExtraDirs ?? [];
  } catch {
    // No file, or none that docker could read either.
    return [];
  }
}

function firstProgram(folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    const program = join(folder, name);
    if (runs(program)) return program;
  }
  return undefined;
}

/** In this thread: a turn of the thread pool for each of a dozen folders takes longer, and the build waits for it. */
function runs(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
