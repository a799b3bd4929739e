// How does an action log in to a registry for as long as it runs?

import { rmSync } from "node:fs";
import { z } from "zod";
import type { Job } from "../github/job.ts";
import { Failure } from "../report/failure.ts";

/** The inputs, by the names that docker/login-action gave them. */
export const loginInputs = {
  registry: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
};

export interface GivenLogin {
  readonly registry?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * The environment in which docker has the login of the inputs; the job's own where they give none. The password is
 * masked; the login is in a folder of this step's own, which `logOut` removes.
 *
 * @param image whose registry is meant where the inputs name none
 * @throws Failure where only one of user and password is given
 */
export async function logIn(given: GivenLogin, image: string, job: Job): Promise<NodeJS.ProcessEnv> {
  const { username, password } = given;
  job.mask(password ?? "");
  if (username === undefined && password === undefined) return job.env;
  if (username === undefined || password === undefined)
    throw halfLogin(username === undefined ? "username" : "password");
  const { registryAddress } = await import("../image/reference.ts");
  const registry = given.registry === undefined ? registryAddress(image)?.registry : registryName(given.registry);
  if (registry === undefined) return job.env;
  const { writeLogin } = await import("../image/login.ts");
  const folder = await writeLogin({ registry, username, password }, job.env, job.tempDirectory);
  job.saveState("docker-config", folder);
  folders.set(job, folder);
  return { ...job.env, DOCKER_CONFIG: folder };
}

/** Removes the login. In the `post` step, the one that a main step left which was killed. */
export async function logOut(job: Job): Promise<void> {
  const folder = folders.get(job) ?? job.state("docker-config");
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
}

const folders = new WeakMap<Job, string>();

/** `https://index.docker.io/v1/`, `ghcr.io/` and `GHCR.io` as references name them. */
export function registryName(text: string): string {
  const host = text
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/.*$/, "")
    .toLowerCase();
  return /^(?:index\.|registry-1\.)?docker\.io$/.test(host) ? "docker.io" : host;
}

function halfLogin(missing: string): Failure {
  return new Failure({
    attempted: "reading the inputs",
    found: `the registry's ${missing} is missing or empty, and the other of username and password is given`,
    advice:
      "Give both, or none to use the login that docker has. A secret that is not set, or that a called workflow or a pull request from a fork does not get, is an empty text.",
  });
}
