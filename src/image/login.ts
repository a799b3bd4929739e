// How does one build use credentials of its own without touching the machine's login?

import { mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

export interface Login {
  /** As references name it: `ghcr.io`, `docker.io`. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

/**
 * A folder for DOCKER_CONFIG that is the machine's own but for this one login: everything else in it
 * (plugins, builders, contexts) is a link. The caller removes the folder.
 *
 * @returns the folder, which only this user can read
 */
export async function writeLogin(login: Login, env: NodeJS.ProcessEnv, tempDirectory: string): Promise<string> {
  const own = env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker");
  const folder = await mkdtemp(join(tempDirectory, "slipway-docker-"));
  for (const name of await list(own)) {
    if (name !== "config.json") await symlink(join(own, name), join(folder, name));
  }
  const config = withLogin(await readConfig(join(own, "config.json")), login);
  await writeFile(join(folder, "config.json"), JSON.stringify(config), { mode: 0o600 });
  return folder;
}

/** The docker configuration with the login in it, and without a helper that would come before it. */
export function withLogin(config: Readonly<Record<string, unknown>>, login: Login): Record<string, unknown> {
  const key = login.registry === "docker.io" ? "https://index.docker.io/v1/" : login.registry;
  const auth = Buffer.from(`${login.username}:${login.password}`).toString("base64");
  const { credsStore, ...rest } = config;
  const auths = asObject(config.auths);
  // A store of all would be asked instead of the file: it stays for the registries that it knows of.
  const stored = typeof credsStore === "string" ? Object.keys(auths).map((host) => [host, credsStore]) : [];
  const helpers = { ...Object.fromEntries(stored), ...asObject(config.credHelpers) };
  const credHelpers = Object.fromEntries(
    Object.entries(helpers).filter(([host]) => host !== key && host !== login.registry),
  );
  return { ...rest, auths: { ...auths, [key]: { auth } }, credHelpers };
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** An unreadable configuration is replaced for this build: docker itself would not get further with it. */
async function readConfig(file: string): Promise<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
