// Which credentials does this machine have for a registry?

import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

export type RegistryCredentials =
  | { readonly kind: "none" /** Why there may be some that could not be had. */; readonly problem?: string }
  | { readonly kind: "basic"; readonly username: string; readonly password: string; readonly from: string }
  /** A refresh token for the registry's token service. `from` says where the credentials come from: a program or a file. */
  | { readonly kind: "identity"; readonly token: string; readonly from: string };

const configSchema = z.object({
  auths: z
    .record(
      z.string(),
      z.object({
        auth: z.string().optional(),
        username: z.string().optional(),
        password: z.string().optional(),
        identitytoken: z.string().optional(),
      }),
    )
    .optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
});

type DockerConfig = z.infer<typeof configSchema>;

const answerSchema = z.object({ Username: z.string(), Secret: z.string() });

/**
 * Reads them as docker does: `config.json` of DOCKER_CONFIG or `~/.docker`; a helper of its own for
 * the registry, else the store of all, else the file itself.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export async function readCredentials(
  registry: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<RegistryCredentials> {
  const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker"), "config.json");
  const config = await readConfig(file);
  if (typeof config === "string") return { kind: "none", problem: config };

  const helper = config.credHelpers?.[registry] ?? config.credsStore;
  if (helper) {
    const answer = await askHelper(helper, serverOf(registry), env, signal);
    if (answer.kind !== "none" || config.credHelpers?.[registry]) return answer;
  }
  return fromFile(config, registry, file);
}

/** docker.io's entry has had this name since the first version of the API. */
function serverOf(registry: string): string {
  return registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
}

/** The file's content, or in words why it cannot be used. A missing file is an empty one. */
async function readConfig(file: string): Promise<DockerConfig | string> {
  try {
    const parsed = configSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.success ? parsed.data : `${file} is not a docker configuration`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    // The message of a syntax error quotes the text, which holds passwords.
    return `${file} cannot be read as JSON`;
  }
}

function fromFile(config: DockerConfig, registry: string, from: string): RegistryCredentials {
  const hosts = registry === "docker.io" ? ["docker.io", "index.docker.io", "registry-1.docker.io"] : [registry];
  const entry = Object.entries(config.auths ?? {}).find(([key]) => hosts.includes(hostOf(key)))?.[1];
  if (entry === undefined) return { kind: "none" };
  if (entry.identitytoken) return { kind: "identity", token: entry.identitytoken, from };
  const decoded = entry.auth ? Buffer.from(entry.auth, "base64").toString("utf8") : "";
  const cut = decoded.indexOf(":");
  const username = entry.username ?? decoded.slice(0, Math.max(cut, 0));
  const password = entry.password ?? (cut === -1 ? "" : decoded.slice(cut + 1));
  return username === "" ? { kind: "none" } : { kind: "basic", username, password, from };
}

/** `https://index.docker.io/v1/` and `ghcr.io` alike. */
function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

/** https://github.com/docker/docker-credential-helpers#development: `get`, the server on stdin, JSON on stdout. */
async function askHelper(
  helper: string,
  server: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<RegistryCredentials> {
  const program = `docker-credential-${helper}`;
  const { execa } = await import("execa");
  const answer = await execa(program, ["get"], {
    input: server,
    env,
    extendEnv: false,
    cancelSignal: signal,
    reject: false,
    timeout: 20_000,
  });
  if (signal.aborted) throw signal.reason;
  if (answer.exitCode !== 0) {
    return /credentials not found/i.test(answer.stdout + answer.stderr)
      ? { kind: "none" }
      : { kind: "none", problem: `${program} gave no credentials for ${server}` };
  }
  const parsed = answerSchema.safeParse(parseJson(answer.stdout));
  if (!parsed.success) return { kind: "none", problem: `${program} answered something that is no credential` };
  const { Username: username, Secret: secret } = parsed.data;
  return username === "<token>"
    ? { kind: "identity", token: secret, from: program }
    : { kind: "basic", username, password: secret, from: program };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
