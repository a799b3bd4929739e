// Which builder will buildx use, by what it keeps about its builders?

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** https://github.com/docker/buildx/blob/master/store/nodegroup.go */
const instanceSchema = z.object({
  Name: z.string(),
  Driver: z.string(),
  Nodes: z.tuple([z.object({ Endpoint: z.string(), Platforms: z.array(z.unknown()).nullish() })]),
});
const currentSchema = z.object({ Key: z.string(), Name: z.string(), Global: z.boolean().optional() });
const configSchema = z.object({ currentContext: z.string().optional() });

export interface KnownBuilder {
  readonly name: string;
  /** `docker-container` or `remote`. */
  readonly driver: string;
}

/**
 * A builder of one node on this machine that is not docker's own: what builds there is of this machine's kind, and
 * asking buildx would take as long as a cached build. Undefined for every other, and wherever there is a doubt.
 */
export function knownBuilder(name: string | undefined, env: NodeJS.ProcessEnv): KnownBuilder | undefined {
  const docker = env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker");
  const store = env.BUILDX_CONFIG || join(docker, "buildx");
  const chosen = name || env.BUILDX_BUILDER || currentName(store, docker, env);
  if (chosen === undefined || !/^[\w.-]+$/.test(chosen)) return undefined;
  const instance = read(join(store, "instances", chosen.toLowerCase()), instanceSchema);
  const [node] = instance?.Nodes ?? [];
  const isHere = node?.Endpoint.startsWith("unix://") && !node.Platforms?.length;
  if (instance === undefined || !isHere || !["docker-container", "remote"].includes(instance.Driver)) return undefined;
  return { name: instance.Name, driver: instance.Driver };
}

/** What `docker buildx use` chose, for docker's usual endpoint only. */
function currentName(store: string, docker: string, env: NodeJS.ProcessEnv): string | undefined {
  const current = read(join(store, "current"), currentSchema);
  if (current === undefined || current.Global === true) return current?.Name;
  const config = read(join(docker, "config.json"), configSchema);
  if (env.DOCKER_CONTEXT || config?.currentContext) return undefined;
  return current.Key === (env.DOCKER_HOST || "unix:///var/run/docker.sock") ? current.Name : undefined;
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
