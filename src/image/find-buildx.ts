// Which buildx is there?

import { access, constants, readFile } from "node:fs/promises";
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
  const folders = [join(own, "cli-plugins"), ...(await extraFolders(own)), ...systemFolders];
  const onPath = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const found =
    (await firstProgram(folders, "docker-buildx")) ??
    (await firstProgram(onPath, "docker-buildx")) ??
    (await firstProgram(onPath, "buildx"));
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

async function extraFolders(own: string): Promise<readonly string[]> {
  try {
    return configSchema.parse(JSON.parse(await readFile(join(own, "config.json"), "utf8"))).cliPluginsExtraDirs ?? [];
  } catch {
    // No file, or none that docker could read either.
    return [];
  }
}

async function firstProgram(folders: readonly string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    const program = join(folder, name);
    const runs = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return program;
  }
  return undefined;
}
